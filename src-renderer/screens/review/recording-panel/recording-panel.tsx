import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { FrameIndexSummary, RecordingFacts } from '../../../../src-main/domain/recording-facts.ts';
import { type Pts, ptsToMicros } from '../../../../src-main/domain/time.ts';
import type { Bench } from '../../../playback/bench.ts';
import { usePlayhead } from '../../../playback/bench-store.ts';
import { countText, ptsText, sourceClocksAt, utcText } from '../../../playback/time-text.ts';
import { mainVideo } from '../../../player/picture-size.ts';
import { Button } from '../../../ui/button.tsx';
import { DigestText } from '../../../ui/digest-text.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { CorrectedClock } from './corrected-clock-row.tsx';
import { CoverageGroup } from './coverage-group.tsx';
import { factRows, rateText } from './fact-rows.ts';
import { findingExtent, findingNames } from './finding-words.ts';
import { LockGroup } from './lock-group.tsx';
import { Group, Row } from './panel-rows.tsx';
import styles from './recording-panel.module.css';

type RecordingPanelProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly annotations: readonly Annotation[];
};

/** What the file says of itself, each clock with its basis, and everything odd about its timing. */
export function RecordingPanel({ bench, detail, annotations }: RecordingPanelProps): ReactNode {
  const { facts, index, footage } = detail;
  return (
    <section className={styles['panel']} aria-label="Recording facts">
      {facts === null ? null : <Clocks bench={bench} facts={facts} />}
      {index === null ? null : <Timing bench={bench} index={index} />}
      {index === null ? null : (
        <CoverageGroup bench={bench} hasSound={facts !== null && facts.mainAudioStream !== null} />
      )}
      {index === null ? null : <LockGroup bench={bench} annotations={annotations} />}
      <Group title="File">
        <Row name="Name">
          <PlainText text={footage.originalName} />
        </Row>
        <Row name="Found at">
          <PlainText text={footage.relativePath} />
        </Row>
        <Row name="Size">{countText(footage.byteCount)} bytes</Row>
        <Row name="Received">{utcText(footage.ingestedAt)}</Row>
        <Row name="SHA-256">
          <DigestText digest={footage.digest} label="SHA-256 of the original" />
        </Row>
      </Group>
      {facts === null
        ? null
        : factRows(facts).map((group) => (
            <Group key={group.title} title={group.title}>
              {group.rows.map((row) => (
                <Row key={row.name} name={row.name}>
                  <PlainText text={row.text} />
                </Row>
              ))}
            </Group>
          ))}
      <p className={styles['note']}>
        Read from the file by ffprobe{facts === null ? '' : ` ${facts.toolVersion}`}. These are statements of the file,
        not findings.
      </p>
    </section>
  );
}

function Clocks({ bench, facts }: { readonly bench: Bench; readonly facts: RecordingFacts }): ReactNode {
  const frame = usePlayhead(bench, (snapshot) => snapshot.shownFrame ?? snapshot.targetFrame);
  const micros = ptsToMicros((bench.index.pts[frame] ?? 0) as Pts, bench.index.timebase);
  const clocks = sourceClocksAt(facts, mainVideo(facts), { number: frame, micros });
  return (
    <Group title={`Clocks at frame ${countText(frame)}`}>
      <Row name="Media time">
        <span className={styles['value']}>{ptsText((bench.index.pts[frame] ?? 0) as Pts, bench.index.timebase)}</span>
        <span className={styles['basis']}>
          time stamp of the frame in the file ({countText(bench.index.pts[frame] ?? 0)} ticks of{' '}
          {bench.index.timebase.num}/{bench.index.timebase.den} s)
        </span>
      </Row>
      <CorrectedClock bench={bench} facts={facts} frame={frame} />
      {clocks.map((clock) => (
        <Row key={`${clock.basis} ${clock.text}`} name={clock.isDerived ? 'Source clock' : 'Stated'}>
          <span className={styles['value']}>
            <PlainText text={clock.text} />
          </span>
          <span className={styles['basis']}>{clock.basis}</span>
        </Row>
      ))}
      {clocks.length === 0 ? (
        <Row name="Note">
          <span className={styles['basis']}>
            The file states no time of recording. A clock in the picture, if any, is the only one it has.
          </span>
        </Row>
      ) : null}
      {clocks.length > 1 ? (
        <Row name="Note">
          <span className={styles['basis']}>
            These are the file’s own clocks, as it states them. They may disagree; a recorder may have marked local time
            as UTC, or the end of the recording as its start.
          </span>
        </Row>
      ) : null}
    </Group>
  );
}

const listedFindings = 50;

function Timing({ bench, index }: { readonly bench: Bench; readonly index: FrameIndexSummary }): ReactNode {
  return (
    <Group title="Frames">
      <Row name="Number of frames">
        {countText(index.frameCount)}
        <span className={styles['basis']}>
          {index.isCountVerified
            ? 'confirmed by decoding every frame'
            : 'read from the file; not yet confirmed by decoding'}
        </span>
      </Row>
      <Row name="Rate">
        {rateText(index)}
        <span className={styles['basis']}>
          {index.isConstantRate ? 'constant' : 'variable: steps between frames differ'}
        </span>
      </Row>
      <Row name="Key frames">{countText(index.keyFrameCount)}</Row>
      {index.findings.slice(0, listedFindings).map((finding) => (
        <Row key={`${finding.kind}-${finding.frame}`} name={findingNames[finding.kind]}>
          <span className={styles['link']}>
            <Button size="small" variant="quiet" onPress={() => bench.transport.jumpTo(finding.frame)}>
              Frame {countText(finding.frame)}
            </Button>
          </span>
          <span className={styles['basis']}>{findingExtent(finding, index.timebase)}</span>
        </Row>
      ))}
      {index.findingCount > listedFindings ? (
        <Row name="Note">
          <span className={styles['basis']}>
            {countText(index.findingCount)} findings in all; Alt+G goes from one to the next of the first{' '}
            {countText(index.findings.length)}.
          </span>
        </Row>
      ) : null}
    </Group>
  );
}
