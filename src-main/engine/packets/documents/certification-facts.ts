import { AppError } from '../../../domain/app-error.ts';
import type { PacketRecord, RecordSource } from '../packet-record.ts';
import { legalBasisText, sourceText, utcText, withinSentence } from './plain-words.ts';
import type { Inline, Rich } from './text-lines.ts';

const mostHours = 24;

/** The newest check of a recording; null when none is on record. */
function newestCheck(source: RecordSource): RecordSource['integrityChecks'][number] | null {
  return source.integrityChecks.reduce<RecordSource['integrityChecks'][number] | null>(
    (newest, check) => (newest === null || check.at >= newest.at ? check : newest),
    null,
  );
}

/**
 * A certification says that the copies were checked before the production was made, so it is not written for recordings
 * of which that is not true (specs/evidence.md 2.12). Errors: `digest-mismatch`, `proof-failed`, each naming the recording.
 */
export function requireFreshChecks(record: PacketRecord): void {
  for (const source of record.sources) {
    const check = newestCheck(source);
    if (check === null) {
      throw new AppError(
        'proof-failed',
        `The certification was not written: no integrity check of “${source.originalName}” is on record. Verify the matter, then seal the packet again.`,
        { digest: source.digest },
      );
    }
    if (!check.isGood) {
      throw new AppError(
        'digest-mismatch',
        `The certification was not written: the last integrity check of “${source.originalName}” (${utcText(check.at)}) failed. Restore the original from a backup and verify the matter, or leave the recording out.`,
        { digest: source.digest },
      );
    }
    if (record.heading.createdAt - check.at > mostHours * 3_600_000_000) {
      throw new AppError(
        'proof-failed',
        `The certification was not written: the last integrity check of “${source.originalName}” (${utcText(check.at)}) is more than ${mostHours} hours old. Verify the matter, then seal the packet again.`,
        { digest: source.digest },
      );
    }
  }
}

/** When the copy of a recording was last read and compared. */
export function lastCheckText(source: RecordSource): string {
  const check = newestCheck(source);
  return check === null ? 'not on record' : utcText(check.at);
}

/** When all copies were compared before this production: one time, or from when to when. */
export function checkedText(record: PacketRecord): string {
  const times = record.sources.map((source) => newestCheck(source)?.at ?? 0);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return utcText(first) === utcText(last) ? `On ${utcText(first)}` : `Between ${utcText(first)} and ${utcText(last)}`;
}

/** One sentence for each acquisition: when, where, what, from whom, by whom. */
export function acquisitionSentences(record: PacketRecord): Rich[] {
  const seen = new Map(record.sources.map((source) => [source.acquisition.id, source]));
  return [...seen.values()].map((source): Rich => {
    const { statement, operator, openedAt } = source.acquisition;
    const sameAcquisition = record.sources.filter((other) => other.acquisition.id === source.acquisition.id);
    const items = sameAcquisition.map((other) => `A-${record.sources.indexOf(other) + 1}`).join(', ');
    const from: Inline[] =
      statement.receivedFrom === '' ? [{ blank: 'person or office it was received from' }] : [statement.receivedFrom];
    const by: Inline[] = operator === null ? [{ blank: 'who took the files in' }] : [operator];
    return [
      `On ${utcText(openedAt)} (`,
      { blank: 'local time zone; how the clock was checked' },
      '), at ',
      { blank: 'place' },
      ', ',
      ...(statement.sourceLabel === ''
        ? [{ blank: 'description of the source: make, serial number, label' }]
        : [sourceText(source)]),
      ' was received from ',
      ...from,
      ...(statement.legalBasis === 'unstated'
        ? [' on the basis of ', { blank: 'consent, subpoena, order or other basis' }]
        : [` (basis: ${withinSentence(legalBasisText(statement))})`]),
      '. The files were taken in by ',
      ...by,
      ` and are listed in Schedule A as ${items}.`,
    ];
  });
}

/** Bates numbers of whole recordings in the production, or that there are none. */
export function nativesSentence(record: PacketRecord): string {
  const natives = record.sources.flatMap((source) => (source.native === null ? [] : [source.native]));
  return natives.length === 0
    ? 'No whole recording is part of that production.'
    : `The copies in that production that are listed as NATIVE-COPY (${natives.map((file) => file.bates ?? file.path).join(', ')}) have the same values.`;
}

/** "Frame of Record, version 0.1.0, build abc"; the build stays open where no entry names it. */
export function productWords(record: PacketRecord): Inline[] {
  const builds = [...new Set(record.custody.entries.map(({ body }) => body.dev.build))].filter((build) => build !== '');
  return [
    `Frame of Record, version ${record.heading.appVersion}, `,
    ...(builds.length === 0 ? [{ blank: 'build' }] : [`build ${builds.sort().join(', ')}`]),
  ];
}

/** The last verification of the custody log that the production shows; open where it shows none. */
export function lastVerification(record: PacketRecord): Inline[] {
  const run = record.custody.entries.findLast(({ body }) => body.type === 'verify.run' && 'verdict' in body.data);
  return run === undefined
    ? [{ blank: 'date and outcome of the last verification of the whole custody log' }]
    : [
        `${run.body.ts.slice(0, 19).replace('T', ' ')} UTC, with the outcome ${String(run.body.data['verdict']).replaceAll('_', ' ')}`,
      ];
}
