import { ClockArrowUp, LockKeyhole, ScanSearch, SkipBack, SkipForward } from 'lucide-react';
import { AppError } from '../../src-main/domain/app-error.ts';
import { unwatchedRanges } from '../../src-main/domain/coverage.ts';
import { isEnded, type Job } from '../../src-main/domain/job.ts';
import type { EngineDoor } from '../engine/engine-door.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import type { Direction } from '../playback/neighbours.ts';
import { changeSetting } from '../session/use-setting.ts';
import { countOf } from '../ui/date-text.ts';
import { showError, showNotice, showSuccess } from '../ui/toast-store.ts';
import { type Command, type CommandContext, defineCommand, hasMatter, isOnBench, isWritable } from './command.ts';

async function goToUnwatched(bench: Bench, { engine }: CommandContext, direction: Direction): Promise<void> {
  const { ranges, frameCount } = await engine.call('coverage.show', { footageId: bench.footageId });
  const holes = unwatchedRanges(ranges, frameCount);
  const here = currentFrame(bench);
  const hole =
    direction === 'next'
      ? holes.find(({ inFrame }) => inFrame > here)
      : holes.findLast(({ outFrame }) => outFrame <= here);
  if (hole !== undefined) {
    bench.transport.jumpTo(hole.inFrame);
    return;
  }
  showNotice(
    holes.length === 0
      ? 'Every frame of this recording has been watched.'
      : `No unwatched stretch ${direction === 'next' ? 'begins after' : 'ends before'} this frame; ${countOf(holes.length, 'stretch', 'stretches')} in all.`,
    'coverage',
  );
}

function onBench(
  command: Omit<Command, 'run' | 'when' | 'group'>,
  run: (bench: Bench, context: CommandContext) => void | Promise<void>,
): Command {
  return defineCommand({
    ...command,
    group: 'Playback',
    when: (state) => isOnBench(state) && benchStore.getState().bench !== null,
    run: (context) => {
      const { bench } = benchStore.getState();
      return bench === null ? undefined : run(bench, context);
    },
  });
}

/** Resolves with the job once it has ended. */
function whenEnded(engine: EngineDoor, job: Job): Promise<Job> {
  return new Promise((resolve) => {
    const stop = engine.on('job.changed', (changed) => {
      if (changed.id === job.id && isEnded(changed)) {
        stop();
        resolve(changed);
      }
    });
  });
}

async function checkEveryLock({ engine }: CommandContext): Promise<void> {
  const job = await engine.call('locks.checkAll', {});
  showNotice('Decoding the pictures of every annotation to compare them…', 'locks');
  const { state } = await whenEnded(engine, job);
  const report = state === 'done' ? await engine.call('locks.report', { jobId: job.id }) : null;
  if (report === null) {
    return;
  }
  const { match, 'no-match': noMatch, 'cannot-check': unchecked, 'not-locked': pending } = report.counts;
  if (noMatch + unchecked > 0) {
    showError(
      new AppError(
        'proof-failed',
        `The pictures of ${countOf(noMatch, 'annotation')} do not match and those of ${countOf(unchecked, 'annotation')} cannot be checked. The results stand under Recording, Frame locks.`,
        { match, noMatch, cannotCheck: unchecked, notLocked: pending },
      ),
    );
  } else {
    showSuccess(
      `The pictures of ${countOf(match, 'annotation')} match${pending > 0 ? `; ${pending} not locked yet` : ''}.`,
    );
  }
}

/** Looking closely: the frame inspector, the clock, what was not watched yet, and frame locks. */
export const inspectionCommands: readonly Command[] = [
  onBench(
    {
      id: 'inspector.show',
      label: 'Frame inspector',
      icon: ScanSearch,
      synonyms: ['pts', 'time stamp', 'picture type', 'packet', 'hash', 'duplicate'],
      shortcuts: ['P'],
      menu: 'view',
    },
    (_bench, context) => {
      benchStore.getState().set({ composing: { kind: 'nothing' } });
      changeSetting(context, 'choices', (before) => ({ ...before, 'review-panel': 'frame' }));
    },
  ),
  defineCommand({
    id: 'clock.correct',
    label: 'Correct the source clock…',
    group: 'Playback',
    icon: ClockArrowUp,
    synonyms: ['wall clock', 'time of day', 'offset', 'UTC'],
    shortcuts: [],
    when: (state) => isOnBench(state) && isWritable(state) && benchStore.getState().bench !== null,
    run: () => benchStore.getState().set({ isClockOpen: true }),
  }),
  onBench(
    {
      id: 'coverage.next-unwatched',
      label: 'Go to the next unwatched stretch',
      icon: SkipForward,
      synonyms: ['coverage', 'not seen', 'hole'],
      shortcuts: ['U'],
    },
    (bench, context) => goToUnwatched(bench, context, 'next'),
  ),
  onBench(
    {
      id: 'coverage.previous-unwatched',
      label: 'Go to the previous unwatched stretch',
      icon: SkipBack,
      shortcuts: ['Shift+U'],
    },
    (bench, context) => goToUnwatched(bench, context, 'previous'),
  ),
  defineCommand({
    id: 'locks.check-all',
    label: 'Check every frame lock of this matter',
    group: 'Matter',
    icon: LockKeyhole,
    synonyms: ['verify pictures', 'hash', 'integrity'],
    shortcuts: [],
    when: hasMatter,
    run: checkEveryLock,
  }),
];
