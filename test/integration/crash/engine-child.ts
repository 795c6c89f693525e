import { writeSync } from 'node:fs';
import { startTestEngine, testPassphrase, testReviewer } from '../../helpers/open-test-matter.ts';
import { killBeforeDiskCall } from './kill-before-disk-call.ts';
import { findScenario } from './scenarios.ts';

/**
 * The engine that is killed: opens the matter, does one round of a scenario (or only resumes what is queued) and writes
 * each acknowledgement as a line the moment it has it. Arguments: scenario, matter, data folder, work folder, round,
 * mode (`work`, `resume`, or `step-<n>`: it kills itself just before its n-th call of the disk).
 */
const [scenarioName = '', folder = '', dataFolder = '', workFolder = '', round = '0', mode = 'work'] =
  process.argv.slice(2);

function say(line: object): void {
  // Synchronous, so that a line is with the test before anything else happens here.
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const scenario = findScenario(scenarioName);
const { client, context, engine } = startTestEngine({ dataFolder });
say({ kind: 'opening' });
await client.call('matters.open', { folder: { path: folder }, passphrase: testPassphrase, reviewer: testReviewer });
const matter = context.openMatter;
if (matter === null) {
  throw new Error('The matter did not open.');
}
say({ kind: 'ready' });
if (mode.startsWith('step-')) {
  killBeforeDiskCall(Number(mode.slice('step-'.length)));
}
if (mode !== 'resume') {
  await scenario.work({ client, matter, workFolder, round: Number(round) }, (fact) => say({ kind: 'told', fact }));
}
await matter.jobs.whenIdle();
say({ kind: 'idle' });
await engine.close();
say({ kind: 'closed' });
