import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readRemembered, writeRemembered } from '../../../src-main/shell/remembered.ts';

const schema = z.strictObject({ theme: z.enum(['dark', 'light']) });
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'remembered-'));
  file = path.join(folder, 'theme.json');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('what the shell remembers', () => {
  it('is nothing the first time, and then what was written', () => {
    expect(readRemembered(schema, file)).toBeNull();
    writeRemembered(file, { theme: 'light' });
    expect(readRemembered(schema, file)).toEqual({ theme: 'light' });
    expect(readdirSync(folder)).toEqual(['theme.json']);
    expect(readFileSync(file, 'utf8')).toBe('{"theme":"light"}\n');
  });

  it.skipIf(process.platform === 'win32')('is readable by this person only', () => {
    writeRemembered(file, { theme: 'light' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['{"theme":', '{"theme":"pink"}', '[]', ''])('is nothing, and said, when the file holds %s', (text) => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);
    writeFileSync(file, text);
    expect(readRemembered(schema, file)).toBeNull();
    expect(said.join('')).toContain('could not be used');
  });
});
