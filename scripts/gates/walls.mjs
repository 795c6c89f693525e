// Reads every import of the product and names those that cross a wall of .dependency-cruiser.cjs. Runs on Node 24.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const productFolders = ['src-main', 'src-renderer'];

/**
 * @typedef {object} WallReport
 * @property {number} modules files of the product that were read
 * @property {number} dependencies imports found in them
 * @property {string[]} unread TypeScript files on disk that were not read; any is a failure of the check itself
 * @property {Array<{ wall: string, from: string, to: string }>} violations
 */

/**
 * @param {string} root a folder with src-main and src-renderer
 * @param {string} [configFolder] the folder with .dependency-cruiser.cjs and tsconfig.json, where it is another one
 * @returns {Promise<WallReport>}
 */
export async function checkWalls(root, configFolder = root) {
  const folders = productFolders.filter((folder) => existsSync(join(root, folder)));
  const onDisk = folders.flatMap((folder) => typeScriptFiles(root, folder));
  if (onDisk.length === 0) return { modules: 0, dependencies: 0, unread: [], violations: [] };
  const { forbidden, options } = createRequire(import.meta.url)(join(configFolder, '.dependency-cruiser.cjs'));
  const tsConfig = extractTSConfig(join(configFolder, 'tsconfig.json'));
  const { output } = await cruise(
    folders,
    { ...options, baseDir: root, validate: true, ruleSet: { forbidden } },
    undefined,
    { tsConfig },
  );
  if (typeof output === 'string')
    throw new Error('dependency-cruiser returned text where its result object was expected.');
  const read = new Set(output.modules.map((module) => module.source));
  const product = output.modules.filter((module) =>
    productFolders.some((folder) => module.source.startsWith(`${folder}/`)),
  );
  return {
    modules: product.length,
    dependencies: product.reduce((sum, module) => sum + module.dependencies.length, 0),
    unread: onDisk.filter((file) => !read.has(file)),
    violations: output.summary.violations.map(({ rule, from, to }) => ({ wall: rule.name, from, to })),
  };
}

/** @param {string} root @param {string} folder @returns {string[]} paths relative to the root, declarations left out */
function typeScriptFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return typeScriptFiles(root, path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}
