import { FileText, ShieldQuestion, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { CallInput } from '../../../src-main/contract/api.ts';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { Timebase } from '../../../src-main/domain/time.ts';
import type { FacetNaming } from '../../filter/facet-words.ts';
import { useFound } from '../../filter/use-found.ts';
import { countText, ptsText } from '../../playback/time-text.ts';
import { Badge } from '../../ui/badge.tsx';
import edge from '../../ui/code-edge.module.css';
import type { NamedCode } from '../../ui/code-name.ts';
import { cx } from '../../ui/cx.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './annotations-screen.module.css';

/** How many annotations are asked for at once while scrolling. */
export const pageSize = 100;

type FoundAnnotationProps = {
  readonly request: CallInput<'annotations.search'>;
  readonly at: number;
  readonly known: ReadonlyMap<string, NamedCode>;
  readonly naming: FacetNaming;
  readonly timebases: ReadonlyMap<string, Timebase>;
  readonly hasRecordingName: boolean;
  readonly isActive: boolean;
  /** Counts up when the keys should go to this row. */
  readonly focusWish: number;
  readonly onOpen: (annotation: Annotation) => void;
  readonly onActive: () => void;
};

/** One annotation of the matter: what, where, what is seen, and that something is alleged. Opens on the bench. */
export function FoundAnnotation(props: FoundAnnotationProps): ReactNode {
  const { request, at, known, naming, timebases, isActive, focusWish, onOpen, onActive } = props;
  const page = Math.floor(at / pageSize);
  const { data, isPlaceholderData } = useFound({ ...request, offset: page * pageSize, limit: pageSize });
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isActive && focusWish > 0) {
      button.current?.focus({ preventScroll: true });
    }
  }, [isActive, focusWish]);
  const annotation = isPlaceholderData && page > 0 ? undefined : data?.annotations[at - page * pageSize];
  if (annotation === undefined) {
    return <div className={styles['waiting']} aria-busy="true" />;
  }
  const code = known.get(annotation.code) ?? null;
  const title = code?.title ?? annotation.code;
  const timebase = timebases.get(annotation.footageId);
  const { inFrame, outFrame, inPts } = annotation.span;
  const frames =
    outFrame - inFrame === 1
      ? `Frame ${countText(inFrame)}`
      : `Frames ${countText(inFrame)} to ${countText(outFrame - 1)}`;
  const where = timebase === undefined ? frames : `${ptsText(inPts, timebase)} · ${frames}`;
  const subjects = naming.standingNames(annotation.subjectIds);
  return (
    <PlainButton
      ref={button}
      className={cx(styles['row'], edge['edge'], code !== null && edge[code.group.kind])}
      excludeFromTabOrder={!isActive}
      onPress={() => onOpen(annotation)}
      onFocus={onActive}
    >
      <span className={styles['head']}>
        <span className={styles['name']}>
          {title} <span className={styles['id']}>{annotation.code}</span>
        </span>
        {annotation.state === 'withdrawn' ? <Badge icon={<Undo2 aria-hidden="true" />}>Withdrawn</Badge> : null}
        {annotation.isExculpatory ? (
          <Badge tone="context" icon={<ShieldQuestion aria-hidden="true" />}>
            Exculpatory
          </Badge>
        ) : null}
        {annotation.allegation === null ? null : <Badge icon={<FileText aria-hidden="true" />}>Allegation</Badge>}
      </span>
      <span className={styles['where']}>
        {props.hasRecordingName ? <PlainText text={naming.footage.get(annotation.footageId) ?? ''} isOneLine /> : null}
        <span>{where}</span>
        {subjects.length === 0 ? null : <PlainText text={subjects.join(', ')} isOneLine />}
      </span>
      <span className={styles['words']}>
        <PlainText text={annotation.observation} isProse />
      </span>
    </PlainButton>
  );
}
