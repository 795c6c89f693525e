import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import type { UnfinishedAnnotation } from '../../../../src-main/domain/unfinished-annotation.ts';
import { useDoors, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { benchStore } from '../../../playback/bench-store.ts';
import { framesText } from '../../../playback/time-text.ts';
import { dropUnfinished, keepUnfinished } from '../../../session/unfinished.ts';
import { Button } from '../../../ui/button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showNotice } from '../../../ui/toast-store.ts';
import styles from './unfinished-strip.module.css';

type UnfinishedStripProps = { readonly bench: Bench; readonly annotations: readonly Annotation[] };

/** Forms of this recording that were begun and not recorded: what was typed is here until it is recorded or discarded. */
export function UnfinishedStrip({ bench, annotations }: UnfinishedStripProps): ReactNode {
  const all = useEngineQuery('unfinished.list', {}).data ?? [];
  const here = all.filter(({ footageId }) => footageId === bench.footageId);
  if (here.length === 0) {
    return null;
  }
  return (
    <ul className={styles['strip']} aria-label="Not recorded yet">
      {here.map((one) => (
        <li key={one.annotationId ?? 'new'} className={styles['line']}>
          <UnfinishedLine bench={bench} unfinished={one} annotations={annotations} />
        </li>
      ))}
    </ul>
  );
}

type UnfinishedLineProps = UnfinishedStripProps & { readonly unfinished: UnfinishedAnnotation };

function UnfinishedLine({ bench, unfinished, annotations }: UnfinishedLineProps): ReactNode {
  const doors = useDoors();
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const { annotationId, typed } = unfinished;
  const { span, values } = typed;
  const code = annotations.find(({ id }) => id === annotationId)?.code ?? values.code;
  const what = annotationId === null ? 'New annotation' : `Changes to ${code ?? 'an annotation'}`;

  function goOn(): void {
    if (annotationId !== null) {
      benchStore.getState().set({ selectedId: annotationId, composing: { kind: 'revise', id: annotationId } });
      return;
    }
    bench.playhead.update({ inFrame: span.inFrame as FrameNumber, outFrame: span.outFrame as FrameNumber });
    bench.transport.jumpTo(span.inFrame);
    benchStore.getState().set({ composing: { kind: 'new' } });
  }

  function discard(): void {
    dropUnfinished(doors, unfinished);
    showNotice(`${what} discarded.`, 'unfinished', {
      label: 'Bring back',
      run: () => keepUnfinished(doors, unfinished),
    });
  }

  return (
    <>
      <p className={styles['words']}>
        <strong>Not recorded yet.</strong> {what}, {framesText(span)}
        {values.observation.trim() === '' ? null : (
          <span className={styles['text']}>
            <PlainText text={values.observation.slice(0, 300)} isOneLine />
          </span>
        )}
      </p>
      {isReadOnly ? null : (
        <span className={styles['actions']}>
          <Button size="small" onPress={goOn} aria-label={`Go on: ${what}`}>
            Go on
          </Button>
          <Button size="small" variant="quiet" onPress={discard} aria-label={`Discard: ${what}`}>
            Discard
          </Button>
        </span>
      )}
    </>
  );
}
