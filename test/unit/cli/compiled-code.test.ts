import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPrivateFolder } from '../../../src-main/cli/compiled-code.ts';
import { commandLineMain } from '../../helpers/command-line.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'frame-of-record-compiled-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('compiled code is kept', () => {
  const folder = () => path.join(home, '.cache', 'frame-of-record');

  it('in a folder that it makes for this user alone', () => {
    expect(isPrivateFolder(folder())).toBe(true);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(isPrivateFolder(folder())).toBe(true);
  });

  it('in no folder that somebody else may look or write into, that belongs to another, or that is a link or a file', () => {
    mkdirSync(folder(), { recursive: true });
    for (const mode of [0o720, 0o702, 0o755]) {
      chmodSync(folder(), mode);
      expect(isPrivateFolder(folder()), mode.toString(8)).toBe(false);
    }
    chmodSync(folder(), 0o700);
    const link = path.join(home, 'link');
    symlinkSync(folder(), link);
    expect(isPrivateFolder(link)).toBe(false);
    const file = path.join(home, 'file');
    writeFileSync(file, '', { mode: 0o600 });
    expect(isPrivateFolder(file)).toBe(false);
    expect(isPrivateFolder(path.join(file, 'below'))).toBe(false);
    if (process.geteuid?.() === 0) {
      chownSync(folder(), 12_345, 12_345);
      expect(isPrivateFolder(folder())).toBe(false);
    }
  });

  it('by a command, there and nowhere else', () => {
    const kept = path.join(folder(), 'compiled-code');
    const start = () =>
      execFileSync(process.execPath, [commandLineMain, '--help'], {
        cwd: home,
        env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CACHE_HOME: path.join(home, '.cache') },
        encoding: 'utf8',
      });
    mkdirSync(folder(), { recursive: true, mode: 0o755 });
    chmodSync(folder(), 0o755);
    expect(start()).toContain('Frame of Record, command line');
    expect(existsSync(kept)).toBe(false);
    chmodSync(folder(), 0o700);
    start();
    expect(existsSync(kept)).toBe(true);
  });
});
