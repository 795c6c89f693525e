import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceDigest } from '../../../scripts/runtime/build-app.mjs';
import { cacheFolder } from '../../../scripts/runtime/project.mjs';
import { missingNeeds, systemNeeds } from '../../../scripts/runtime/system-packages.mjs';

const bareMachine = { isInstalled: () => false, hasCommand: () => false, hasDisplay: false, isLinuxX64: true };

describe('what a machine is missing', () => {
  it('is everything on a bare one, and nothing on a complete one', () => {
    expect(missingNeeds(bareMachine)).toHaveLength(systemNeeds.length);
    expect(missingNeeds({ ...bareMachine, isInstalled: () => true })).toEqual([]);
  });

  it('is no virtual screen where there is a real one', () => {
    const names = missingNeeds({ ...bareMachine, hasDisplay: true }).flat();
    expect(names).not.toContain('xvfb');
    expect(names).toContain('ffmpeg');
  });

  it('is met by a command from elsewhere, and by the newer name of a package', () => {
    expect(missingNeeds({ ...bareMachine, hasCommand: (name) => name === 'ffmpeg' }).flat()).not.toContain('ffmpeg');
    expect(missingNeeds({ ...bareMachine, isInstalled: (name) => name === 'libgtk-3-0t64' }).flat()).not.toContain(
      'libgtk-3-0',
    );
  });
});

describe('the cache folder', () => {
  it('follows XDG_CACHE_HOME, then the home folder', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: join('somewhere', 'cache') })).toBe(
      join('somewhere', 'cache', 'frame-of-record'),
    );
    if (process.platform === 'linux') {
      expect(cacheFolder({ HOME: 'home' })).toBe(join('home', '.cache', 'frame-of-record'));
    }
  });
});

describe('whether the app must be built again', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'built-'));
    mkdirSync(join(root, 'src-main', 'domain'), { recursive: true });
    writeFileSync(join(root, 'src-main', 'domain', 'time.ts'), 'one');
    writeFileSync(join(root, 'package.json'), '{}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('depends on names and bytes of the sources and on nothing else', () => {
    const before = sourceDigest(root);
    writeFileSync(join(root, 'README.md'), 'not a source');
    expect(sourceDigest(root)).toBe(before);
    writeFileSync(join(root, 'src-main', 'domain', 'time.ts'), 'two');
    const changed = sourceDigest(root);
    expect(changed).not.toBe(before);
    writeFileSync(join(root, 'src-main', 'domain', 'span.ts'), '');
    expect(sourceDigest(root)).not.toBe(changed);
    rmSync(join(root, 'src-main', 'domain', 'span.ts'));
    expect(sourceDigest(root)).toBe(changed);
  });
});
