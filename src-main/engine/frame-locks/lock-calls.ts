import { lockReportSchema } from '../../domain/frame-lock.ts';
import { findAnnotation } from '../annotations/annotation-store.ts';
import type { CallHandlers } from '../engine-context.ts';
import { checkLock } from './check-lock.ts';
import { lockStanding } from './frame-lock-store.ts';

/** Frame locks: whether the pictures of annotations are still those they were made on. */
export const lockCalls: CallHandlers<'annotations.checkLock' | 'locks.standing' | 'locks.checkAll' | 'locks.report'> = {
  'annotations.checkLock': ({ id }, context) => {
    const matter = context.matter();
    return checkLock(matter, findAnnotation(matter.database, id), { signal: context.signal });
  },
  'locks.standing': ({ footageId }, context) => lockStanding(context.matter().database, footageId),
  'locks.checkAll': (_input, context) => {
    const { jobs, matter } = context.matter();
    return jobs.enqueue({ kind: 'check-locks', title: `Check every frame lock of ${matter.name}`, input: {} });
  },
  'locks.report': ({ jobId }, context) =>
    lockReportSchema.nullable().parse(context.matter().jobs.output(jobId) ?? null),
};
