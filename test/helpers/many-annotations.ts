import { randomUUID } from 'node:crypto';
import { type Annotation, annotationSchema } from '../../src-main/domain/annotation.ts';
import { spanOfFrames } from '../../src-main/domain/frame-index.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { rowOfAnnotation } from '../../src-main/engine/annotations/annotation-store.ts';
import { findFootage } from '../../src-main/engine/footage/footage-store.ts';
import { loadFrameIndex } from '../../src-main/engine/footage/frame-index-store.ts';
import { recordEdit } from '../../src-main/engine/history/edits.ts';
import type { OpenMatter } from '../../src-main/engine/matters/open-matter.ts';
import type { TestMatter } from './open-test-matter.ts';

/** Ingests a file and waits until it is read. */
export async function ingestOne(test: Pick<TestMatter, 'client' | 'matter'>, path: string): Promise<FootageId> {
  const { job } = await test.client.call('footage.ingest', { paths: [{ path }] });
  await test.matter().jobs.wait(job.id);
  await test.matter().jobs.whenIdle();
  const row = test.matter().database.prepare('SELECT id FROM footage ORDER BY rowid DESC LIMIT 1').get();
  return (row as { id: FootageId }).id;
}

/** Puts many annotations on a recording as one edit of history, as an import would; `describe` makes each differ. */
export function writeMany(
  matter: OpenMatter,
  footageId: FootageId,
  count: number,
  describe: (at: number) => Partial<Annotation> = () => ({}),
): Annotation[] {
  const index = loadFrameIndex(matter.database, footageId);
  const { digest } = findFootage(matter.database, footageId);
  const now = matter.clock.now();
  const annotations = Array.from({ length: count }, (_, at) => {
    const first = at % (index.count - 3);
    return annotationSchema.parse({
      id: randomUUID(),
      revision: 1,
      footageId,
      footageDigest: digest,
      stream: index.stream,
      span: spanOfFrames(index, first as FrameNumber, (first + 2) as FrameNumber),
      code: 'UOF.1',
      codebookVersion: '1.0.0',
      observation: `Statement ${at}.`,
      allegation: null,
      attributes: {},
      confidence: {},
      confidenceBasis: {},
      subjectIds: [],
      isExculpatory: false,
      isContextReviewed: false,
      note: '',
      state: 'draft',
      createdBy: matter.reviewer.id,
      createdAt: now,
      revisedBy: matter.reviewer.id,
      revisedAt: now,
      ...describe(at),
    });
  });
  recordEdit(matter, {
    label: `Add ${count} annotations`,
    changes: annotations.map((annotation) => ({
      table: 'annotation',
      id: annotation.id,
      before: null,
      after: rowOfAnnotation(annotation),
    })),
    event: {
      type: 'annotation.create',
      refs: annotations.map(({ id, revision }) => `annotation:${id}@${revision}`),
      data: {},
    },
  });
  return annotations;
}
