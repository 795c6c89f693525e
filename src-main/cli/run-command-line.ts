import { toAppError } from '../domain/app-error.ts';
import { readArguments, UsageError } from './arguments.ts';
import { type CliSession, startSession } from './session.ts';
import { usage } from './usage.ts';
import { findVerb } from './verbs.ts';

/** Runs one command line and returns the exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  let session: CliSession | null = null;
  try {
    const given = readArguments(argv);
    if (given.flags.help === true || given.words.length === 0) {
      process.stdout.write(usage);
      return given.flags.help === true ? 0 : 2;
    }
    const verb = findVerb(given.words);
    session = startSession();
    const outcome = await verb.run(session, { ...given, words: given.words.slice(verb.words.length) });
    process.stdout.write(isJson ? `${JSON.stringify(outcome.value, null, 2)}\n` : outcome.text);
    return outcome.exitCode ?? 0;
  } catch (thrown) {
    const error = toAppError(thrown);
    process.stderr.write(`${error.message}\n`);
    if (isJson) {
      const { code, message, details } = error;
      process.stdout.write(`${JSON.stringify({ error: { code, message, details } }, null, 2)}\n`);
    }
    return thrown instanceof UsageError ? 2 : 1;
  } finally {
    await session?.close();
  }
}
