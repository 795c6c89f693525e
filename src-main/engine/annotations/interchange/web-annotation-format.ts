import { createHash } from 'node:crypto';
import { z } from 'zod';
import { annotationBodies, mediaFragment } from '../../../domain/annotation-bodies.ts';
import { AppError } from '../../../domain/app-error.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import {
  endMillisOf,
  type IncomingAnnotation,
  type IncomingFile,
  type OutgoingDocument,
  readExact,
  startMillisOf,
} from './exchanged.ts';

const context = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    exact: { '@id': 'urn:frame-of-record:exact', '@type': '@json' },
    digest: 'urn:frame-of-record:digest',
    summary: 'https://www.w3.org/ns/activitystreams#summary',
  },
];
/** A collection in one page: text, code and, only when asked for, what is alleged as a body of its own. */
export function writeWebAnnotations(document: OutgoingDocument): string {
  const names = new Map(document.recordings.map((recording) => [recording.id, recording]));
  const items = document.annotations.map(({ exact, recordingId, codeTitle, reviewerName, createdAt, revisedAt }) => ({
    id: `urn:uuid:${exact.id}`,
    type: 'Annotation',
    motivation: 'classifying',
    created: createdAt,
    modified: revisedAt,
    creator: { type: 'Person', nickname: reviewerName },
    body: annotationBodies({
      observation: exact.text,
      code: exact.code,
      codeTitle,
      subjects: exact.subjects,
      allegation: exact.alleged ?? null,
    }),
    target: {
      source: encodeURIComponent(names.get(recordingId)?.name ?? ''),
      digest: `sha256:${exact.digest}`,
      selector: mediaFragment(startMillisOf(exact), endMillisOf(exact)),
    },
    exact,
  }));
  // The model asks for an IRI of both: named by what they hold, so that the same export gives the same file.
  const urn = `urn:sha256:${createHash('sha256').update(JSON.stringify(items)).digest('hex')}`;
  const collection = {
    '@context': context,
    id: `${urn}:collection`,
    type: 'AnnotationCollection',
    label: document.title,
    summary: exchangeNotice,
    total: items.length,
    first: { id: `${urn}:page`, type: 'AnnotationPage', partOf: `${urn}:collection`, startIndex: 0, items },
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

const bodySchema = z.looseObject({
  type: z.string().optional(),
  purpose: z.string().optional(),
  value: z.string().optional(),
  source: z.string().optional(),
  creator: z.looseObject({ nickname: z.string().optional(), name: z.string().optional() }).optional(),
});
const selectorSchema = z.looseObject({ type: z.string().optional(), value: z.string().optional() });
const targetSchema = z.looseObject({
  source: z.string().optional(),
  id: z.string().optional(),
  digest: z.string().optional(),
  selector: z.union([selectorSchema, z.array(selectorSchema)]).optional(),
});
const annotationSchema = z.looseObject({
  id: z.string().optional(),
  body: z.union([z.string(), bodySchema, z.array(z.union([z.string(), bodySchema]))]).optional(),
  bodyValue: z.string().optional(),
  /** One, or several files that show the same: the first is taken. */
  target: z.union([z.string(), targetSchema, z.array(z.union([z.string(), targetSchema])).min(1)]),
  exact: z.unknown().optional(),
});

function itemsOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) {
    return json;
  }
  const node = z
    .looseObject({
      type: z.union([z.string(), z.array(z.string())]).optional(),
      items: z.array(z.unknown()).optional(),
      first: z.looseObject({ items: z.array(z.unknown()).optional() }).optional(),
    })
    .safeParse(json);
  if (!node.success) {
    throw new AppError('bad-request', 'This file holds no W3C Web Annotations.');
  }
  const { items, first, type } = node.data;
  const found = items ?? first?.items ?? (type === 'Annotation' ? [json] : null);
  if (found === null) {
    throw new AppError('bad-request', 'This file holds no W3C Web Annotations: neither items nor a first page.');
  }
  return found;
}

