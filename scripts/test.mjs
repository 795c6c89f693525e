// npm test: sets up what is missing and runs every gate, also after one has failed. `npm test -- unit types` runs a part.
import { gates } from './gates/gates.mjs';
import { sumTallies, tallyLine, tallyOfGate } from './gates/tally.mjs';
import { ensureNpmPackages } from './runtime/npm-packages.mjs';
import { runMain, SetupError } from './runtime/project.mjs';
import { ensureSystemPackages, systemNeeds, testNeeds } from './runtime/system-packages.mjs';

await runMain(async () => {
  const chosen = chooseGates(process.argv.slice(2));
  await ensureSystemPackages([...systemNeeds, ...testNeeds]);
  await ensureNpmPackages();
  const outcomes = [];
  for (const gate of chosen) {
    process.stdout.write(`\n== ${gate.name}: ${gate.about}\n`);
    const startedAt = Date.now();
    const tally = await runGate(gate);
    outcomes.push({ name: gate.name, tally, seconds: (Date.now() - startedAt) / 1000 });
  }
  process.stdout.write('\n');
  for (const { name, tally, seconds } of outcomes) {
    process.stdout.write(`${name.padEnd(12)} ${tallyLine(tally)} in ${seconds.toFixed(1)} s\n`);
  }
  const sum = sumTallies(outcomes.map(({ tally }) => tally));
  process.stdout.write(`${tallyLine(sum)}\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
});

/** A gate that cannot even be set up has failed; the others still have something to say. @param {import('./gates/gates.mjs').Gate} gate */
async function runGate(gate) {
  try {
    return await gate.run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stdout.write(`${error.message}\n`);
    return tallyOfGate(1);
  }
}

/** @param {string[]} names none means all */
function chooseGates(names) {
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no gate named ${unknown.join(', ')}; choose from: ${gates.map((gate) => gate.name).join(' ')}`,
    );
  }
  return names.length === 0 ? gates : gates.filter((gate) => names.includes(gate.name));
}
