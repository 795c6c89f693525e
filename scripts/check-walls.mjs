// npm run check:walls. Fails on a crossed wall, and also when it did not read every file: a check that read nothing proves nothing.
import { checkWalls } from './gates/walls.mjs';
import { projectRoot } from './runtime/project.mjs';

const { modules, dependencies, unread, violations } = await checkWalls(projectRoot);
for (const { wall, from, to } of violations) process.stderr.write(`${wall}: ${from} -> ${to}\n`);
for (const file of unread) process.stderr.write(`not read: ${file}\n`);
if (modules === 0 || dependencies === 0)
  process.stderr.write('The check read no modules or found no imports, so it proves nothing.\n');
process.stdout.write(`walls: ${modules} modules, ${dependencies} dependencies, ${violations.length} violations\n`);
process.exitCode = violations.length + unread.length > 0 || modules === 0 || dependencies === 0 ? 1 : 0;
