import path from 'node:path';
import { codeGroupKinds } from '../../domain/codebook.ts';
import type { CodebookDifference } from '../../domain/codebook-differences.ts';
import { type VocabularyFormat, vocabularyFormats } from '../../domain/vocabulary-formats.ts';
import { type Arguments, requiredFlag, UsageError, wordAt } from '../arguments.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

const extensions: Readonly<Record<string, VocabularyFormat>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.ecv': 'elan',
  '.boris': 'boris',
};

function formatOf(given: Arguments, file: string): VocabularyFormat {
  const stated = given.flags.format ?? extensions[path.extname(file).toLowerCase()];
  const format = vocabularyFormats.find((candidate) => candidate === stated);
  if (format === undefined) {
    throw new UsageError(`--format is one of ${vocabularyFormats.join(', ')}, where the file's name does not say it.`);
  }
  return format;
}

function kindOf(given: Arguments) {
  const stated = given.flags.kind ?? 'conduct';
  const kind = codeGroupKinds.find((candidate) => candidate === stated);
  if (kind === undefined) {
    throw new UsageError(`--kind is one of ${codeGroupKinds.join(', ')}, not "${stated}".`);
  }
  return kind;
}

function differenceLine({ what, id, label, how, weight }: CodebookDifference): string {
  return `  ${how.padEnd(9)} ${what.padEnd(8)} ${id.padEnd(10)} ${label} (${weight})`;
}

export const codebookVersionsVerb: Verb = {
  words: ['codebook', 'versions'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const versions = await session.client.call('codebook.versions', {});
    return {
      value: versions,
      text: lines(
        ...versions.map(
          ({ version, isCurrent, isUndone, digest, note, reviewerName, codeCount, annotationCount }) =>
            `${isCurrent ? '*' : ' '} ${version.padEnd(9)} ${digest.slice(0, 12)}  ${codeCount} codes, ${annotationCount} annotations  ${note}, ${reviewerName}${isUndone ? ' (undone)' : ''}`,
        ),
      ),
    };
  },
};

export const codebookExportVerb: Verb = {
  words: ['codebook', 'export'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const out = requiredFlag(given, 'out');
    const format = formatOf(given, out);
    await openMatterIn(session, folder, given.flags);
    const written = await session.client.call('codebook.export', {
      out: { path: path.resolve(out) },
      format,
      ...(given.flags.version === undefined ? {} : { version: given.flags.version }),
    });
    return {
      value: written,
      text: lines(written.path, `  SHA-256 ${written.digest}`, ...written.unplaced.map((said) => `  ${said}`)),
    };
  },
};

export const codebookImportVerb: Verb = {
  words: ['codebook', 'import'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const file = { path: path.resolve(wordAt(given, 1, 'The file with the vocabulary')) };
    const unknownKind = kindOf(given);
    await openMatterIn(session, folder, given.flags);
    if (given.flags['dry-run'] === true) {
      const preview = await session.client.call('codebook.preview', { file, unknownKind });
      const head = `${preview.format}: ${preview.codeCount} codes in ${preview.groupCount} groups. Nothing was changed.`;
      return {
        value: preview,
        text: lines(head, ...preview.differences.map(differenceLine), ...preview.unplaced.map((said) => `  ! ${said}`)),
      };
    }
    const done = await session.client.call('codebook.import', { file, unknownKind });
    return {
      value: done,
      text: lines(
        `Version ${done.version}`,
        ...done.differences.map(differenceLine),
        ...done.unplaced.map((said) => `  ! ${said}`),
      ),
    };
  },
};

export const codebookCheckVerb: Verb = {
  words: ['codebook', 'check'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const result = await session.client.call('codebook.check', {});
    const names = new Map(
      (await session.client.call('footage.list', {})).map(({ footage }) => [
        footage.id as string,
        footage.originalName,
      ]),
    );
    return {
      value: result,
      text: lines(
        `${result.checkedCount} annotations held against ${result.ruleCount} rules: ${result.findings.length + result.leftOff} findings to look at.`,
        ...result.findings.map(
          ({ footageId, frame, sentence, annotationId }) =>
            `  ${names.get(footageId) ?? footageId}, frame ${frame}: ${sentence} [${annotationId}]`,
        ),
        ...(result.leftOff === 0 ? [] : [`  and ${result.leftOff} more`]),
      ),
    };
  },
};
