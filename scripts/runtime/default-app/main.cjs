// Stands in for Electron's own default app: `electron [flags] <folder>` starts the app in that folder.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const preloads = [];
let folder;
for (let at = 1; at < process.argv.length && folder === undefined; at += 1) {
  const argument = process.argv[at];
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[++at]);
  else if (!argument.startsWith('-')) folder = resolve(argument);
}
if (folder === undefined) {
  process.stderr.write('Name the folder of the app to start, for example: electron .\n');
  process.exit(1);
}
for (const preload of preloads) require(resolve(preload));
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
require(join(folder, manifest.main));
