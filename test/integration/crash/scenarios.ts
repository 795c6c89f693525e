import type { CrashScenario } from './crash-scenario.ts';
import { handOverScenario } from './hand-over-scenario.ts';
import { ingestScenario } from './ingest-scenario.ts';
import { lockScenario } from './lock-scenario.ts';
import { oneFileScenario } from './one-file-scenario.ts';
import { sealScenario } from './seal-scenario.ts';

/** Every kind of work that is killed; the kills are shared out evenly. */
export const crashScenarios: readonly CrashScenario[] = [ingestScenario, sealScenario, lockScenario, handOverScenario];

/** Found by name in the engine that is killed. */
export function findScenario(name: string): CrashScenario {
  const scenario = [...crashScenarios, oneFileScenario].find((each) => each.name === name);
  if (scenario === undefined) {
    throw new Error(`There is no scenario ${name}.`);
  }
  return scenario;
}
