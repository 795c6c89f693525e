import { z } from 'zod';
import { defineJobKind } from '../jobs/job-kind.ts';
import { verifyMatter } from './verify-matter.ts';

/** Verifies the open matter; the output is a `MatterVerification`. Changes nothing but the log, so it is safe to rerun. */
export const verifyMatterJob = defineJobKind({
  kind: 'verify-matter',
  lane: 'disk',
  unit: 'bytes',
  inputSchema: z.strictObject({}),
  run: ({ matter, signal, progress }) => verifyMatter(matter, { signal, onProgress: progress }),
});
