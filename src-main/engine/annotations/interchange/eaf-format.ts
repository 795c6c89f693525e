import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { AppError } from '../../../domain/app-error.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
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
          '@MEDIA_URL': encodeURI(name),
          '@MIME_TYPE': mediaType(name),
          '@RELATIVE_MEDIA_URL': `./${encodeURI(name)}`,
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

type Node = { readonly [name: string]: unknown };

function nodes(value: unknown): readonly Node[] {
  const list = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
  return list.filter((one): one is Node => typeof one === 'object' && one !== null);
}

function attribute(node: Node, name: string): string {
  const value = node[`@${name}`];
  return typeof value === 'string' ? value : '';
}

function content(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && value !== null && '#text' in value ? String(value['#text']) : '';
}

function parseXml(text: string): Node {
  // Entities are where XML turns hostile: a document that declares any is not read.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new AppError(
      'bad-request',
      'This ELAN file declares entities or a document type, which is not read for safety. Save it again with ELAN.',
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: true,
  });
  return parser.parse(text) as Node;
}

/** Alignable annotations with both times, and those that refer to one (their text belongs to its span). */
export function readEaf(text: string): IncomingFile {
  const [root] = nodes(parseXml(text)['ANNOTATION_DOCUMENT']);
  if (root === undefined) {
    throw new AppError('bad-request', 'This file is no ELAN document: it has no ANNOTATION_DOCUMENT.');
  }
  const [header] = nodes(root['HEADER']);
  const unit = header === undefined ? 'milliseconds' : attribute(header, 'TIME_UNITS') || 'milliseconds';
  if (unit !== 'milliseconds') {
    throw new AppError('bad-request', `This ELAN file counts in ${unit.slice(0, 40)}; only milliseconds can be read.`);
  }
  const properties = new Map(
    nodes(header?.['PROPERTY']).map((property) => [attribute(property, 'NAME'), content(property)]),
  );
  const media = attribute(nodes(header?.['MEDIA_DESCRIPTOR'])[0] ?? {}, 'MEDIA_URL');
  const [order] = nodes(root['TIME_ORDER']);
  const times = new Map(
    nodes(order?.['TIME_SLOT']).map((one) => {
      const value = attribute(one, 'TIME_VALUE');
      return [attribute(one, 'TIME_SLOT_ID'), /^\d{1,12}$/.test(value) ? Number(value) : null];
    }),
  );
  const annotations: IncomingAnnotation[] = [];
  const unread: IncomingFile['unread'][number][] = [];
  for (const tier of nodes(root['TIER'])) {
    const tierId = attribute(tier, 'TIER_ID');
    const participant = attribute(tier, 'PARTICIPANT');
    for (const one of nodes(tier['ANNOTATION'])) {
      const [aligned] = nodes(one['ALIGNABLE_ANNOTATION']);
      const [referring] = nodes(one['REF_ANNOTATION']);
      const id = attribute(aligned ?? referring ?? {}, 'ANNOTATION_ID');
      const value = content((aligned ?? referring)?.['ANNOTATION_VALUE'])
        .replaceAll(/\r\n?/g, '\n')
        .trim();
      const place = `tier ${tierId}, annotation ${id}`;
      if (aligned === undefined) {
        unread.push({ place, text: value, reason: 'It refers to another annotation and has no times of its own.' });
        continue;
      }
      annotations.push(
        readOne(aligned, {
          place,
          tierId,
          value,
          participant,
          media,
          times,
          exact: parseExactText(properties.get(`${propertyPrefix}${id}`) ?? ''),
        }),
      );
    }
  }
  return { annotations, unread };
}

type ReadContext = {
  readonly place: string;
  readonly tierId: string;
  readonly value: string;
  readonly participant: string;
  readonly media: string;
  readonly times: ReadonlyMap<string, number | null>;
  readonly exact: Exact | null;
};

function readOne(aligned: Node, context: ReadContext): IncomingAnnotation {
  const { value, times, exact } = context;
  const coded = /^\[([^\]\n]{1,60})\] ?/.exec(value);
  const stated = value.slice(coded?.[0].length ?? 0);
  const alleged = /(?:^|\n)Alleged by ([^:\n]+): ([\s\S]+)$/.exec(stated);
  return {
    place: context.place,
    recordingName: mediaName(context.media),
    digest: exact?.digest ?? null,
    startMillis: times.get(attribute(aligned, 'TIME_SLOT_REF1')) ?? null,
    endMillis: times.get(attribute(aligned, 'TIME_SLOT_REF2')) ?? null,
    frames: null,
    code: coded?.[1] ?? context.tierId,
    text: (alleged === null ? stated : stated.slice(0, alleged.index)).trim(),
    subjects: context.participant === '' ? [] : [context.participant],
    alleged: alleged === null ? null : { allegedBy: alleged[1] ?? '', text: alleged[2] ?? '' },
    exact,
  };
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
