import { XMLBuilder } from 'fast-xml-parser';
import { AppError } from '../../../domain/app-error.ts';
import { splitCodeName } from '../../../domain/code-name.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import { attributeOf, childrenOf, readXml, textOf, type XmlElement } from '../../read-xml.ts';
import {
  type Exact,
  endMillisOf,
  exactText,
  type IncomingAnnotation,
  type IncomingFile,
  type OutgoingAnnotation,
  type OutgoingDocument,
  parseExactText,
  startMillisOf,
} from './exchanged.ts';

const propertyPrefix = 'frame-of-record.';

type Timed = { readonly annotation: OutgoingAnnotation; readonly start: number; readonly end: number };

/** Annotations of one ELAN tier never overlap: what does goes to a further tier of the same group. */
function tiersOf(annotations: readonly OutgoingAnnotation[]): { id: string; timed: Timed[] }[] {
  const tiers: { id: string; group: string; timed: Timed[] }[] = [];
  const ordered = annotations
    .map((annotation) => ({
      annotation,
      start: startMillisOf(annotation.exact),
      end: endMillisOf(annotation.exact),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  for (const timed of ordered) {
    const group = timed.annotation.groupLabel;
    const own = tiers.filter((tier) => tier.group === group);
    let tier = own.find(({ timed: placed }) => (placed.at(-1)?.end ?? 0) <= timed.start);
    if (tier === undefined) {
      tier = { id: own.length === 0 ? group : `${group} (${own.length + 1})`, group, timed: [] };
      tiers.push(tier);
    }
    tier.timed.push(timed);
  }
  return tiers.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whitespace as XML hands it back: what a control character cannot be stays out. */
function xmlText(text: string): string {
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\u{fffd}');
}

/** The value of an annotation in ELAN: its code in brackets, then what is seen or heard, then what is alleged. */
export function eafValue({ code, text, alleged }: Pick<Exact, 'code' | 'text' | 'alleged'>): string {
  const claim = alleged === undefined || alleged === null ? '' : `\nAlleged by ${alleged.allegedBy}: ${alleged.text}`;
  return xmlText(`[${code}] ${text}${claim}`).replaceAll(/\r\n?/g, '\n').trim();
}

/** An EAF 3.0 document: TIME_ORDER in milliseconds, a tier for each code group, exact frames as properties of the header. */
export function writeEaf(document: OutgoingDocument): string {
  const slots: { TIME_SLOT_ID: string; TIME_VALUE: number }[] = [];
  const properties: { '@NAME': string; '#text': string }[] = [
    { '@NAME': 'notice', '#text': exchangeNotice },
    { '@NAME': 'lastUsedAnnotationId', '#text': String(document.annotations.length) },
  ];
  let made = 0;
  const slot = (millis: number): string => {
    const id = `ts${slots.length + 1}`;
    slots.push({ TIME_SLOT_ID: id, TIME_VALUE: millis });
    return id;
  };
  const tiers = tiersOf(document.annotations).map(({ id, timed }) => ({
    '@ANNOTATOR': '',
    '@LINGUISTIC_TYPE_REF': 'observation',
    '@TIER_ID': xmlText(id),
    ANNOTATION: timed.map(({ annotation, start, end }) => {
      made += 1;
      const annotationId = `a${made}`;
      properties.push({ '@NAME': `${propertyPrefix}${annotationId}`, '#text': exactText(annotation.exact) });
      return {
        ALIGNABLE_ANNOTATION: {
          '@ANNOTATION_ID': annotationId,
          '@TIME_SLOT_REF1': slot(start),
          '@TIME_SLOT_REF2': slot(end),
          ANNOTATION_VALUE: eafValue(annotation.exact),
        },
      };
    }),
  }));
  // Slots stand in order of time; their ids say which annotation they belong to.
  const ordered = slots.toSorted((a, b) => a.TIME_VALUE - b.TIME_VALUE);
  const tree = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    ANNOTATION_DOCUMENT: {
      '@AUTHOR': '',
      '@DATE': document.madeAt,
      '@FORMAT': '3.0',
      '@VERSION': '3.0',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd',
      HEADER: {
        '@MEDIA_FILE': '',
        '@TIME_UNITS': 'milliseconds',
        MEDIA_DESCRIPTOR: document.recordings.map(({ name }) => ({
          '@MEDIA_URL': encodeURIComponent(name),
          '@MIME_TYPE': mediaType(name),
          '@RELATIVE_MEDIA_URL': `./${encodeURIComponent(name)}`,
        })),
        PROPERTY: properties,
      },
      TIME_ORDER: {
        TIME_SLOT: ordered.map((one) => ({ '@TIME_SLOT_ID': one.TIME_SLOT_ID, '@TIME_VALUE': one.TIME_VALUE })),
      },
      TIER: tiers,
      LINGUISTIC_TYPE: {
        '@GRAPHIC_REFERENCES': 'false',
        '@LINGUISTIC_TYPE_ID': 'observation',
        '@TIME_ALIGNABLE': 'true',
      },
    },
  };
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    // An attribute that says "true" is written whole: XML knows none without a value.
    suppressBooleanAttributes: false,
    processEntities: true,
  });
  return builder.build(tree);
}

function mediaType(name: string): string {
  const types: Readonly<Record<string, string>> = {
    mp4: 'video/mp4',
    mov: 'video/quicktime',
    wav: 'audio/x-wav',
    mpg: 'video/mpeg',
    mpeg: 'video/mpeg',
  };
  return types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'unknown';
}

/** Milliseconds of the time slots; null where ELAN leaves a slot without a time of its own. */
function timesOf(root: XmlElement): ReadonlyMap<string, number | null> {
  return new Map(
    childrenOf(childrenOf(root, 'TIME_ORDER')[0] ?? {}, 'TIME_SLOT').map((slot) => {
      const value = attributeOf(slot, 'TIME_VALUE');
      return [attributeOf(slot, 'TIME_SLOT_ID'), /^\d{1,12}$/.test(value) ? Number(value) : null];
    }),
  );
}

type Found = {
  readonly id: string;
  readonly tierId: string;
  readonly participant: string;
  readonly value: string;
  /** Entry of a controlled vocabulary, when it was chosen from one. */
  readonly entry: string;
  readonly slots: readonly [string, string] | null;
  /** The annotation it belongs to, when it has no times of its own. */
  readonly refersTo: string;
};

function annotationsOf(root: XmlElement): readonly Found[] {
  return childrenOf(root, 'TIER').flatMap((tier) =>
    childrenOf(tier, 'ANNOTATION').flatMap((annotation) => {
      const [aligned] = childrenOf(annotation, 'ALIGNABLE_ANNOTATION');
      const element = aligned ?? childrenOf(annotation, 'REF_ANNOTATION')[0];
      const [value] = element === undefined ? [] : childrenOf(element, 'ANNOTATION_VALUE');
      return element === undefined
        ? []
        : {
            id: attributeOf(element, 'ANNOTATION_ID'),
            tierId: attributeOf(tier, 'TIER_ID'),
            participant: attributeOf(tier, 'PARTICIPANT'),
            value: value === undefined ? '' : textOf(value).replaceAll(/\r\n?/g, '\n').trim(),
            entry: attributeOf(element, 'CVE_REF'),
            slots:
              aligned === undefined
                ? null
                : ([attributeOf(aligned, 'TIME_SLOT_REF1'), attributeOf(aligned, 'TIME_SLOT_REF2')] as const),
            refersTo: attributeOf(element, 'ANNOTATION_REF'),
          };
    }),
  );
}

/** The time slots of an annotation, or of the one that it refers to at last. */
function slotsOf(one: Found, byId: ReadonlyMap<string, Found>): readonly [string, string] | null {
  const seen = new Set<string>();
  for (let at: Found | undefined = one; at !== undefined && !seen.has(at.id); at = byId.get(at.refersTo)) {
    if (at.slots !== null) {
      return at.slots;
    }
    seen.add(at.id);
  }
  return null;
}

/** The code that a value begins with, in brackets or as the entry of a vocabulary; else the name of its tier. */
function codeOf({ value, entry, tierId }: Found): { readonly code: string; readonly stated: string } {
  const coded = /^\[([^\]\n]{1,60})\] ?/.exec(value);
  if (coded !== null) {
    return { code: coded[1] ?? '', stated: value.slice(coded[0].length) };
  }
  const { id, label } = splitCodeName(value);
  if (id !== null) {
    return { code: id, stated: label };
  }
  return { code: splitCodeName(`${entry} .`).id ?? tierId, stated: value };
}

