// The npm packages of the lockfile, installed when node_modules is missing or belongs to another lockfile.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm-command.mjs';
import { engineNode, projectRoot, runQuiet, runStreaming, SetupError, say } from './project.mjs';

const stampFile = join(projectRoot, 'node_modules', '.frame-of-record-lockfile');

/** SHA-256 of the lockfile: what node_modules should have been made from. */
function lockfileDigest() {
  return createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
}

/** Records which lockfile node_modules was made from; also npm's own postinstall step, so that a plain `npm install` counts. */
export function stampInstall() {
  writeFileSync(stampFile, lockfileDigest());
}

export function isInstallCurrent() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockfileDigest() && existsSync(engineNode());
}

/** Runs `npm ci` unless node_modules already is what the lockfile says, then checks that Node 24 came with it. */
export async function ensureNpmPackages() {
  if (!isInstallCurrent()) {
    say(
      'Installing the npm packages of package-lock.json (npm ci), because node_modules is missing or was made from another lockfile.',
    );
    const npm = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    const code = await runStreaming(npm.command, npm.args, npm.options);
    if (code !== 0) {
      throw new SetupError(
        `The npm packages could not be installed (npm ended with ${code}); check that the npm registry can be reached and run: npm ci`,
      );
    }
    stampInstall();
  }
  const version = runQuiet(engineNode(), ['--version']);
  if (!version.output.startsWith('v24.')) {
    throw new SetupError(
      'The npm package "node" did not bring Node 24 (its install script may have been refused); run: npm rebuild node',
    );
  }
}
