import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { footageFolder } from '../helpers/footage-folder.ts';
import { launchApp, projectRoot, readRuntime } from './helpers/launch-app.ts';
import { openLoopbackListener } from './helpers/loopback-listener.ts';
import { createMatter, ingest, openPageDoors } from './helpers/page-doors.ts';
import { attemptRequests } from './helpers/temptations.ts';

const footage = footageFolder();
const canTrace = spawnSync('strace', ['-f', '-e', 'trace=connect', 'true']).status === 0;

test.skip(!canTrace, 'strace is not installed, or may not trace here.');

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'frame-of-record-silence-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Calls to the system, in the words of strace, that name an address of a network. */
function networkCalls(trace: string): string[] {
  return trace.split('\n').filter((line) => /AF_INET6?\b/.test(line));
}

/** A stand-in for Electron that runs it under strace. */
function tracedElectron(trace: string): string {
  const traced = path.join(folder, 'traced-electron');
  const { executable } = readRuntime();
  const calls = 'trace=connect,sendto,sendmmsg';
  writeFileSync(traced, `#!/bin/sh\nexec strace -f --seccomp-bpf -qq -e ${calls} -o "${trace}" "${executable}" "$@"\n`);
  chmodSync(traced, 0o755);
  return traced;
}

test('the app left alone asks the system for no connection', async () => {
  // Without Playwright, whose switches also quieten Chromium: these are the app's own.
  const trace = path.join(folder, 'trace');
  const { launchArguments, engineNode } = readRuntime();
  const child = spawn(tracedElectron(trace), [...launchArguments, projectRoot, `--user-data-dir=${folder}/data`], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...(engineNode === null ? {} : { FRAME_OF_RECORD_ENGINE_NODE: engineNode }) },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  expect(child.exitCode).toBeNull();
  process.kill(-(child.pid ?? 0), 'SIGTERM');
  await ended;
  const text = readFileSync(trace, 'utf8');
  expect(text).toContain('AF_UNIX');
  expect(networkCalls(text)).toEqual([]);
});

test('no process of the app asks the system for a connection, even when tempted', async () => {
  test.setTimeout(300_000);
  const trace = path.join(folder, 'trace');
  const listener = await openLoopbackListener();
  const running = await launchApp({ executable: tracedElectron(trace) });
  let tempted = 0;
  try {
    const doors = await openPageDoors(running.page);
    await createMatter(running, doors);
    if (footage !== null) {
      await ingest(running, doors, [path.join(footage, '03-parking-overhead.mp4')]);
      expect(await doors.engine('footage.list', {})).toHaveLength(1);
    }
    // Two ways apart, in which Chromium asks the system for its route to the world before any policy has a say: a datagram
    // socket is connected and nothing is sent. That nothing arrives that way either is tested in security.spec.ts.
    const tries = await attemptRequests(
      running.page,
      [...listener.addresses, 'http://example.com/'],
      ['rtc', 'dns prefetch'],
    );
    tempted = Object.keys(tries).length;
  } finally {
    await running.close();
    await listener.close();
  }
  const text = readFileSync(trace, 'utf8');
  expect(tempted).toBeGreaterThan(20);
  // The trace is alive: Chromium's processes do talk through local sockets.
  expect(text).toContain('AF_UNIX');
  expect(networkCalls(text)).toEqual([]);
  expect(listener.connections()).toBe(0);
});

test('a connection would have been seen in the trace', () => {
  const trace = path.join(folder, 'trace');
  const connect = "require('node:net').connect(1, '127.0.0.1').on('error', () => {})";
  spawnSync('strace', [
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-e',
    'trace=connect',
    '-o',
    trace,
    process.execPath,
    '-e',
    connect,
  ]);
  expect(networkCalls(readFileSync(trace, 'utf8')).length).toBeGreaterThan(0);
});
