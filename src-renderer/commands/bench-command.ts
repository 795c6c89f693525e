import type { Bench } from '../playback/bench.ts';
import { benchStore } from '../playback/bench-store.ts';
import {
  type Command,
  type CommandContext,
  type CommandState,
  defineCommand,
  isOnBench,
  isWritable,
} from './command.ts';

export type BenchCommand = Omit<Command, 'run' | 'when'> & {
  /** The matter must not be read-only. */
  readonly isChange?: boolean;
  /** Further conditions, once a recording is on the bench. */
  readonly applies?: () => boolean;
  run(bench: Bench, context: CommandContext): void | Promise<void>;
};

/** A command that needs a recording on the bench. */
export function onBench({ run, isChange = false, applies, ...command }: BenchCommand): Command {
  return defineCommand({
    ...command,
    when: (state: CommandState) =>
      isOnBench(state) &&
      benchStore.getState().bench !== null &&
      (!isChange || isWritable(state)) &&
      (applies === undefined || applies()),
    run: (context) => {
      const { bench } = benchStore.getState();
      return bench === null ? undefined : run(bench, context);
    },
  });
}
