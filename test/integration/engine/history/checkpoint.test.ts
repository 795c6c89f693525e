import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
beforeEach(async () => {
  test = await openTestMatter();
});
afterEach(() => test.dispose());

function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

/** RFC 6962, 2.1, as it is written; shares nothing with the engine. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length <= 1) {
    return leaves[0] ?? sha256();
  }
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.from([1]), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

describe('an exported checkpoint', () => {
  it('is verified by openssl and by a tree built from the entries, without the program', async ({ skip }) => {
    if (!hasOpenssl() && process.env['CI'] !== 'true') {
      skip('openssl is not installed');
    }
    const out = path.join(test.place, 'checkpoint.txt');
    const answer = await test.client.call('custody.checkpoint', { out: { path: out } });
    const note = readFileSync(out, 'utf8');
    expect(answer).toMatchObject({ path: out, note });

    const [text = '', signature = ''] = note.split('\n\n');
    const [origin, size, root] = text.split('\n');
    expect(origin).toMatch(/^frame-of-record\/matter\/[0-9a-f-]{36}$/);
    const leaves = test
      .matter()
      .custody.entries({ to: Number(size) })
      .map((entry) => sha256(Buffer.from([0]), Buffer.from(entry.canonicalBody)));
    expect(leaves).toHaveLength(answer.size);
    expect(rootOf(leaves).toString('base64')).toBe(root);

    const publicKey = test.matter().signer.publicKey;
    const bytes = Buffer.from(signature.trim().split(' ')[2] ?? '', 'base64');
    const keyId = sha256(`${origin}\n`, Buffer.from([1]), publicKey).subarray(0, 4);
    expect(bytes.subarray(0, 4)).toEqual(keyId);
    const files = path.join(test.place, 'stranger');
    mkdirSync(files);
    writeFileSync(path.join(files, 'text'), `${text}\n`);
    writeFileSync(path.join(files, 'sig'), bytes.subarray(4));
    writeFileSync(
      path.join(files, 'key.der'),
      Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]),
    );
    const verify = [
      'pkeyutl',
      '-verify',
      '-rawin',
      '-pubin',
      '-keyform',
      'DER',
      '-inkey',
      'key.der',
      '-in',
      'text',
      '-sigfile',
      'sig',
    ];
    expect(execFileSync('openssl', verify, { cwd: files, encoding: 'utf8' })).toContain('Verified Successfully');
    writeFileSync(path.join(files, 'text'), `${text.replace(String(size), String(Number(size) + 1))}\n`);
    expect(() => execFileSync('openssl', verify, { cwd: files, stdio: 'pipe' })).toThrow();
  });

  it('never replaces a file, and says where it cannot be written', async () => {
    const out = path.join(test.place, 'checkpoint.txt');
    writeFileSync(out, 'an older checkpoint');
    const size = test.matter().custody.size();
    await expect(test.client.call('custody.checkpoint', { out: { path: out } })).rejects.toMatchObject({
      code: 'destination-exists',
    });
    expect(readFileSync(out, 'utf8')).toBe('an older checkpoint');
    const nowhere = path.join(test.place, 'no', 'folder', 'x.txt');
    await expect(test.client.call('custody.checkpoint', { out: { path: nowhere } })).rejects.toMatchObject({
      code: 'destination-unusable',
    });
    expect(existsSync(path.dirname(nowhere))).toBe(false);
    expect(test.matter().custody.size()).toBeGreaterThanOrEqual(size);
  });

  it('is held by the workstation from then on', async () => {
    const { note } = await test.client.call('custody.checkpoint', { out: { path: path.join(test.place, 'a.txt') } });
    await test.close();
    await test.reopen();
    expect(test.matter().heldCheckpoints).toContain(note);
    expect(test.matter().heldCheckpoints).toHaveLength(2);
  });

  it('may be asked for by a page with a grant', async () => {
    const out = path.join(test.place, 'granted.txt');
    const [granted] = await test.client.call('grants.add', { paths: [out] });
    await test.pageClient.call('custody.checkpoint', { out: { grant: granted?.grant ?? '' } });
    expect(existsSync(out)).toBe(true);
  });
});
