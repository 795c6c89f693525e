import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageAnswer, listPageFiles } from '../../../src-main/shell/app-protocol.ts';
import { contentSecurityPolicy } from '../../../src-main/shell/schemes.ts';

let folder: string;
let answer: ReturnType<typeof createPageAnswer>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'app-protocol-'));
  const page = path.join(folder, 'renderer');
  await mkdir(path.join(page, 'assets'), { recursive: true });
  await writeFile(path.join(page, 'index.html'), '<!doctype html>');
  await writeFile(path.join(page, 'assets', 'index-1.js'), 'export {};');
  await writeFile(path.join(page, 'assets', 'index-1.js.map'), '{}');
  await writeFile(path.join(folder, 'outside.js'), 'secret');
  await symlink(path.join(folder, 'outside.js'), path.join(page, 'assets', 'link.js'));
  answer = createPageAnswer(listPageFiles(page));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the page protocol', () => {
  it.each([
    ['app://workstation/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://workstation/index.html?theme=dark', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://workstation/assets/index-1.js', 'text/javascript; charset=utf-8', 'export {};'],
  ])('sends %s with the policy', async (url, mediaType, text) => {
    const response = await answer(new Request(url));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(text);
  });

  it.each([
    'app://workstation/../outside.js',
    'app://workstation/assets/..%2f..%2foutside.js',
    'app://workstation/assets/link.js',
    'app://workstation/assets/index-1.js.map',
    'app://workstation/assets',
    'app://elsewhere/index.html',
    'app://workstation/constructor',
  ])('knows nothing at %s', async (url) => {
    expect((await answer(new Request(url))).status).toBe(404);
  });

  it('only sends', async () => {
    expect((await answer(new Request('app://workstation/', { method: 'POST', body: 'x' }))).status).toBe(405);
  });
});

describe('the content security policy', () => {
  it('allows nothing inline, nothing evaluated and nothing from outside', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|ws:|\*/);
  });
});
