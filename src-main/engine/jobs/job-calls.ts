import type { CallHandlers } from '../engine-context.ts';

/** The list of jobs, and what a person may do to one. */
export const jobCalls: CallHandlers<'jobs.list' | 'jobs.cancel' | 'jobs.retry'> = {
  'jobs.list': (_input, context) => context.matter().jobs.list(),
  'jobs.cancel': ({ id }, context) => context.matter().jobs.cancel(id),
  'jobs.retry': ({ id }, context) => context.matter().jobs.retry(id),
};
