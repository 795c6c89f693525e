import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { evidentiaryClassTexts } from '../../../domain/evidentiary-class.ts';
import { toolText } from '../documents/plain-words.ts';
import type { PacketRecord, PacketWriter, RecordExhibit, RecordFile, RecordSource } from '../packet-record.ts';
import type { ViewerBundle, ViewerExhibit, ViewerFile, ViewerSource } from './viewer-bundle.ts';

const banner = 'Annotations record allegations and observations for review; no finding of misconduct is made.';

/** The viewer's own files, in the order in which the page loads its scripts. */
export const viewerScripts = [
  'text.js',
  'frames.js',
  'captions.js',
  'digest.js',
  'player.js',
  'time-bar.js',
  'transport.js',
  'facts.js',
  'annotations.js',
  'exhibit-list.js',
  'panels.js',
  'exhibit-view.js',
  'overview.js',
  'check-file.js',
  'sheets.js',
  'keys.js',
  'app.js',
] as const;

function describeSource(source: RecordSource): ViewerSource {
  const { statement } = source.acquisition;
  const taken = [
    { label: 'Taken from', value: [statement.sourceKind.replaceAll('-', ' '), statement.sourceLabel] },
    { label: 'Custodian', value: [statement.custodian] },
    { label: 'Received from', value: [statement.receivedFrom] },
    { label: 'Legal basis', value: [statement.legalBasis.replaceAll('-', ' ')] },
  ].map(({ label, value }) => ({
    label,
    value: value.filter((text) => text !== '' && text !== 'unstated').join(': '),
  }));
  const checked = source.integrityChecks.at(-1);
  return {
    originalName: source.originalName,
    digest: source.digest,
    byteCount: source.byteCount,
    container: source.container,
    codec: source.codec,
    width: source.width,
    height: source.height,
    rotation: source.rotation,
    timebase: source.timebase,
    frameCount: source.frameCount,
    frameRate: source.frameRate,
    isConstantRate: source.isConstantRate,
    isCountVerified: source.isCountVerified,
    firstPts: source.firstPts,
    durationMicros: source.durationMicros,
    hasSound: source.hasSound,
    clocks: source.clocks.map(({ basis, text, at }) => ({ basis, text, at })),
    ingestedAt: source.ingestedAt,
    ingestSeq: source.ingestSeq,
    taken: taken.filter(({ value }) => value !== ''),
    checked: checked === undefined ? null : { at: checked.at, isGood: checked.isGood, what: checked.what },
  };
}

function describeFile(file: RecordFile, source: number): ViewerFile {
  const { proof } = file;
  return {
    path: file.path,
    role: file.role,
    class: file.class,
    bates: file.bates,
    parentBates: file.parentBates,
    exhibitNumbers: file.exhibitNumbers,
    label: file.label,
    source,
    digest: file.digest,
    byteCount: file.byteCount,
    mediaType: file.mediaType,
    width: file.width,
    height: file.height,
    frameCount: file.frameCount,
    durationMicros: file.durationMicros,
    hasSound: file.hasSound,
    span: file.span,
    markedSpan: file.markedSpan,
    parameters: file.parameters.map(({ label, value }) => ({ label, value })),
    frameTable: file.frameTable,
    captions: file.captions,
    proof:
      proof === null
        ? null
        : {
            way: proof.way,
            quality: proof.quality,
            frameCount: proof.frameCount,
            identicalCount: proof.identicalCount,
            minSsim: proof.minSsim,
            meanSsim: proof.meanSsim,
            minPsnr: proof.minPsnr,
            fallbackReason: proof.fallbackReason,
          },
    proofPath: file.proofPath,
    argv: file.argv,
    toolVersion: toolText(file.toolVersion),
  };
}

