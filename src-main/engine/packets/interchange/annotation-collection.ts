import { annotationBodies, mediaFragment } from '../../../domain/annotation-bodies.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import { millisAtOrAfter, millisAtOrBefore } from '../../../domain/media-clock.ts';
import type { PacketRecord, RecordAnnotation, RecordExhibit, RecordFile } from '../packet-record.ts';
import { relativeUrl, within } from './exhibit-media.ts';

/** Terms of our own beside those of the W3C; programs that do not know them pass over them. */
const context = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    digest: 'urn:frame-of-record:digest',
    evidentiaryClass: 'urn:frame-of-record:class',
    exhibits: { '@id': 'urn:frame-of-record:exhibits', '@container': '@set' },
    moment: { '@id': 'urn:frame-of-record:moment', '@type': '@json' },
  },
];

/** What of the annotation a file shows, on the file's own clock; a picture is meant as a whole. */
function targetOf(annotation: RecordAnnotation, exhibit: RecordExhibit, file: RecordFile) {
  const { source } = exhibit;
  const origin = file.role === 'native' ? source.firstPts : (file.span?.inPts ?? exhibit.span.inPts);
  const part = file.role === 'native' ? annotation.span : within(annotation, file.span ?? exhibit.span);
  if (part === null) {
    return [];
  }
  const from = Math.max(0, millisAtOrBefore(part.inPts - origin, source.timebase));
  const to = Math.max(from + 1, millisAtOrAfter(part.outPts - origin, source.timebase));
  return [
    {
      type: 'SpecificResource',
      source: relativeUrl(file.path),
      digest: `sha256:${file.digest}`,
      evidentiaryClass: file.class,
      ...(file.mediaType.startsWith('image/') ? {} : { selector: mediaFragment(from, to) }),
    },
  ];
}

/** Files that show the annotation on a clock of their own; slowed and frozen pictures have none. */
const shownRoles: ReadonlySet<RecordFile['role']> = new Set(['clip', 'context-clip', 'still']);

function item(annotation: RecordAnnotation, exhibits: readonly RecordExhibit[]) {
  const [first] = exhibits;
  const native = first?.source.native ?? null;
  const targets = [
    ...(first === undefined || native === null ? [] : targetOf(annotation, first, native)),
    ...exhibits.flatMap((exhibit) =>
      exhibit.files.filter(({ role }) => shownRoles.has(role)).flatMap((file) => targetOf(annotation, exhibit, file)),
    ),
  ];
  const { span, reviewer } = annotation;
  return {
    id: `urn:uuid:${annotation.id}`,
    type: 'Annotation',
    motivation: 'classifying',
    modified: new Date(Math.floor(annotation.revisedAt / 1000)).toISOString(),
    ...(reviewer === null ? {} : { creator: { type: 'Person', nickname: reviewer } }),
    body: annotationBodies({
      observation: annotation.observation,
      code: annotation.code,
      codeTitle: annotation.title,
      subjects: annotation.subjects.map(({ pseudonym }) => pseudonym),
      allegation: annotation.allegation,
    }),
    target: targets,
    exhibits: exhibits.map(({ label }) => label),
    moment: {
      source: first?.source.digest ?? null,
      timebase: first === undefined ? null : [first.source.timebase.num, first.source.timebase.den],
      pts: [span.inPts, span.outPts],
      frames: [span.inFrame, span.outFrame],
      revision: annotation.revision,
    },
  };
}

/** Every annotation of the packet once, as a W3C Web Annotation whose targets are files of the packet. */
export function writeAnnotationCollection(record: PacketRecord): string {
  const shown = new Map<string, { annotation: RecordAnnotation; exhibits: RecordExhibit[] }>();
  for (const exhibit of record.exhibits) {
    for (const annotation of exhibit.annotations) {
      const known = shown.get(annotation.id) ?? { annotation, exhibits: [] };
      known.exhibits.push(exhibit);
      shown.set(annotation.id, known);
    }
  }
  const items = [...shown.values()].map(({ annotation, exhibits }) => item(annotation, exhibits));
  const id = `urn:uuid:${record.heading.packetId}`;
  const collection = {
    '@context': context,
    id,
    type: 'AnnotationCollection',
    label: record.heading.name,
    summary: exchangeNotice,
    total: items.length,
    first: { id: `${id}:page`, type: 'AnnotationPage', partOf: id, startIndex: 0, items },
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}
