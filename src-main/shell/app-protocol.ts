import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentSecurityPolicy } from './schemes.ts';

/** The files of the built page: address below the origin -> file. Whatever is not in here does not exist. */
export type PageFiles = ReadonlyMap<string, { readonly path: string; readonly mediaType: string }>;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Lists the built page once, at the start, so that a request can only choose from what was there then.
 * @param folder `out/renderer`, also inside an asar archive
 */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, { path: string; mediaType: string }>();
  const walk = (below: string) => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        walk(name);
        continue;
      }
      const mediaType = mediaTypes[path.extname(name).toLowerCase()];
      if (entry.isFile() && mediaType !== undefined) {
        files.set(`/${name}`, { path: path.join(folder, name), mediaType });
      }
    }
  };
  walk('');
  return files;
}

/** Answers `app://workstation/...` from the list, with the content security policy. */
export function createPageAnswer(files: PageFiles) {
  return async (request: Request): Promise<Response> => {
    const { hostname, pathname } = new URL(request.url);
    const file = hostname === 'workstation' ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
    if (file === undefined) {
      return new Response(null, { status: 404, headers: securityHeaders });
    }
    if (request.method !== 'GET') {
      return new Response(null, { status: 405, headers: { ...securityHeaders, Allow: 'GET' } });
    }
    const bytes = await readFile(file.path);
    return new Response(new Uint8Array(bytes), { headers: { ...securityHeaders, 'Content-Type': file.mediaType } });
  };
}

const securityHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
