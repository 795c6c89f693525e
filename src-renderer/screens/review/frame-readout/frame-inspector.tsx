import { type ReactNode, useEffect, useState } from 'react';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { usePlayhead } from '../../../playback/bench-store.ts';
import { isSettled } from '../../../playback/playhead.ts';
import { countText } from '../../../playback/time-text.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { cx } from '../../../ui/cx.ts';
import { DigestText } from '../../../ui/digest-text.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Group, Row } from '../recording-panel/panel-rows.tsx';
import panelStyles from '../recording-panel/recording-panel.module.css';
import styles from './frame-inspector.module.css';
import {
  decodedRows,
  findingRows,
  frameRows,
  type InspectorRow,
  inspectorText,
  statedFieldOrder,
} from './inspector-rows.ts';

type FrameInspectorProps = { readonly bench: Bench; readonly detail: FootageDetail };

/** The decoder is asked when the picture has stood this long, so that stepping is not slowed down. */
const settleMillis = 120;

/** The frame once the playhead has stood on it for a moment; null while it moves. */
function useSettledFrame(frame: FrameNumber | null): FrameNumber | null {
  const [settled, setSettled] = useState<FrameNumber | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(frame), settleMillis);
    return () => clearTimeout(timer);
  }, [frame]);
  return settled === frame ? settled : null;
}

/** Everything that is known of the frame on the stage; what decoding tells follows a moment later. */
export function FrameInspector({ bench, detail }: FrameInspectorProps): ReactNode {
  const { footageId, index } = bench;
  const standing = usePlayhead(bench, (snapshot) => (isSettled(snapshot) ? snapshot.shownFrame : null));
  const [newest, setNewest] = useState<FrameNumber | null>(null);
  if (standing !== null && standing !== newest) {
    setNewest(standing);
  }
  const asked = useSettledFrame(standing);
  const frame = standing ?? newest;
  const inspection = useEngineQuery(
    'footage.inspectFrame',
    { footageId, frame: asked ?? 0 },
    { isEnabled: asked !== null },
  );
  const found = asked !== null && inspection.data?.frame === asked ? inspection.data : undefined;
  const earlier = useEngineQuery(
    'footage.inspectFrame',
    { footageId, frame: Math.max(0, (asked ?? 0) - 1) },
    { isEnabled: asked !== null && asked > 0 && found !== undefined },
  );
  const before = asked === 0 ? null : earlier.data?.frame === (asked ?? 0) - 1 ? earlier.data : undefined;

  if (frame === null) {
    return (
      <section className={panelStyles['panel']} aria-label="Frame inspector" aria-busy="true">
        <p className={panelStyles['note']}>The first picture is being prepared.</p>
      </section>
    );
  }
  const rows = frameRows(index, frame);
  const findings = findingRows(index, detail.index, frame);
  const decoded = found === undefined ? [] : decodedRows(found, before, statedFieldOrder(detail.facts));
  const { footage } = detail;
  const text = inspectorText(
    [`${footage.originalName}, stream ${index.stream}`, `SHA-256 of the original: ${footage.digest}`],
    [...rows, ...findings, ...decoded],
    found?.digest ?? null,
  );
  return (
    <section
      className={cx(panelStyles['panel'], standing === null && styles['moving'])}
      aria-label="Frame inspector"
      aria-busy={found === undefined && inspection.error === null}
      data-frame={frame}
    >
      <header className={styles['head']}>
        <span className={styles['frame']}>Frame {countText(frame)}</span>
        {standing === null ? <span className={styles['hint']}>settles when the picture stands</span> : null}
        <CopyButton text={text} label="Copy all of this as text" />
      </header>
      {findings.length === 0 ? null : (
        <Group title="Timing findings at this frame">
          <Rows rows={findings} />
        </Group>
      )}
      <Group title="In the file">
        <Rows rows={rows} />
      </Group>
      <Group title="When decoded">
        {inspection.error !== null && asked !== null ? (
          <ErrorNote error={inspection.error} title="This frame could not be decoded" />
        ) : found === undefined ? (
          <Rows rows={waitingRows} />
        ) : (
          <>
            <Rows rows={decoded} />
            <Row name="SHA-256">
              <DigestText digest={found.digest} label="SHA-256 of the decoded picture" />
            </Row>
          </>
        )}
      </Group>
    </section>
  );
}

/** Keep their places, so that nothing jumps when the answer comes. */
const waitingRows: readonly InspectorRow[] = [
  'Picture type',
  'Scan',
  'Decoded as',
  'Repeats the frame before',
  'SHA-256',
].map((name) => ({ name, text: '…', more: '\u00a0' }));

function Rows({ rows }: { readonly rows: readonly InspectorRow[] }): ReactNode {
  return rows.map(({ name, text, more }) => (
    <Row key={name} name={name}>
      <span>{text}</span>
      {more === undefined ? null : <span className={panelStyles['basis']}>{more}</span>}
    </Row>
  ));
}
