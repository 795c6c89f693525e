import { open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { Codebook, CodeGroup } from '../../domain/codebook.ts';
import { applySteps, type UsedIds } from '../../domain/codebook-change.ts';
import { differencesBetween } from '../../domain/codebook-differences.ts';
import { decodeText } from '../../domain/decode-text.ts';
import type { Digest } from '../../domain/digest.ts';
import type { VocabularyFormat, VocabularyPreview } from '../../domain/vocabulary-formats.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { writeWholeFile } from '../store/whole-file.ts';
import { codebookOfVersion, currentCodebook, usedIds } from './codebook-store.ts';
import { digestOfBytes } from './codebook-text.ts';
import type { ForeignVocabulary, WrittenVocabulary } from './formats/foreign-vocabulary.ts';
import { isVocabularyBoris, readVocabularyBoris, writeVocabularyBoris } from './formats/vocabulary-boris.ts';
import { readVocabularyCsv, writeVocabularyCsv } from './formats/vocabulary-csv.ts';
import { readVocabularyElan, writeVocabularyElan } from './formats/vocabulary-elan.ts';
import { isVocabularyJson, readVocabularyJson, writeVocabularyJson } from './formats/vocabulary-json.ts';
import { type Placed, placeVocabulary } from './place-vocabulary.ts';
import { type NewVersion, writeVersion } from './write-version.ts';

/** A vocabulary is small; an ELAN document with its annotations or a BORIS project with its observations may be larger. */
const greatestBytes = 64 * 1024 * 1024;

type ReadFile = { readonly bytes: Buffer; readonly digest: Digest };

async function readWhole(file: string): Promise<ReadFile> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > greatestBytes) {
        throw new AppError('bad-request', `${path.basename(file)} is larger than 64 MB and is no vocabulary.`);
      }
      const bytes = await handle.readFile();
      return { bytes, digest: digestOfBytes(bytes) };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof AppError) {
      throw cause;
    }
    throw new AppError(
      'source-unreadable',
      `${path.basename(file)} cannot be read. Check that it is there.`,
      {},
      cause,
    );
  }
}

function readVocabulary(name: string, bytes: Buffer): { format: VocabularyFormat; vocabulary: ForeignVocabulary } {
  const text = decodeText(bytes);
  if (text === null) {
    throw new AppError('bad-request', `${name} is not text in UTF-8 or UTF-16. Save it as UTF-8 and try again.`);
  }
  const extension = path.extname(name).toLowerCase();
  if (['.ecv', '.eaf', '.etf', '.xml'].includes(extension)) {
    return { format: 'elan', vocabulary: readVocabularyElan(text) };
  }
  if (extension === '.csv' || extension === '.tsv') {
    return { format: 'csv', vocabulary: readVocabularyCsv(text) };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'bad-request',
      `${name} is none of the forms that can be read: a codebook (.json), CSV, an ELAN file (.ecv, .eaf, .etf) or a BORIS project (.boris).`,
      {},
      cause,
    );
  }
  if (isVocabularyBoris(value)) {
    return { format: 'boris', vocabulary: readVocabularyBoris(value) };
  }
  if (isVocabularyJson(value)) {
    return { format: 'json', vocabulary: readVocabularyJson(value) };
  }
  throw new AppError('bad-request', `${name} holds neither a codebook nor the ethogram of a BORIS project.`);
}

type Reading = { readonly preview: VocabularyPreview; readonly placed: Placed; readonly used: UsedIds };

async function readAndPlace(matter: OpenMatter, file: string, unknownKind: CodeGroup['kind']): Promise<Reading> {
  const { bytes, digest } = await readWhole(file);
  const { format, vocabulary } = readVocabulary(path.basename(file), bytes);
  const { codebook } = currentCodebook(matter);
  const used = usedIds(matter.database);
  const placed = placeVocabulary(codebook, vocabulary, { unknownKind, used });
  const after = applySteps(codebook, placed.steps, used);
  return {
    used,
    placed,
    preview: {
      format,
      title: vocabulary.title,
      fileDigest: digest,
      base: codebook.version,
      groupCount: vocabulary.groups.length,
      codeCount: vocabulary.codes.length,
      differences: differencesBetween(codebook, after),
      unplaced: [...placed.unplaced],
    },
  };
}

/** What importing a file would do; writes nothing. Errors: `bad-request`, `source-unreadable`. */
export async function previewVocabulary(
  matter: OpenMatter,
  file: string,
  unknownKind: CodeGroup['kind'],
): Promise<VocabularyPreview> {
  return (await readAndPlace(matter, file, unknownKind)).preview;
}

/** Takes a vocabulary into the matter's codebook as one edit. Errors: those of reading, and of `writeVersion`. */
export async function importVocabulary(
  matter: OpenMatter,
  request: {
    readonly file: string;
    readonly unknownKind: CodeGroup['kind'];
    /** What was looked at; null imports whatever the file holds now. */
    readonly fileDigest: Digest | null;
  },
): Promise<NewVersion & { readonly unplaced: readonly string[] }> {
  matter.requireWritable();
  const { preview, placed, used } = await readAndPlace(matter, request.file, request.unknownKind);
  if (request.fileDigest !== null && request.fileDigest !== preview.fileDigest) {
    throw new AppError(
      'source-changed',
      'The file was changed since it was looked at. Look at it again, then import it.',
    );
  }
  const name = path.basename(request.file).slice(0, 80);
  const version = writeVersion(matter, {
    base: preview.base,
    label: `Import ${name} into the codebook`,
    change: (codebook) => applySteps(codebook, placed.steps, used),
    more: { importedFrom: { format: preview.format, sha256: preview.fileDigest } },
  });
  return { ...version, unplaced: preview.unplaced };
}

function write(codebook: Codebook, format: VocabularyFormat, matter: OpenMatter): WrittenVocabulary {
  switch (format) {
    case 'json':
      return writeVocabularyJson(codebook);
    case 'csv':
      return writeVocabularyCsv(codebook);
    case 'elan':
      return writeVocabularyElan(codebook, matter.reviewer.name, new Date(Math.floor(matter.clock.now() / 1000)));
    case 'boris':
      return writeVocabularyBoris(codebook);
  }
}

/** Writes a version of the codebook to a new file. Errors: `not-found`, `destination-exists`, `destination-unusable`. */
export async function exportVocabulary(
  matter: OpenMatter,
  request: {
    readonly out: string;
    readonly format: VocabularyFormat;
    readonly version?: string | undefined;
    readonly mayReplace: boolean;
  },
): Promise<{ path: string; digest: Digest; unplaced: string[] }> {
  const { codebook } =
    request.version === undefined ? currentCodebook(matter) : codebookOfVersion(matter, request.version);
  const { text, unplaced } = write(codebook, request.format, matter);
  await writeWholeFile(request.out, text, request.mayReplace);
  return { path: request.out, digest: digestOfBytes(Buffer.from(text, 'utf8')), unplaced: [...unplaced] };
}
