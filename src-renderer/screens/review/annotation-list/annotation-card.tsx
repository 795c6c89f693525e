import { History, Pencil, Stamp, Trash2, Undo2, Users } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import type { Timebase } from '../../../../src-main/domain/time.ts';
import { ptsToMicros } from '../../../../src-main/domain/time.ts';
import { makeExhibitsOf } from '../../../commands/make-exhibits.ts';
import { useDoors } from '../../../engine/use-engine.ts';
import { benchStore, useBench } from '../../../playback/bench-store.ts';
import { countText, lengthText, ptsText } from '../../../playback/time-text.ts';
import { Badge } from '../../../ui/badge.tsx';
import edge from '../../../ui/code-edge.module.css';
import type { NamedCode } from '../../../ui/code-name.ts';
import { cx } from '../../../ui/cx.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showError } from '../../../ui/toast-store.ts';
import { FrameLockNote } from '../frame-readout/frame-lock-note.tsx';
import styles from './annotation-list.module.css';

/** What a press with Shift or Ctrl means for the selection. */
export type SelectionKeys = { readonly isRange: boolean; readonly isAdding: boolean };

type AnnotationCardProps = {
  readonly annotation: Annotation;
  /** Null when the codebook does not have the code any more. */
  readonly known: NamedCode | null;
  readonly timebase: Timebase;
  /** Codes of the context over the same span, ready to read; texts compare by what they say, so the card stays as it is. */
  readonly contextCodes: string;
  /** Pseudonyms of the subjects it names, ready to read. */
  readonly subjectNames: string;
  readonly isReadOnly: boolean;
  readonly onSelect: (annotation: Annotation, keys: SelectionKeys) => void;
  readonly onHistory: (annotation: Annotation) => void;
};

/** Frames of a span in words: both ends belong to it. */
export function spanText({ span }: Annotation, timebase: Timebase): string {
  const count = span.outFrame - span.inFrame;
  const length = ptsToMicros(span.outPts, timebase) - ptsToMicros(span.inPts, timebase);
  const frames =
    count === 1
      ? `Frame ${countText(span.inFrame)}`
      : `Frames ${countText(span.inFrame)} to ${countText(span.outFrame - 1)}`;
  return `${frames} · ${ptsText(span.inPts, timebase)} · ${lengthText(length)}`;
}

/** Reads for itself whether it is selected: choosing another annotation draws two cards, not the list. */
export const AnnotationCard = memo(function Card(props: AnnotationCardProps): ReactNode {
  const { annotation, known, timebase, contextCodes, subjectNames, isReadOnly, onSelect, onHistory } = props;
  const isSelected = useBench(({ selectedIds }) => selectedIds.includes(annotation.id));
  // The one of several selected that the keys act on.
  const isPrimary = useBench(({ selectedId }) => selectedId === annotation.id);
  const isWithdrawn = annotation.state === 'withdrawn';
  const title = known?.title ?? annotation.code;
  const { id } = annotation;
  return (
    <article
      className={cx(
        styles['card'],
        edge['edge'],
        known !== null && edge[known.group.kind],
        isSelected && styles['selected'],
        isPrimary && styles['primary'],
      )}
      aria-label={`${title}, ${spanText(annotation, timebase)}`}
      aria-current={isSelected ? 'true' : undefined}
    >
      <PlainButton
        className={styles['select'] ?? ''}
        aria-label={`Show ${title}`}
        onPress={({ shiftKey, ctrlKey, metaKey }) =>
          onSelect(annotation, { isRange: shiftKey, isAdding: ctrlKey || metaKey })
        }
        preventFocusOnPress
      />
      <header className={styles['head']}>
        <h3 className={styles['name']}>
          {title} <span className={styles['id']}>{annotation.code}</span>
        </h3>
        {isWithdrawn ? <Badge icon={<Undo2 aria-hidden="true" />}>Withdrawn</Badge> : null}
        <span className={styles['actions']}>
          <IconButton label="History of this annotation" size="small" onPress={() => onHistory(annotation)}>
            <History aria-hidden="true" />
          </IconButton>
          {isWithdrawn || isReadOnly ? null : (
            <>
              <IconButton
                label="Edit this annotation"
                size="small"
                onPress={() => benchStore.getState().set({ selectedId: id, composing: { kind: 'revise', id } })}
              >
                <Pencil aria-hidden="true" />
              </IconButton>
              <MakeExhibitButton id={id} />
              <IconButton
                label="Withdraw this annotation"
                size="small"
                onPress={() => benchStore.getState().set({ withdrawingId: id })}
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            </>
          )}
        </span>
      </header>
      <p className={styles['where']}>{spanText(annotation, timebase)}</p>
      <p className={cx(styles['body'], isWithdrawn && styles['struck'])}>
        <PlainText text={annotation.observation} isProse />
      </p>
      {annotation.allegation === null ? null : (
        <p className={styles['allegation']}>
          <strong>
            Alleged by <PlainText text={annotation.allegation.allegedBy} />:
          </strong>{' '}
          <PlainText text={annotation.allegation.text} isProse />
        </p>
      )}
      {subjectNames === '' ? null : (
        <p className={styles['subjects']}>
          <Users className={styles['subjectsIcon']} role="img" aria-label="Subjects" />
          <PlainText text={subjectNames} isOneLine />
        </p>
      )}
      {contextCodes === '' ? null : <p className={styles['beside']}>Context in the same span: {contextCodes}</p>}
      <FrameLockNote annotation={annotation} isSelected={isSelected} />
    </article>
  );
});

function MakeExhibitButton({ id }: { readonly id: AnnotationId }): ReactNode {
  const doors = useDoors();
  return (
    <IconButton
      label="Make an exhibit of this annotation"
      size="small"
      onPress={() => {
        makeExhibitsOf(doors, [id]).catch((thrown: unknown) => showError(toAppError(thrown)));
      }}
    >
      <Stamp aria-hidden="true" />
    </IconButton>
  );
}