/**
 * Alignable annotations with both times, and those that refer to one: they hold for its span. Errors: `bad-request` when it
 * is no well-formed ELAN document in milliseconds.
 */
export function readEaf(text: string): IncomingFile {
  const [root] = childrenOf(readXml(text, new Set()), 'ANNOTATION_DOCUMENT');
  if (root === undefined) {
    throw new AppError('bad-request', 'This file is no ELAN document: it has no ANNOTATION_DOCUMENT.');
  }
  const [header = {}] = childrenOf(root, 'HEADER');
  const unit = attributeOf(header, 'TIME_UNITS') || 'milliseconds';
  if (unit !== 'milliseconds') {
    throw new AppError('bad-request', `This ELAN file counts in ${unit.slice(0, 40)}; only milliseconds can be read.`);
  }
  const properties = new Map(
    childrenOf(header, 'PROPERTY').map((property) => [attributeOf(property, 'NAME'), textOf(property)]),
  );
  const [media = {}] = childrenOf(header, 'MEDIA_DESCRIPTOR');
  // Where the document's time 0 lies in the recording.
  const origin = /^-?\d{1,12}$/.test(attributeOf(media, 'TIME_ORIGIN')) ? Number(attributeOf(media, 'TIME_ORIGIN')) : 0;
  const times = timesOf(root);
  const found = annotationsOf(root);
  const byId = new Map(found.map((one) => [one.id, one]));
  const annotations: IncomingAnnotation[] = [];
  const unread: IncomingFile['unread'][number][] = [];
  for (const one of found) {
    const place = `tier ${one.tierId}, annotation ${one.id}`;
    const [start = null, end = null] = (slotsOf(one, byId) ?? []).map((slot) => times.get(slot) ?? null);
    if (start === null || end === null) {
      unread.push({ place, text: one.value, reason: 'ELAN gives it no start and end of its own.' });
      continue;
    }
    const exact = parseExactText(properties.get(`${propertyPrefix}${one.id}`) ?? '');
    const { code, stated } = codeOf(one);
    const alleged = /(?:^|\n)Alleged by ([^:\n]+): ([\s\S]+)$/.exec(stated);
    annotations.push({
      place,
      recordingName: mediaName(attributeOf(media, 'MEDIA_URL')),
      digest: exact?.digest ?? null,
      startMillis: start + origin,
      endMillis: end + origin,
      frames: null,
      code,
      text: (alleged === null ? stated : stated.slice(0, alleged.index)).trim(),
      subjects: one.participant === '' ? [] : [one.participant],
      alleged: alleged === null ? null : { allegedBy: alleged[1] ?? '', text: alleged[2] ?? '' },
      exact,
    });
  }
  return { annotations, unread };
}

function mediaName(url: string): string | null {
  const last = url.split(/[\\/]/).at(-1) ?? '';
  try {
    return last === '' ? null : decodeURIComponent(last);
  } catch (thrown) {
    if (thrown instanceof URIError) {
      return last;
    }
    throw thrown;
  }
}
