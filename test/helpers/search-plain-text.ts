import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Looks for texts, as UTF-8, UTF-16 and Base64, in every file below a folder, names of files too. */
export function searchPlainText(folder: string, secrets: readonly string[]): { found: string[]; filesRead: number } {
  const found: string[] = [];
  let filesRead = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) {
      continue;
    }
    filesRead += 1;
    const bytes = readFileSync(file);
    for (const secret of secrets) {
      const forms = [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(btoa(secret).slice(0, -4))];
      if (name.includes(secret) || forms.some((form) => bytes.includes(form))) {
        found.push(`${name}: ${secret}`);
      }
    }
  }
  return { found, filesRead };
}
