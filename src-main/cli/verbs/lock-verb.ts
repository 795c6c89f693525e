import { AppError } from '../../domain/app-error.ts';
import type { LockReport, LockVerdict } from '../../domain/frame-lock.ts';
import { verificationLevels } from '../../domain/packet.ts';
import { wordAt } from '../arguments.ts';
import { followJob } from '../follow-jobs.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

const words: Readonly<Record<LockVerdict, string>> = {
  match: 'match',
  'no-match': 'NO MATCH',
  'not-locked': 'not locked',
  'cannot-check': 'CANNOT CHECK',
};

function exitCodeOf({ counts }: LockReport): number {
  if (counts['no-match'] > 0) {
    return verificationLevels['hash-mismatch'];
  }
  return counts['cannot-check'] + counts['not-locked'] > 0 ? verificationLevels.incomplete : verificationLevels.pass;
}

/** `annotations check DIR`: decodes the pictures of every annotation again and compares them with their locks. */
export const annotationsCheckVerb: Verb = {
  words: ['annotations', 'check'],
  async run({ client, ...session }, given) {
    await openMatterIn({ client, ...session }, wordAt(given, 0, "The matter's folder"), given.flags);
    // What was annotated without its pictures having been hashed yet gets its lock first.
    for (const job of await client.call('jobs.list', {})) {
      if (job.kind === 'lock-frames' && (job.state === 'queued' || job.state === 'running')) {
        await followJob(client, job.id);
      }
    }
    const job = await client.call('locks.checkAll', {});
    await followJob(client, job.id);
    const report = await client.call('locks.report', { jobId: job.id });
    if (report === null) {
      throw new AppError('internal', 'The check left no report. Please run it again.');
    }
    const { counts } = report;
    return {
      value: report,
      text: lines(
        ...report.results.map(
          ({ verdict, annotationId, code, footageName, span, sentence }) =>
            `${words[verdict].padEnd(12)}  ${annotationId}  ${code}  ${footageName}  frames ${span.inFrame} to ${span.outFrame - 1}${verdict === 'match' ? '' : `\n  ${sentence}`}`,
        ),
        `${counts.match} match, ${counts['no-match']} do not match, ${counts['cannot-check']} cannot be checked, ${counts['not-locked']} are not locked yet (ffmpeg ${report.toolVersion})`,
      ),
      exitCode: exitCodeOf(report),
    };
  },
};
