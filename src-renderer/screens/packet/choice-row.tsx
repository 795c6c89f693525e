import type { ReactNode } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CodeDot } from '../../ui/code-dot.tsx';
import type { CodeKind } from '../../ui/code-name.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './choice-row.module.css';
import type { PacketChoice } from './packet-choices.ts';

/** The code of an annotation as a badge: hue, shape and id. */
export function CodeBadge({ code, kind }: { readonly code: string; readonly kind: CodeKind | null }): ReactNode {
  if (kind === null) {
    return <Badge>{code}</Badge>;
  }
  return (
    <Badge tone={kind} icon={<CodeDot kind={kind} />}>
      {code}
    </Badge>
  );
}

type ChoiceRowProps = {
  readonly choice: PacketChoice;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
};

/** One annotation to take along or leave. */
export function ChoiceRow({ choice, isChosen, onChange }: ChoiceRowProps): ReactNode {
  const { annotation, title, kind, footageName } = choice;
  const { inFrame, outFrame } = annotation.span;
  return (
    <div className={styles['row']}>
      <Checkbox
        isSelected={isChosen}
        onChange={onChange}
        aria-label={`${title}, frames ${inFrame} to ${outFrame - 1} of ${footageName}`}
      />
      <div className={styles['words']}>
        <div className={styles['line']}>
          <CodeBadge code={annotation.code} kind={kind} />
          <span className={styles['title']}>{title}</span>
        </div>
        <p className={styles['observation']}>
          <PlainText text={annotation.observation} isProse />
        </p>
        <div className={styles['facts']}>
          <PlainText text={footageName} isOneLine />
          <span className={styles['frames']}>
            frames {inFrame.toLocaleString('en-US')}–{(outFrame - 1).toLocaleString('en-US')}
          </span>
          {annotation.allegation === null ? null : (
            <span className={styles['alleged']}>
              alleged by <PlainText text={annotation.allegation.allegedBy} />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
