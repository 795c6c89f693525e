import { exchangeFormats, type ImportPreview } from '../../domain/interchange.ts';
import { type Arguments, requiredFlag, UsageError, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

export const annotationsExportVerb: Verb = {
  words: ['annotations', 'export'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const name = requiredFlag(given, 'format');
    const format = exchangeFormats.find((candidate) => candidate === name);
    if (format === undefined) {
      throw new UsageError(`--format is one of ${exchangeFormats.join(', ')}, not "${name}".`);
    }
    const out = requiredFlag(given, 'out');
    await openMatterIn(session, folder, given.flags);
    const recording = given.flags.recording;
    const footage = recording === undefined ? [] : [(await findFootageNamed(session.client, recording)).footage.id];
    const result = await session.client.call('annotations.export', {
      to: { path: out },
      format,
      selection: { filter: { text: given.flags.find ?? '', facets: { footage } } },
      withAllegations: given.flags['with-allegations'] ?? false,
    });
    return {
      value: result,
      text: lines(`${result.count} annotations in ${out}, SHA-256 ${result.digest}`, ...result.limits),
    };
  },
};

function mappingOf(given: Arguments): Record<string, string | null> {
  const mapping: Record<string, string | null> = {};
  for (const pair of given.flags.map ?? []) {
    const at = pair.lastIndexOf('=');
    if (at < 0) {
      throw new UsageError(`--map takes NAME=CODE, or NAME= to leave it out, not "${pair}".`);
    }
    mapping[pair.slice(0, at)] = at === pair.length - 1 ? null : pair.slice(at + 1);
  }
  return mapping;
}

function importLines(report: ImportPreview, isDryRun: boolean): string[] {
  return [
    `${report.placed} of ${report.found} ${isDryRun ? 'would be taken over' : 'taken over'} from ${report.fileName} (${report.format})`,
    ...report.unknownCodes
      .filter(({ mappedTo }) => mappedTo === null)
      .map(({ name, count }) => `  no code: "${name}" (${count}); say --map "${name}=CODE"`),
    ...report.changed.map(({ place, reason }) => `  changed: ${place}: ${reason}`),
    ...report.unplaced.map(({ place, reason, text }) => `  not placed: ${place}: ${reason} ${text}`.trimEnd()),
  ];
}

export const annotationsImportVerb: Verb = {
  words: ['annotations', 'import'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const file = wordAt(given, 1, 'The file');
    const mapping = mappingOf(given);
    await openMatterIn(session, folder, given.flags);
    const recording = given.flags.recording;
    const request = {
      from: { path: file },
      recordingId: recording === undefined ? null : (await findFootageNamed(session.client, recording)).footage.id,
      mapping,
    };
    const isDryRun = given.flags['dry-run'] ?? false;
    const report = await session.client.call(isDryRun ? 'annotations.previewImport' : 'annotations.import', request);
    return { value: report, text: lines(...importLines(report, isDryRun)) };
  },
};
