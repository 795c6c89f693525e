import path from 'node:path';
import { acquisitionStatementSchema } from '../../domain/acquisition.ts';
import type { FootageDetail } from '../../domain/footage.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { type Arguments, type Flags, requiredFlag, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { followAllJobs, followJob } from '../follow-jobs.ts';
import { openMatterIn } from '../session.ts';
import { writeWholeFile } from '../write-file.ts';
import { lines, type Verb } from './verb.ts';

function statementOf(flags: Flags) {
  const parsed = acquisitionStatementSchema.safeParse({
    sourceKind: flags['source-kind'],
    sourceLabel: flags['source-label'],
    custodian: flags.custodian,
    receivedFrom: flags['received-from'],
    legalBasis: flags['legal-basis'],
    note: flags.note,
  });
  if (!parsed.success) {
    throw new UsageError(parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join(' '));
  }
  return parsed.data;
}

/** What a script wants to know of a recording, flat; the whole detail stands beside it. */
export function footageValue(detail: FootageDetail) {
  const { footage, facts, index } = detail;
  const video = facts?.streams.find((stream) => stream.kind === 'video' && stream.stream === facts.mainVideoStream);
  return {
    id: footage.id,
    name: footage.originalName,
    path: footage.relativePath,
    digest: footage.digest,
    bytes: footage.byteCount,
    state: footage.state,
    stateReason: footage.stateReason,
    container: facts?.container ?? null,
    codec: video?.codec ?? null,
    frameCount: index?.frameCount ?? null,
    frameRate: index === null ? null : `${index.frameRate.num}/${index.frameRate.den}`,
    isVariableRate: index === null ? null : !index.isConstantRate,
    gaps: index === null ? null : index.findings.filter((finding) => finding.kind === 'gap'),
    annotationCount: detail.annotationCount,
    detail,
  };
}

function rateText(value: ReturnType<typeof footageValue>): string {
  if (value.frameRate === null) {
    return '';
  }
  return `${value.frameRate} frames a second, ${value.isVariableRate === true ? 'variable' : 'constant'}`;
}

function summaryLine(detail: FootageDetail): string {
  const value = footageValue(detail);
  const frames = value.frameCount === null ? '' : `${value.frameCount} frames`;
  const facts = [value.state, value.codec ?? '', frames, rateText(value)].filter((fact) => fact !== '');
  return `${value.id}  ${value.name}  ${facts.join(', ')}`;
}

export const ingestVerb: Verb = {
  words: ['ingest'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const paths = given.words.slice(1);
    if (paths.length === 0) {
      throw new UsageError('Name at least one file or folder to bring in.');
    }
    const statement = statementOf(given.flags);
    await openMatterIn(session, folder, given.flags);
    const { client } = session;
    const { acquisitionId, job } = await client.call('footage.ingest', {
      paths: paths.map((given) => ({ path: path.resolve(given) })),
      statement,
    });
    await followJob(client, job.id);
    const jobs = await followAllJobs(client);
    const results = await client.call('footage.ingestResults', { acquisitionId });
    const footage = await client.call('footage.list', {});
    const failedJobs = jobs.filter((other) => other.state === 'failed');
    const isIncomplete = results.some((result) => result.outcome === 'failed');
    return {
      value: { acquisitionId, results, footage: footage.map(footageValue), failedJobs },
      text: lines(
        ...results.map(
          (result) => `${result.outcome.padEnd(9)} ${result.relativePath}  ${result.digest ?? ''} ${result.message}`,
        ),
        ...failedJobs.map((other) => `failed    ${other.title}: ${other.errorMessage ?? ''}`),
      ),
      exitCode: isIncomplete ? 1 : 0,
    };
  },
};

export const footageListVerb: Verb = {
  words: ['footage', 'list'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const all = await session.client.call('footage.list', {});
    return { value: all.map(footageValue), text: lines(...all.map(summaryLine)) };
  },
};

async function openFootage(session: Parameters<Verb['run']>[0], given: Arguments): Promise<FootageDetail> {
  const folder = wordAt(given, 0, "The matter's folder");
  const name = wordAt(given, 1, 'The id of the recording');
  await openMatterIn(session, folder, given.flags);
  return findFootageNamed(session.client, name);
}

/** The facts of each stream on a line: what is in the file besides the picture that is shown. */
function streamLines(facts: FootageDetail['facts']): string[] {
  return (facts?.streams ?? []).map((stream) => {
    const shown = facts !== null && [facts.mainVideoStream, facts.mainAudioStream].includes(stream.stream);
    const what =
      stream.kind === 'video'
        ? `video ${stream.codec}, ${stream.width} x ${stream.height}, turned by ${stream.rotation} degrees`
        : stream.kind === 'audio'
          ? `audio ${stream.codec}, ${stream.sampleRate} Hz, ${stream.channels} channels`
          : `${stream.kind} ${stream.codec || stream.codecTag}`;
    return `Stream ${String(stream.stream).padEnd(6)}${what}${shown ? ' (shown)' : ''}`;
  });
}

export const footageShowVerb: Verb = {
  words: ['footage', 'show'],
  async run(session, given) {
    const detail = await openFootage(session, given);
    const value = footageValue(detail);
    const findings = detail.index?.findings ?? [];
    return {
      value,
      text: lines(
        `Recording    ${value.name}`,
        `Id           ${value.id}`,
        `SHA-256      ${value.digest}`,
        `Bytes        ${value.bytes}`,
        `State        ${value.state} ${value.stateReason}`,
        `Container    ${value.container ?? 'not known'}`,
        `Picture      ${value.codec ?? 'none'}`,
        `Frames       ${value.frameCount ?? 'none'}`,
        `Rate         ${rateText(value) || 'none'}`,
        ...streamLines(detail.facts),
        ...(detail.facts?.location ? [`Location     ${detail.facts.location}`] : []),
        ...(detail.facts?.device ? [`Device       ${detail.facts.device}`] : []),
        ...(detail.facts?.clocks ?? []).map((clock) => `Clock        ${clock.text} (${clock.basis})`),
        ...findings.slice(0, 20).map((finding) => `Finding      ${finding.kind} at frame ${finding.frame}`),
        ...(findings.length > 20
          ? [`Finding      and ${(detail.index?.findingCount ?? 0) - 20} more; --json has them`]
          : []),
      ),
    };
  },
};

export const frameVerb: Verb = {
  words: ['frame'],
  async run(session, given) {
    const number = wholeNumber(wordAt(given, 2, 'The frame number'), 'The frame number');
    const out = requiredFlag(given, 'out');
    const format = /\.jpe?g$/i.test(out) ? 'jpeg' : 'png';
    const { footage } = await openFootage(session, given);
    await session.client.call('footage.recordView', { footageId: footage.id });
    const { bytes, ...frame } = await session.client.call('footage.frame', {
      footageId: footage.id,
      frame: number as FrameNumber,
      format,
    });
    const file = await writeWholeFile(out, bytes);
    return {
      value: { file, footageId: footage.id, digest: footage.digest, ...frame },
      text: lines(`Frame ${frame.frame} (pts ${frame.pts}, ${frame.width} x ${frame.height}) is in ${file}`),
    };
  },
};
