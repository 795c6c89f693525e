import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const guard = pathToFileURL(path.resolve(import.meta.dirname, '../../../src-main/guard/refuse-network.ts')).href;

/** Runs a line in a process whose network was taken; it cannot be given back, so not in this one. */
function runGuarded(line: string): string {
  const script = `
    const { refuseNetwork } = await import(${JSON.stringify(guard)});
    refuseNetwork();
    try { ${line}; console.log('went through'); } catch (error) { console.log(error.code + ': ' + error.message); }
    process.exit(0);
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stdout + stderr;
}

describe('refuseNetwork', () => {
  it.each([
    `await fetch('http://127.0.0.1:1')`,
    `new WebSocket('ws://127.0.0.1:1')`,
    `(await import('node:net')).connect(1, '127.0.0.1')`,
    `(await import('node:net')).connect('/tmp/pipe')`,
    `(await import('node:net')).createServer().listen(0)`,
    `(await import('node:tls')).connect(1, '127.0.0.1')`,
    `(await import('node:http')).get('http://127.0.0.1:1')`,
    `(await import('node:https')).get('https://127.0.0.1:1')`,
    `(await import('node:http2')).connect('http://127.0.0.1:1')`,
    `(await import('node:dgram')).createSocket('udp4')`,
    `new (await import('node:dgram')).Socket('udp4').send('x', 1, '127.0.0.1')`,
    `(await import('node:dns')).lookup('localhost', () => {})`,
    `(await import('node:dns')).resolve4('localhost', () => {})`,
    `await (await import('node:dns/promises')).lookup('localhost')`,
    `await (await import('node:dns')).promises.resolve('localhost')`,
    `new (await import('node:dns')).Resolver()`,
    `new (await import('node:dns/promises')).Resolver()`,
  ])('refuses %s', (line) => {
    expect(runGuarded(line)).toMatch(/^not-permitted: This app has no network/);
  });

  it('cannot be undone', () => {
    const output = runGuarded(
      `const net = (await import('node:net')).default; net.Socket.prototype.connect = () => {}`,
    );
    expect(output).toContain('Cannot assign to read only property');
  });

  it('leaves files and children alone', () => {
    const output = runGuarded(
      `(await import('node:fs')).readFileSync(process.execPath).length; const c = (await import('node:child_process')).spawnSync(process.execPath, ['-e', '0']); if (c.status !== 0) throw new Error('child')`,
    );
    expect(output).toContain('went through');
  });
});
