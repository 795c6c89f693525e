import { access } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { verificationLevels } from '../../domain/packet.ts';
import { wordAt } from '../arguments.ts';
import { followJob } from '../follow-jobs.ts';
import { type CliSession, openMatterIn } from '../session.ts';
import { lines, type Outcome, type Verb } from './verb.ts';

async function isPresent(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function verifyMatterIn(
  session: CliSession,
  folder: string,
  flags: Parameters<typeof openMatterIn>[2],
): Promise<Outcome> {
  await openMatterIn(session, folder, flags);
  const job = await session.client.call('matters.verify', {});
  await followJob(session.client, job.id);
  const report = await session.client.call('matters.verification', { jobId: job.id });
  if (report === null) {
    throw new AppError('internal', 'The verification left no report. Please run it again.');
  }
  const exitCodes = {
    OK: verificationLevels.pass,
    OK_WITH_FINDINGS: verificationLevels.pass,
    INCOMPLETE: verificationLevels.incomplete,
    TAMPERED: verificationLevels['custody-proof-fails'],
  };
  return {
    value: { kind: 'matter', ...report },
    text: lines(
      `${report.verdict}: ${report.entryCount} custody entries, ${report.objectCount} originals, ${report.checkpointCount} checkpoints`,
      ...report.problems.map((problem) => `Problem: ${problem}`),
      ...report.findings.map((finding) => `Finding: ${finding}`),
    ),
    exitCode: exitCodes[report.verdict],
  };
}

async function verifyPacketIn(session: CliSession, folder: string, key: string | undefined): Promise<Outcome> {
  const report = await session.client.call('packets.verify', {
    packet: { path: folder },
    ...(key === undefined ? {} : { key }),
  });
  return {
    value: { kind: 'packet', ...report },
    text: lines(
      `${report.result}: ${report.fileCount} files, ${report.byteCount} bytes; signature ${report.signature.status}; custody ${report.custody.status}`,
      ...report.problems.map((problem) => `Problem: ${problem}`),
    ),
    exitCode: report.level,
  };
}

export const verifyVerb: Verb = {
  words: ['verify'],
  async run(session, given) {
    const folder = path.resolve(wordAt(given, 0, 'The folder to verify'));
    return (await isPresent(path.join(folder, 'matter.json')))
      ? verifyMatterIn(session, folder, given.flags)
      : verifyPacketIn(session, folder, given.flags.key);
  },
};
