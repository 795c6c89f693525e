import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWalls } from '../../scripts/gates/walls.mjs';

const projectRoot = join(import.meta.dirname, '..', '..');

/** Packages that the planted imports lead to. Empty ones do: a wall looks at where an import leads, not at what is there. */
const packages = [
  'zod',
  'electron',
  'better-sqlite3',
  'fluent-ffmpeg',
  'canonicalize',
  'react',
  'video.js',
  'wavesurfer.js',
  'undici',
  '@node-rs/argon2',
];

/** A house in which every import is allowed. */
const lawful: Record<string, string> = {
  'src-main/guard/refuse-network.ts':
    "import net from 'node:net';\nimport { time } from '../domain/time.ts';\nexport const guard = [net, time];",
  'src-main/domain/time.ts': "import { z } from 'zod';\nexport const time = z;",
  'src-main/contract/api.ts':
    "import { time } from '../domain/time.ts';\nimport { z } from 'zod';\nexport const api = [time, z];",
  'src-main/engine/engine.ts':
    "import { api } from '../contract/api.ts';\nimport './matters/matter-calls.ts';\nexport const engine = api;",
  'src-main/engine/entry/node.ts':
    "import { engine } from '../engine.ts';\nimport { guard } from '../../guard/refuse-network.ts';\nengine(guard);",
  'src-main/engine/store/open.ts': "import Database from 'better-sqlite3';\nexport const open = Database;",
  'src-main/engine/store/rows.ts': "import type Database from 'better-sqlite3';\nexport type Rows = Database;",
  'src-main/engine/media/ffmpeg.ts':
    "import { spawn } from 'node:child_process';\nimport f from 'fluent-ffmpeg';\nexport const run = [spawn, f];",
  'src-main/engine/matters/matter-store.ts':
    "import { open } from '../store/open.ts';\nexport const matterStore = open;",
  'src-main/engine/matters/matter-calls.ts':
    "import { matterStore } from './matter-store.ts';\nimport canonicalize from 'canonicalize';\nimport { hash } from '@node-rs/argon2';\nexport const calls = [matterStore, canonicalize, hash];",
  'src-main/engine/matters/open-matter.ts': 'export const openMatter = 1;',
  'src-main/engine/footage/footage-job.ts':
    "import { openMatter } from '../matters/open-matter.ts';\nimport type { calls } from '../matters/matter-calls.ts';\nexport const job: typeof calls = openMatter;",
  'src-main/engine/footage/footage-store.ts':
    "import { matterStore } from '../matters/matter-store.ts';\nexport const footageStore = matterStore;",
  'src-main/shell/engine-process.ts':
    "import { fork } from 'node:child_process';\nimport { app } from 'electron';\nimport { api } from '../contract/api.ts';\nexport const start = [fork, app, api];",
  'src-main/preload/preload.ts':
    "import { contextBridge } from 'electron';\nimport { api } from '../contract/api.ts';\ncontextBridge(api);",
  'src-main/cli/main.ts':
    "import { engine } from '../engine/engine.ts';\nimport { parseArgs } from 'node:util';\nparseArgs(engine);",
  'src-renderer/main.tsx':
    "import React from 'react';\nimport { api } from '../src-main/contract/api.ts';\nimport './screens/review/review-screen.tsx';\nReact(api);",
  'src-renderer/screens/review/review-screen.tsx':
    "import { player } from '../../player/player.tsx';\nexport const review = player;",
  'src-renderer/screens/matters/matters-screen.tsx': 'export const matters = 1;',
  'src-renderer/player/player.tsx': "import videojs from 'video.js';\nexport const player = videojs;",
  'src-renderer/waveform/waveform.tsx': "import WaveSurfer from 'wavesurfer.js';\nexport const waveform = WaveSurfer;",
};

