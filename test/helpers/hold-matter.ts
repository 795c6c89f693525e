import { openTestMatter, startTestEngine, testPassphrase, testReviewer } from './open-test-matter.ts';

/**
 * A program of its own for tests of the lock: `hold-matter.ts create PLACE` or `hold-matter.ts open FOLDER DATA`. Says on
 * standard output "open" once it holds the matter, or the code of the refusal, and then waits to be killed.
 */
const [verb, first = '', second = ''] = process.argv.slice(2);
try {
  if (verb === 'create') {
    await openTestMatter({ place: first });
  } else {
    await startTestEngine({ dataFolder: second }).client.call('matters.open', {
      folder: { path: first },
      passphrase: testPassphrase,
      reviewer: testReviewer,
    });
  }
  process.stdout.write('open\n');
  setInterval(() => undefined, 1000);
} catch (thrown) {
  process.stdout.write(`${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)}\n`);
}