/** Each file once, however many exhibits it belongs to: first those of the record's own list, as they are met. */
function describeExhibit(
  exhibit: RecordExhibit,
  sourceAt: number,
  fileAt: (file: RecordFile) => number,
): ViewerExhibit {
  return {
    number: exhibit.number,
    label: exhibit.label,
    slug: exhibit.slug,
    title: exhibit.title,
    description: exhibit.description,
    kind: exhibit.kind,
    class: exhibit.class,
    reason: exhibit.reason,
    source: sourceAt,
    span: exhibit.span,
    inMicros: exhibit.inMicros,
    outMicros: exhibit.outMicros,
    files: exhibit.files.map(fileAt),
    madeFrom: exhibit.madeFrom,
    annotations: exhibit.annotations.map((annotation) => ({
      id: annotation.id,
      revision: annotation.revision,
      code: annotation.code,
      codeLabel: annotation.codeLabel,
      title: annotation.title,
      group: annotation.group,
      kind: annotation.kind,
      codebookVersion: annotation.codebookVersion,
      observation: annotation.observation,
      allegation: annotation.allegation,
      attributes: annotation.attributes,
      confidence: annotation.confidence,
      confidenceBasis: annotation.confidenceBasis,
      isExculpatory: annotation.isExculpatory,
      subjects: annotation.subjects,
      span: annotation.span,
      inMicros: annotation.inMicros,
      outMicros: annotation.outMicros,
      revisedAt: annotation.revisedAt,
      reviewer: annotation.reviewer,
      lock:
        annotation.lock === null
          ? null
          : {
              first: { frame: annotation.lock.first.frame, digest: annotation.lock.first.digest },
              last: { frame: annotation.lock.last.frame, digest: annotation.lock.last.digest },
            },
    })),
    overlaps: exhibit.overlaps,
    thumbnail: {
      path: thumbnailPath(exhibit),
      width: exhibit.thumbnail.width,
      height: exhibit.thumbnail.height,
      frame: exhibit.thumbnail.frame,
    },
  };
}

/** From the page. */
function thumbnailPath({ slug }: RecordExhibit): string {
  return `thumbs/${slug}.jpg`;
}

/** What the viewer shows: named field by field, so that nothing rides along unnoticed. */
export function viewerBundle(record: PacketRecord): ViewerBundle {
  const { heading, rules } = record;
  const sources = [...record.sources];
  const placeOfSource = new Map(sources.map(({ id }, at) => [id, at]));
  const files: RecordFile[] = [];
  const placeOfFile = new Map<string, number>();
  const fileAt = (file: RecordFile): number => {
    const known = placeOfFile.get(file.path);
    if (known !== undefined) {
      return known;
    }
    placeOfFile.set(file.path, files.length);
    files.push(file);
    return files.length - 1;
  };
  const sourceAt = (id: string): number => placeOfSource.get(id) ?? 0;
  const exhibits = record.exhibits.map((exhibit) => describeExhibit(exhibit, sourceAt(exhibit.source.id), fileAt));
  for (const file of record.files) {
    fileAt(file);
  }
  return {
    heading: {
      name: heading.name,
      packetId: heading.packetId,
      matterName: heading.matterName,
      profile: heading.profile,
      letter: rules.letter,
      audience: rules.audience,
      sealedBy: heading.sealedBy,
      requester: heading.requester,
      confidentiality: heading.confidentiality,
      created: heading.created,
      checkpointSize: heading.checkpointSize,
      checkpointRoot: heading.checkpointRoot,
      fingerprint: heading.fingerprint,
      appVersion: heading.appVersion,
      toolVersions: heading.toolVersions.map(toolText),
      codebooks: heading.codebooks.map(({ title, version, digest, notice, path: place }) => ({
        title,
        version,
        digest,
        notice,
        path: place,
      })),
    },
    banner,
    classTexts: evidentiaryClassTexts,
    notices: record.notices,
    sources: sources.map(describeSource),
    files: files.map((file) => describeFile(file, sourceAt(file.sourceId))),
    exhibits,
  };
}

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/**
 * A script that holds a value as text to be parsed, never as code: what could end a script, begin markup or break a line
 * stands in it as an escape (specs/evidence.md 2.11).
 */
export function dataScript(value: unknown): string {
  // The inner JSON is what JSON.parse reads; the outer one makes it a string literal of the script.
  const literal = JSON.stringify(JSON.stringify(value)).replaceAll(/[<>&\u2028\u2029]/g, (sign) => escapes[sign] ?? '');
  return `window.BUNDLE = JSON.parse(${literal});\n`;
}

/** `viewer/`: a page that opens from a stick in any browser, with everything it shows beside it. */
export const writeViewer: PacketWriter = async (record, { resourcesFolder, signal }) => {
  const read = (name: string) => readFile(path.join(resourcesFolder, 'packet-viewer', 'viewer', name), { signal });
  const own = await Promise.all(
    ['index.html', 'style.css', ...viewerScripts].map(
      async (name) => [`data/viewer/${name}`, await read(name)] as const,
    ),
  );
  return {
    ...Object.fromEntries(own),
    'data/viewer/data.js': dataScript(viewerBundle(record)),
    ...Object.fromEntries(
      record.exhibits.map((exhibit) => [`data/viewer/${thumbnailPath(exhibit)}`, exhibit.thumbnail.bytes]),
    ),
  };
};
