import type { Arguments } from '../arguments.ts';
import type { CliSession } from '../session.ts';

/** What a verb says: one value for scripts (`--json`), the same as text for people, and the exit code when it is not 0. */
export type Outcome = { readonly value: unknown; readonly text: string; readonly exitCode?: number };

export type Verb = {
  /** The words that name it; `run` gets the words after them. */
  readonly words: readonly string[];
  run(session: CliSession, given: Arguments): Promise<Outcome>;
};

/** Lines of text, each ended. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
