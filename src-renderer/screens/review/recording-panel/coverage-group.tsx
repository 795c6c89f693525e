import { SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import {
  type Coverage,
  type CoverageAmounts,
  type FrameRange,
  unwatchedRanges,
} from '../../../../src-main/domain/coverage.ts';
import { endPtsOfFrame, type FrameIndex, ptsOfFrame } from '../../../../src-main/domain/frame-index.ts';
import { type FrameNumber, type Pts, ptsToMicros } from '../../../../src-main/domain/time.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { coverageKeeping } from '../../../playback/keep-coverage.ts';
import { countText, lengthText, utcText } from '../../../playback/time-text.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../../ui/date-text.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { shareText } from '../annotation-list/share-text.ts';
import { Group, Row } from './panel-rows.tsx';
import styles from './recording-panel.module.css';

type CoverageGroupProps = { readonly bench: Bench; readonly hasSound: boolean };

const listedStretches = 6;

/** Which of the recording was watched, by whom and how, and the way to what was not. */
export function CoverageGroup({ bench, hasSound }: CoverageGroupProps): ReactNode {
  const coverage = useEngineQuery('coverage.show', { footageId: bench.footageId });
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? false;
  const keeping = useStore(coverageKeeping);
  const next = useCommand('coverage.next-unwatched');
  if (coverage.error !== null) {
    return <ErrorNote error={coverage.error} title="What was watched could not be read" />;
  }
  if (coverage.data === undefined) {
    return null;
  }
  const { frameCount, ranges } = coverage.data;
  const holes = unwatchedRanges(ranges, frameCount);
  return (
    <>
      <Group title="Watched">
        <Amounts amounts={coverage.data} frameCount={frameCount} hasSound={hasSound} />
        <Row name="Unwatched">
          {holes.length === 0 ? 'nothing' : countOf(holes.length, 'stretch', 'stretches')}
          {holes.slice(0, listedStretches).map((hole) => (
            <Stretch key={hole.inFrame} bench={bench} hole={hole} />
          ))}
          {holes.length > listedStretches ? (
            <span className={styles['basis']}>and {countText(holes.length - listedStretches)} more</span>
          ) : null}
          {holes.length === 0 ? null : (
            <Button size="small" icon={<SkipForward />} onPress={next.run} isDisabled={!next.isEnabled}>
              Next unwatched stretch
            </Button>
          )}
        </Row>
        {coverage.data.reviewers.map((reviewer) => (
          <Reviewer key={reviewer.reviewerId} reviewer={reviewer} frameCount={frameCount} hasSound={hasSound} />
        ))}
      </Group>
      {isReadOnly ? (
        <p className={styles['note']}>This matter is open for reading only, so what is watched now is not recorded.</p>
      ) : keeping.state === 'failing' ? (
        <Banner tone="warning" title="What is watched now is not being recorded">
          {keeping.error?.message ?? ''} It is kept here and recorded as soon as that is possible.
        </Banner>
      ) : (
        <p className={styles['note']}>
          Counted are pictures that play put on the screen, and stills looked at for half a second or longer; not what a
          jump or a drag passed over.
        </p>
      )}
    </>
  );
}

type AmountsProps = {
  readonly amounts: CoverageAmounts;
  readonly frameCount: number;
  readonly hasSound: boolean;
};

function Amounts({ amounts, frameCount, hasSound }: AmountsProps): ReactNode {
  const { watchedFrames, normalSpeedFrames, soundFrames } = amounts;
  return (
    <>
      <Row name="By anyone">
        {shareText(watchedFrames, frameCount)}
        <span className={styles['basis']}>
          {countText(watchedFrames)} of {countText(frameCount)} frames
        </span>
      </Row>
      {watchedFrames === 0 ? null : (
        <>
          {normalSpeedFrames === watchedFrames ? null : (
            <Row name="Not faster than normal">{shareText(normalSpeedFrames, frameCount)}</Row>
          )}
          {hasSound ? <Row name="With sound">{shareText(soundFrames, frameCount)}</Row> : null}
        </>
      )}
    </>
  );
}

function stretchMicros(index: FrameIndex, hole: FrameRange): number {
  const end = ptsToMicros(endPtsOfFrame(index, (hole.outFrame - 1) as FrameNumber), index.timebase);
  return end - ptsToMicros(ptsOfFrame(index, hole.inFrame as FrameNumber) as Pts, index.timebase);
}

function Stretch({ bench, hole }: { readonly bench: Bench; readonly hole: FrameRange }): ReactNode {
  const isOneFrame = hole.outFrame - hole.inFrame === 1;
  return (
    <span className={styles['link']}>
      <Button size="small" variant="quiet" onPress={() => bench.transport.jumpTo(hole.inFrame)}>
        {isOneFrame
          ? `Frame ${countText(hole.inFrame)}`
          : `Frames ${countText(hole.inFrame)} to ${countText(hole.outFrame - 1)}`}{' '}
        · {lengthText(stretchMicros(bench.index, hole))}
      </Button>
    </span>
  );
}

type ReviewerProps = {
  readonly reviewer: Coverage['reviewers'][number];
  readonly frameCount: number;
  readonly hasSound: boolean;
};

function Reviewer({ reviewer, frameCount, hasSound }: ReviewerProps): ReactNode {
  const parts = [
    hasSound ? `with sound ${shareText(reviewer.soundFrames, frameCount)}` : '',
    countOf(reviewer.sittingCount, 'sitting'),
    `last ${utcText(reviewer.lastAt).slice(0, 16)} UTC`,
  ];
  return (
    <Row name={`${reviewer.name} (${reviewer.role})`}>
      {shareText(reviewer.watchedFrames, frameCount)}
      <span className={styles['basis']}>
        <PlainText text={parts.filter((part) => part !== '').join(', ')} />
      </span>
    </Row>
  );
}
