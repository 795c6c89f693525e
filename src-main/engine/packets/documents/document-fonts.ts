import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Fonts below resources/fonts, each with its licence in resources/licences; all may be embedded. */
const fontFiles = {
  serif: 'source-serif-regular.ttf',
  'serif-bold': 'source-serif-semibold.ttf',
  'serif-italic': 'source-serif-italic.ttf',
  sans: 'noto-sans-regular.ttf',
  'sans-bold': 'noto-sans-semibold.ttf',
  mono: 'ibm-plex-mono-regular.ttf',
  hebrew: 'noto-sans-hebrew.ttf',
  arabic: 'noto-sans-arabic.ttf',
  hangul: 'nanum-gothic-regular.ttf',
  /** Chinese and Japanese in one file. */
  'east-asian': 'droid-sans-fallback.ttf',
} as const;

export type FontName = keyof typeof fontFiles;
export type Face = Exclude<FontName, 'hebrew' | 'arabic' | 'hangul' | 'east-asian'>;
export type DocumentFonts = ReadonlyMap<FontName, Buffer>;

/** Where a character is looked for that the face of a text does not have, in this order. */
export const fallbackFonts: readonly FontName[] = ['sans', 'hebrew', 'arabic', 'east-asian', 'hangul'];

export async function readDocumentFonts(resourcesFolder: string): Promise<DocumentFonts> {
  const names = Object.keys(fontFiles) as FontName[];
  const entries = names.map(
    async (name) => [name, await readFile(join(resourcesFolder, 'fonts', fontFiles[name]))] as const,
  );
  return new Map(await Promise.all(entries));
}
