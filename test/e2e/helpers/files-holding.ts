import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files below a folder whose bytes hold a text (as UTF-8 or UTF-16), and how many were looked into. */
export function filesHolding(folder: string, text: string): { holding: string[]; searched: number } {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const holding = files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return forms.some((form) => bytes.includes(form));
    });
  return { holding, searched: files.length };
}
