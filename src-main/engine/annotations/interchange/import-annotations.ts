import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Annotation } from '../../../domain/annotation.ts';
import { AppError } from '../../../domain/app-error.ts';
import { decodeText } from '../../../domain/decode-text.ts';
import { type Digest, digestSchema } from '../../../domain/digest.ts';
import type { FrameIndex } from '../../../domain/frame-index.ts';
import type { AnnotationId, FootageId, SubjectId } from '../../../domain/identifier.ts';
import {
  type CodeMapping,
  type ExchangeFormat,
  formatNames,
  type ImportPreview,
  type RecordingMapping,
} from '../../../domain/interchange.ts';
import { currentCodebook } from '../../codebook/codebook-store.ts';
import { findFootage, listFootage } from '../../footage/footage-store.ts';
import { frameIndexSummary, loadFrameIndex } from '../../footage/frame-index-store.ts';
import { recordEdit } from '../../history/edits.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { allSubjects } from '../../subjects/subject-store.ts';
import { annotationChange, custodyEventOfMany, spanIn } from '../annotation-edit.ts';
import { annotationUse } from '../annotation-store.ts';
import { announceAnnotations } from '../announce-annotations.ts';
import type { IncomingFile } from './exchanged.ts';
import { checkMapping } from './find-code.ts';
import { formatOf, formats } from './format-table.ts';
import { type Placing, placeAnnotations } from './place-annotations.ts';

const mostBytes = 64 * 1024 * 1024;
/** One edit: more would make undo a matter of minutes. */
const mostAnnotations = 20_000;
const mostRemarks = 500;

export type ImportRequest = {
  readonly file: string;
  /** For what names no recording of the matter, and none of `recordings`. */
  readonly recordingId: FootageId | null;
  readonly recordings: RecordingMapping;
  readonly mapping: CodeMapping;
};

type ReadImport = {
  readonly format: ExchangeFormat;
  readonly digest: Digest;
  readonly file: IncomingFile;
  readonly placing: Placing;
};

async function readText(file: string): Promise<{ text: string; digest: Digest }> {
  const name = path.basename(file);
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > mostBytes) {
      throw new AppError(
        'bad-request',
        `${name} is larger than 64 MiB, the most that is read of annotations. Divide it into several files.`,
      );
    }
    bytes = await readFile(file);
  } catch (thrown) {
    if (thrown instanceof AppError) {
      throw thrown;
    }
    throw new AppError(
      'source-unreadable',
      `${name} could not be read. Check that it is there and may be opened.`,
      {},
      thrown,
    );
  }
  const text = decodeText(bytes);
  if (text === null) {
    throw new AppError('bad-request', `${name} is not text in UTF-8 or UTF-16. Save it as UTF-8 and try again.`);
  }
  return { text, digest: digestSchema.parse(createHash('sha256').update(bytes).digest('hex')) };
}

function groundOf(matter: OpenMatter, request: ImportRequest) {
  const indexes = new Map<FootageId, FrameIndex | null>();
  return {
    footage: listFootage(matter.database),
    indexOf(id: FootageId): FrameIndex | null {
      const known = indexes.get(id);
      if (known !== undefined) {
        return known;
      }
      const index = frameIndexSummary(matter.database, id) === null ? null : loadFrameIndex(matter.database, id);
      indexes.set(id, index);
      return index;
    },
    codebook: currentCodebook(matter).codebook,
    subjects: new Map<string, SubjectId>(
      allSubjects(matter.database)
        .filter(({ state, mergedInto }) => state !== 'withdrawn' && mergedInto === null)
        .map(({ pseudonym, id }) => [pseudonym.toLowerCase(), id]),
    ),
    known: annotationUse(matter.database),
    recordingId: request.recordingId,
    recordings: request.recordings,
    mapping: request.mapping,
  };
}

async function readImport(matter: OpenMatter, request: ImportRequest): Promise<ReadImport> {
  const { text, digest } = await readText(request.file);
  const format = formatOf(text);
  const file = formats[format].read(text);
  if (file.annotations.length > mostAnnotations) {
    throw new AppError(
      'bad-request',
      `This file holds ${file.annotations.length} annotations; ${mostAnnotations} at a time can be taken over. Divide it into several files.`,
    );
  }
  const ground = groundOf(matter, request);
  checkMapping(request.mapping, ground.codebook);
  return { format, digest, file, placing: placeAnnotations(file.annotations, ground) };
}

function previewOf(request: ImportRequest, { format, digest, file, placing }: ReadImport): ImportPreview {
  const unplaced = [...file.unread.map((one) => ({ ...one, text: one.text.slice(0, 120) })), ...placing.unplaced];
  const mapped = Object.entries(request.mapping)
    .filter(([name]) => !placing.unknownCodes.some((unknown) => unknown.name === name))
    .map(([name, mappedTo]) => ({
      name,
      count: file.annotations.filter(({ code }) => code === name).length,
      mappedTo,
    }));
  return {
    format,
    fileName: path.basename(request.file),
    digest,
    found: file.annotations.length + file.unread.length,
    placed: placing.placed.length,
    unknownCodes: [...placing.unknownCodes.map((one) => ({ ...one, mappedTo: null })), ...mapped],
    recordings: placing.recordings.map((recording) => ({ ...recording })),
    changed: placing.changed.slice(0, mostRemarks),
    unplaced: unplaced.slice(0, mostRemarks),
    changedCount: placing.changed.length,
    unplacedCount: unplaced.length,
  };
}

/** What an import would make and what it could not place; nothing is changed. Errors: `bad-request`, `source-unreadable`. */
export async function previewImport(matter: OpenMatter, request: ImportRequest): Promise<ImportPreview> {
  return previewOf(request, await readImport(matter, request));
}

/** Takes over what can be placed, as one edit with one custody entry that holds the digest of the file. Errors: as above. */
export async function importAnnotations(matter: OpenMatter, request: ImportRequest): Promise<ImportPreview> {
  matter.requireWritable();
  const read = await readImport(matter, request);
  const { placing, format, digest } = read;
  const fileName = path.basename(request.file);
  if (placing.placed.length === 0) {
    throw new AppError('bad-request', `Nothing of ${fileName} could be placed. Look at the list of reasons.`);
  }
  const { codebook } = currentCodebook(matter);
  const now = matter.clock.now();
  const annotations = placing.placed.map(({ id, draft }): Annotation => {
    const { inFrame, outFrame, footageId, ...stated } = draft;
    const [span, stream] = spanIn(matter, footageId, inFrame, outFrame);
    return {
      ...stated,
      id: id ?? (randomUUID() as AnnotationId),
      revision: 1,
      footageId,
      footageDigest: findFootage(matter.database, footageId).digest,
      stream,
      span,
      codebookVersion: codebook.version,
      state: 'draft',
      createdBy: matter.reviewer.id,
      createdAt: now,
      revisedBy: matter.reviewer.id,
      revisedAt: now,
    };
  });
  recordEdit(matter, {
    label: `Import ${annotations.length} from ${formatNames[format]}`,
    changes: annotations.map((annotation) => annotationChange(null, annotation)),
    event: custodyEventOfMany('annotation.create', annotations, {
      act: 'import',
      format,
      fileName,
      fileDigest: digest,
      unplacedCount: placing.unplaced.length + read.file.unread.length,
    }),
  });
  announceAnnotations(matter, annotations);
  return previewOf(request, read);
}
