import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Annotation } from '../../../domain/annotation.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { Codebook } from '../../../domain/codebook.ts';
import { digestSchema } from '../../../domain/digest.ts';
import type { FootageId } from '../../../domain/identifier.ts';
import {
  type ExchangeFormat,
  type ExportResult,
  type ExportSelection,
  formatNames,
  oneRecordingFormats,
} from '../../../domain/interchange.ts';
import { standingSubjects } from '../../../domain/subject.ts';
import type { Micros, Timebase } from '../../../domain/time.ts';
import { currentCodebook } from '../../codebook/codebook-store.ts';
import { listFootage } from '../../footage/footage-store.ts';
import { requireFrameIndexSummary } from '../../footage/frame-index-store.ts';
import { fitRefs } from '../../history/row-refs.ts';
import { listReviewers } from '../../matters/matter-store.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeWholeFile } from '../../store/whole-file.ts';
import { subjectsById } from '../../subjects/subject-store.ts';
import { findAnnotations } from '../annotation-store.ts';
import { findIds } from '../search-annotations.ts';
import {
  endMillisOf,
  type OutgoingAnnotation,
  type OutgoingDocument,
  type OutgoingRecording,
  timebasePair,
} from './exchanged.ts';
import { formats } from './format-table.ts';

export type ExportRequest = {
  readonly file: string;
  readonly format: ExchangeFormat;
  readonly selection: ExportSelection;
  readonly withAllegations: boolean;
};

function utc(at: Micros): string {
  return new Date(at / 1000).toISOString();
}

function chosen(matter: OpenMatter, selection: ExportSelection): Annotation[] {
  const ids = 'ids' in selection ? selection.ids : findIds(matter, selection.filter);
  const annotations = findAnnotations(matter.database, ids);
  if (annotations.length === 0) {
    throw new AppError('bad-request', 'There is nothing to export: no annotation passes the filter.');
  }
  return annotations;
}

type Naming = {
  readonly codebook: Codebook;
  readonly reviewers: ReadonlyMap<string, string>;
  readonly subjects: ReturnType<typeof subjectsById>;
  readonly timebases: ReadonlyMap<FootageId, Timebase>;
};

function outgoing(annotation: Annotation, naming: Naming, withAllegations: boolean): OutgoingAnnotation {
  const { codebook, reviewers, subjects, timebases } = naming;
  const code = codebook.codes.find(({ id }) => id === annotation.code);
  const group = codebook.groups.find(({ id }) => id === (code?.group ?? annotation.code.slice(0, 3)));
  const label = code?.label ?? annotation.code;
  const { span } = annotation;
  const timebase = timebases.get(annotation.footageId) ?? { num: 1, den: 1000 };
  return {
    exact: {
      id: annotation.id,
      digest: annotation.footageDigest,
      frames: [span.inFrame, span.outFrame],
      pts: [span.inPts, span.outPts],
      timebase: timebasePair(timebase),
      code: annotation.code,
      text: annotation.observation,
      attributes: annotation.attributes,
      subjects: standingSubjects(subjects, annotation.subjectIds).map(({ pseudonym }) => pseudonym),
      confidence: annotation.confidence,
      confidenceBasis: annotation.confidenceBasis,
      isExculpatory: annotation.isExculpatory,
      // Attorney work product: it leaves only when it is asked for.
      ...(withAllegations ? { alleged: annotation.allegation, note: annotation.note } : {}),
    },
    recordingId: annotation.footageId,
    codeTitle: group?.kind === 'conduct' ? `Alleged / for review: ${label}` : label,
    groupId: group?.id ?? annotation.code.slice(0, 3),
    groupLabel: group?.label ?? annotation.code.slice(0, 3),
    reviewerName: reviewers.get(annotation.createdBy) ?? '',
    state: annotation.state,
    createdAt: utc(annotation.createdAt),
    revisedAt: utc(annotation.revisedAt),
  };
}

/** What leaves, with names in place of ids. Errors: `bad-request` when the format holds one recording and there are more. */
export function outgoingDocument(matter: OpenMatter, request: Omit<ExportRequest, 'file'>): OutgoingDocument {
  const annotations = chosen(matter, request.selection);
  const wanted = new Set(annotations.map(({ footageId }) => footageId));
  const footage = listFootage(matter.database).filter(({ id }) => wanted.has(id));
  if (oneRecordingFormats.has(request.format) && footage.length > 1) {
    throw new AppError(
      'bad-request',
      `${formatNames[request.format]} holds one recording, and these annotations lie in ${footage.length}. Choose one recording in the filter, or another format.`,
      { recordings: footage.length },
    );
  }
  const summaries = new Map(footage.map(({ id }) => [id, requireFrameIndexSummary(matter.database, id)]));
  const naming: Naming = {
    codebook: currentCodebook(matter).codebook,
    reviewers: new Map<string, string>(listReviewers(matter.database).map(({ id, name }) => [id, name])),
    subjects: subjectsById(matter.database),
    timebases: new Map([...summaries].map(([id, { timebase }]) => [id, timebase])),
  };
  const recordings = footage.map(({ id, originalName, digest }): OutgoingRecording => {
    const summary = summaries.get(id);
    const timebase = timebasePair(summary?.timebase ?? { num: 1, den: 1000 });
    return {
      id,
      name: originalName,
      digest,
      frameRate: summary?.frameRate ?? { num: 30, den: 1 },
      lengthMillis: endMillisOf({ pts: [0, summary?.endPts ?? 0], timebase }),
    };
  });
  return {
    title: matter.matter.name,
    madeAt: utc(matter.clock.now()),
    recordings,
    annotations: annotations.map((annotation) => outgoing(annotation, naming, request.withAllegations)),
    withAllegations: request.withAllegations,
  };
}

/**
 * Writes annotations to a file, whole or not at all, with the custody entries before and after. What is alleged and notes
 * are left out unless asked for. Errors: `bad-request`, `matter-read-only`, those of writing.
 */
export async function exportAnnotations(matter: OpenMatter, request: ExportRequest): Promise<ExportResult> {
  matter.requireWritable();
  const document = outgoingDocument(matter, request);
  const content = Buffer.from(formats[request.format].write(document), 'utf8');
  const digest = digestSchema.parse(createHash('sha256').update(content).digest('hex'));
  const fileName = path.basename(request.file);
  const refs = document.annotations.map(({ exact }) => `annotation:${exact.id}`);
  const data = {
    what: 'annotations',
    format: request.format,
    fileName,
    annotationCount: document.annotations.length,
    withAllegations: request.withAllegations,
    digest,
    byteCount: content.length,
  };
  inTransaction(matter.database, () => matter.custody.append(fitRefs({ type: 'export.start', refs, data })));
  try {
    await writeWholeFile(request.file, content, true);
  } catch (thrown) {
    const message = thrown instanceof AppError ? thrown.message : String(thrown);
    inTransaction(matter.database, () =>
      matter.custody.append({ type: 'export.fail', refs: [], data: { ...data, message } }),
    );
    throw thrown;
  }
  inTransaction(matter.database, () => matter.custody.append(fitRefs({ type: 'export.done', refs, data })));
  return {
    count: document.annotations.length,
    byteCount: content.length,
    digest,
    fileName,
    limits: [
      ...(request.withAllegations ? [] : ['What is alleged and the notes of reviewers were left out.']),
      ...formats[request.format].limits,
    ],
  };
}