/** One planted import for each way through a wall: the wall that must name it, the file, the import. */
const planted: ReadonlyArray<readonly [wall: string, file: string, specifier: string]> = [
  ['guard-imports', 'src-main/guard/planted-package.ts', 'canonicalize'],
  ['domain-imports', 'src-main/domain/planted-package.ts', 'canonicalize'],
  ['domain-imports', 'src-main/domain/planted-core.ts', 'node:fs'],
  ['domain-imports', 'src-main/domain/planted-layer.ts', '../contract/api.ts'],
  ['contract-imports', 'src-main/contract/planted-layer.ts', '../engine/engine.ts'],
  ['contract-imports', 'src-main/contract/planted-core.ts', 'node:path'],
  ['engine-imports', 'src-main/engine/planted-layer.ts', '../shell/engine-process.ts'],
  ['engine-imports', 'src-main/engine/planted-renderer.ts', '../../src-renderer/player/player.tsx'],
  ['engine-never', 'src-main/engine/planted-electron.ts', 'electron'],
  ['shell-imports', 'src-main/shell/planted-layer.ts', '../engine/engine.ts'],
  ['shell-imports', 'src-main/shell/planted-package.ts', 'canonicalize'],
  ['preload-imports', 'src-main/preload/planted-core.ts', 'node:fs'],
  ['preload-imports', 'src-main/preload/planted-layer.ts', '../shell/engine-process.ts'],
  ['cli-imports', 'src-main/cli/planted-electron.ts', 'electron'],
  ['cli-imports', 'src-main/cli/planted-layer.ts', '../shell/engine-process.ts'],
  ['renderer-imports', 'src-renderer/planted-core.ts', 'node:fs'],
  ['renderer-imports', 'src-renderer/planted-engine.ts', '../src-main/engine/engine.ts'],
  ['renderer-never', 'src-renderer/planted-electron.ts', 'electron'],
  ['known-layers', 'src-main/helpers/planted-layer.ts', '../domain/time.ts'],
  ['sqlite-in-store-only', 'src-main/engine/matters/planted-sqlite.ts', 'better-sqlite3'],
  ['sqlite-in-store-only', 'src-main/engine/store/planted-sqlite.ts', 'better-sqlite3'],
  ['children-in-media-only', 'src-main/engine/jobs/planted-child.ts', 'node:child_process'],
  ['children-in-media-only', 'src-main/engine/matters/planted-ffmpeg.ts', 'fluent-ffmpeg'],
  ['children-in-media-only', 'src-main/cli/planted-child.ts', 'child_process'],
  ['children-in-media-only', 'src-main/shell/planted-child.ts', 'node:child_process'],
  ...['http', 'node:https', 'node:http2', 'net', 'node:tls', 'node:dgram', 'node:dns/promises', 'undici'].map(
    (specifier, at) => ['no-network', `src-main/engine/media/planted-network-${at}.ts`, specifier] as const,
  ),
  ['screens-apart', 'src-renderer/screens/matters/planted-screen.tsx', '../review/review-screen.tsx'],
  ['media-libraries-in-instruments', 'src-renderer/screens/review/planted-video.tsx', 'video.js'],
  ['media-libraries-in-instruments', 'src-renderer/planted-wave.tsx', 'wavesurfer.js'],
  ['rooms-apart', 'src-main/engine/footage/planted-room.ts', '../matters/matter-calls.ts'],
  ['floors-below-rooms', 'src-main/engine/media/planted-room.ts', '../matters/matter-store.ts'],
  ['no-cycles', 'src-main/domain/planted-cycle.ts', './planted-ring.ts'],
  ['resolvable', 'src-main/domain/planted-missing.ts', './nowhere.ts'],
];

let house = '';

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'walls-'));
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }));
    write(`node_modules/${name}/main.js`, '');
  }
  for (const [file, text] of Object.entries(lawful)) write(file, text);
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const path = join(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}

describe('the walls', () => {
  it('let every import of a lawful house through, and read every file of it', async () => {
    const report = await checkWalls(house, projectRoot);
    expect(report.violations).toEqual([]);
    expect(report.unread).toEqual([]);
    expect(report.modules).toBe(Object.keys(lawful).length);
    expect(report.dependencies).toBeGreaterThan(25);
  });

  it('name every planted import', async () => {
    for (const [, file, specifier] of planted) write(file, `import * as planted from '${specifier}';\nplanted;`);
    write('src-main/domain/planted-ring.ts', "import * as planted from './planted-cycle.ts';\nplanted;");
    const { violations } = await checkWalls(house, projectRoot);
    const named = new Set(violations.map(({ wall, from }) => `${wall} ${from}`));
    const notNamed = planted.map(([wall, file]) => `${wall} ${file}`).filter((expected) => !named.has(expected));
    expect(notNamed).toEqual([]);
  });

  it('count a type-only import as an import', async () => {
    write(
      'src-main/domain/planted-type.ts',
      "import type { engine } from '../engine/engine.ts';\nexport type Engine = typeof engine;",
    );
    const { violations } = await checkWalls(house, projectRoot);
    expect(violations).toContainEqual({
      wall: 'domain-imports',
      from: 'src-main/domain/planted-type.ts',
      to: 'src-main/engine/engine.ts',
    });
  });

  it('have a planted import for each rule of the table', async () => {
    const { createRequire } = await import('node:module');
    const { forbidden } = createRequire(import.meta.url)(join(projectRoot, '.dependency-cruiser.cjs'));
    const rules = forbidden.map(({ name }: { name: string }) => name);
    expect([...new Set(planted.map(([wall]) => wall))].sort()).toEqual([...rules].sort());
  });

  it('report nothing read where there is nothing', async () => {
    rmSync(join(house, 'src-main'), { recursive: true });
    rmSync(join(house, 'src-renderer'), { recursive: true });
    expect(await checkWalls(house, projectRoot)).toMatchObject({ modules: 0, dependencies: 0 });
  });
});
