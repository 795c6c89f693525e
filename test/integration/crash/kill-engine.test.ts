import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTestPlace, openTestMatter } from '../../helpers/open-test-matter.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import type { Acknowledgement, CrashScenario } from './crash-scenario.ts';
import { expectWhole } from './expect-whole.ts';
import { runEngine } from './killed-engine.ts';
import { crashScenarios } from './scenarios.ts';
import { withMatter } from './with-matter.ts';

/** Kills in all, shared out over the scenarios: 20 in the normal run, more on demand. */
const killCount = Number(process.env['FRAME_OF_RECORD_KILLS'] ?? '20');
const seed = Number(process.env['FRAME_OF_RECORD_SEED'] ?? Date.now() % 1_000_000);
const killsEach = Math.ceil(killCount / crashScenarios.length);

async function killOver(scenario: CrashScenario, place: string): Promise<string> {
  const random = seededRandom(seed);
  const work = {
    scenario: scenario.name,
    folder: path.join(place, 'matter'),
    dataFolder: path.join(place, 'data'),
    workFolder: path.join(place, 'work'),
  };
  mkdirSync(work.workFolder);
  await (await openTestMatter({ place })).engine.close();
  await withMatter(place, (stage) => scenario.prepare(stage));

  // One round without a kill tells how long a round takes here and now.
  scenario.arrange(work.workFolder, 0);
  const calm = await runEngine({ ...work, round: 0, mode: 'work', killFrom: 'ready', killAfterMillis: null });
  expect(calm.told.length).toBeGreaterThan(0);
  await withMatter(place, async (stage) => {
    await scenario.check(stage, calm.told, 0);
    await expectWhole(stage);
  });

  let kills = 0;
  let busy = 0;
  let facts = 0;
  for (let round = 1; kills < killsEach; round++) {
    scenario.arrange(work.workFolder, round);
    const told: Acknowledgement[] = [];
    // Most kills early, where the bytes move; some anywhere up to the end.
    const killAfterMillis = calm.workMillis * random() ** 1.5;
    const first = await runEngine({ ...work, round, mode: 'work', killFrom: 'ready', killAfterMillis });
    told.push(...first.told);
    const runs = [first];
    if (kills + 1 < killsEach && random() < 0.3) {
      // A second engine, killed while it puts right and resumes what the first one left.
      const again = { mode: 'resume', killFrom: 'opening', killAfterMillis: 20 + random() * 400 } as const;
      runs.push(await runEngine({ ...work, round, ...again }));
    }
    kills += runs.filter((run) => run.wasKilled).length;
    busy += runs.filter((run) => run.wasBusy).length;
    facts += told.length;
    const context = `${scenario.name}, round ${round}, killed after ${Math.round(killAfterMillis)} ms, seed ${seed}`;
    await withMatter(place, async (stage) => {
      await scenario.check(stage, told, round);
      await expectWhole(stage);
    }).catch((error: unknown) => {
      throw new Error(`After a kill (${context}): ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
  }
  expect(busy).toBeGreaterThan(0);
  return `${scenario.name}: ${kills} kills, ${busy} of them met a busy engine, ${facts} acknowledgements, 0 lost`;
}

describe('an engine that is killed', () => {
  it.each(crashScenarios.map((scenario) => [scenario.name, scenario] as const))(
    'loses nothing that it acknowledged: %s',
    { timeout: 60_000 + killsEach * 40_000 },
    async (_name, scenario) => {
      const place = makeTestPlace(`crash-${scenario.name}`);
      try {
        process.stdout.write(`${await killOver(scenario, place)} (seed ${seed})\n`);
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    },
  );
});
