import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTestPlace, openTestMatter } from '../../helpers/open-test-matter.ts';
import { expectWhole } from './expect-whole.ts';
import { runEngine } from './killed-engine.ts';
import { oneFileScenario } from './one-file-scenario.ts';
import { withMatter } from './with-matter.ts';

/** More than the vault calls the disk for one file; the loop ends by itself when a run is not killed any more. */
const mostSteps = 100;

it('loses nothing when it is killed before any single call of the disk', { timeout: 600_000 }, async () => {
  const place = makeTestPlace('crash-steps');
  try {
    const workFolder = path.join(place, 'work');
    mkdirSync(workFolder);
    await (await openTestMatter({ place })).engine.close();
    const run = {
      scenario: oneFileScenario.name,
      folder: path.join(place, 'matter'),
      dataFolder: path.join(place, 'data'),
      workFolder,
      killFrom: 'ready',
      killAfterMillis: null,
    } as const;
    let steps = 0;
    for (let step = 1; step <= mostSteps; step++) {
      oneFileScenario.arrange(workFolder, step);
      const { told, wasKilled } = await runEngine({ ...run, round: step, mode: `step-${step}` });
      await withMatter(place, async (stage) => {
        await oneFileScenario.check(stage, told, step);
        await expectWhole(stage);
      });
      if (!wasKilled) {
        break;
      }
      steps += 1;
    }
    process.stdout.write(`killed before each of ${steps} calls of the disk: nothing lost\n`);
    expect(steps).toBeGreaterThan(15);
    expect(steps).toBeLessThan(mostSteps);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
