// The app as Electron loads it (out/), built again only when something it is made from has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { engineNode, projectRoot, runStreaming, say, toolEnvironment } from './project.mjs';

const outFolder = join(projectRoot, 'out');
const stampFile = join(outFolder, 'built-from');
const sources = [
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * SHA-256 over the names and bytes of everything the app is built from.
 * @param {string} root
 */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((name) => filesUnder(join(root, name))).sort()) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} the file itself, or every file below the folder; nothing where there is none */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

/**
 * @param {{ force?: boolean }} [options] `force` builds even when nothing changed
 * @returns {Promise<number>} exit code of the build, 0 when there was nothing to do
 */
export async function buildApp(options = {}) {
  const digest = sourceDigest(projectRoot);
  if (!options.force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return 0;
  say('Building the app into out/, because its sources have changed.');
  rmSync(stampFile, { force: true });
  const viteBuild = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await runStreaming(engineNode(), [viteBuild, 'build', '--logLevel', 'warn'], { env: toolEnvironment() });
  if (code === 0) writeFileSync(stampFile, digest);
  return code;
}