/** Start and end in milliseconds of a media fragment (`t=12.3,15`, `t=npt:0:00:12.3,`). */
export function readFragment(fragment: string): readonly [number, number | null] | null {
  const found = /(?:^|[#&?])t=(?:npt:)?([\d:.]*)(?:,([\d:.]+))?(?:&|$)/.exec(fragment);
  if (found === null) {
    return null;
  }
  const read = (text: string | undefined) =>
    text === undefined || text === '' ? null : text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
  const start = read(found[1]) ?? 0;
  const end = read(found[2]);
  return Number.isFinite(start) && (end === null || Number.isFinite(end))
    ? [Math.round(start * 1000) / 1000, end === null ? null : Math.round(end * 1000) / 1000]
    : null;
}

export function readWebAnnotations(json: unknown): IncomingFile {
  const annotations: IncomingAnnotation[] = [];
  const unread: IncomingFile['unread'][number][] = [];
  for (const [at, raw] of itemsOf(json).entries()) {
    const place = `annotation ${at + 1}`;
    const parsed = annotationSchema.safeParse(raw);
    if (!parsed.success) {
      unread.push({ place, text: '', reason: 'It has not the form of a Web Annotation.' });
      continue;
    }
    const { body, bodyValue } = parsed.data;
    const target = [parsed.data.target].flat()[0] ?? '';
    const bodies = (Array.isArray(body) ? body : body === undefined ? [] : [body]).map((one) =>
      typeof one === 'string' ? { value: one, purpose: 'describing' } : one,
    );
    const place0 = typeof target === 'string' ? { source: target } : target;
    const source =
      ('source' in place0 ? place0.source : undefined) ?? ('id' in place0 ? String(place0['id'] ?? '') : '');
    const selectors = 'selector' in place0 && place0.selector !== undefined ? [place0.selector].flat() : [];
    const fragment =
      selectors.map(({ value }) => readFragment(value ?? '')).find((one) => one !== null) ?? readFragment(source);
    const described =
      bodies.find(({ purpose }) => purpose === 'describing') ?? bodies.find(({ purpose }) => purpose === undefined);
    const classified = bodies.find(
      ({ purpose, source: from }) => (purpose === 'classifying' || purpose === 'tagging') && from !== undefined,
    );
    const tagged = bodies.find(
      ({ purpose, value }) => (purpose === 'classifying' || purpose === 'tagging') && value !== undefined,
    );
    const claim = bodies.find(({ value }) => value?.startsWith('Alleged: ') === true);
    const exact = readExact(parsed.data.exact);
    annotations.push({
      place,
      recordingName: nameOf(source),
      digest: exact?.digest ?? digestOf('digest' in place0 ? place0.digest : undefined),
      startMillis: fragment?.[0] ?? null,
      endMillis: fragment?.[1] ?? null,
      frames: null,
      code: classified?.source?.split(/[:/#]/).at(-1) ?? tagged?.value ?? '',
      text: (described?.value ?? bodyValue ?? '').trim(),
      subjects: bodies.filter(({ purpose }) => purpose === 'identifying').flatMap(({ value }) => value ?? []),
      alleged:
        claim?.value === undefined
          ? null
          : {
              text: claim.value.slice('Alleged: '.length),
              allegedBy: claim.creator?.nickname ?? claim.creator?.name ?? '',
            },
      exact,
    });
  }
  return { annotations, unread };
}

function digestOf(text: unknown): string | null {
  return typeof text === 'string' ? (/^(?:sha256:)?([0-9a-f]{64})$/.exec(text)?.[1] ?? null) : null;
}

function nameOf(source: string): string | null {
  const last = source.split(/[#?]/)[0]?.split('/').at(-1) ?? '';
  try {
    return last === '' ? null : decodeURIComponent(last);
  } catch (thrown) {
    if (thrown instanceof URIError) {
      return last;
    }
    throw thrown;
  }
}
