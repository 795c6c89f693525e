import type { EngineClient } from '../../../src-main/contract/client.ts';
import type { OpenMatter } from '../../../src-main/engine/matters/open-matter.ts';

/** What the engine answered before it was killed: it must be there afterwards. One JSON value each. */
export type Acknowledgement = Readonly<Record<string, string | number>>;

export type CrashStage = {
  readonly client: EngineClient;
  readonly matter: OpenMatter;
  /** A folder beside the matter for this scenario's own files. */
  readonly workFolder: string;
};

/**
 * One kind of work that is killed at random moments. `prepare` and `check` run in the test; `work` runs in the engine
 * that is killed, and tells each acknowledgement at once.
 */
export type CrashScenario = {
  readonly name: string;
  /** Once, before the first kill. */
  prepare(stage: CrashStage): Promise<void>;
  /** Before each round, in the test, with no matter open: files for the round. */
  arrange(workFolder: string, round: number): void;
  work(stage: CrashStage & { readonly round: number }, tell: (fact: Acknowledgement) => void): Promise<void>;
  /** After each kill, with the matter open again and its jobs at rest. Throws when something acknowledged is missing. */
  check(stage: CrashStage, told: readonly Acknowledgement[], round: number): Promise<void>;
};
