import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import { subjectDesk, useSubjectDesk } from '../../../playback/subject-desk.ts';
import { framesText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import type { NamedCode } from '../../../ui/code-name.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import styles from './context-prompt.module.css';
import { lacksContext } from './context-within.ts';

type ContextPromptProps = {
  readonly annotations: readonly Annotation[];
  readonly known: ReadonlyMap<string, NamedCode>;
};

function putAside(): void {
  subjectDesk.getState().set({ contextAskedFor: null });
}

/** Asked once after a conduct item was recorded with no context over it. Nothing waits for the answer. */
export function ContextPrompt({ annotations, known }: ContextPromptProps): ReactNode {
  const askedFor = useSubjectDesk((state) => state.contextAskedFor);
  const revise = useEngineMutation('annotations.revise');
  const add = useCommand('annotation.add-context');
  const annotation = askedFor === null ? undefined : annotations.find(({ id }) => id === askedFor);
  if (annotation === undefined || annotation.state === 'withdrawn' || !lacksContext(annotation, annotations, known)) {
    return null;
  }
  const { id, revision, span, code } = annotation;
  return (
    <section className={styles['prompt']} aria-label="Reviewed for context?">
      <p className={styles['words']} role="status">
        <strong>Reviewed for context?</strong> No context item lies over {code}, {framesText(span)}.
      </p>
      <div className={styles['actions']}>
        <Button size="small" onPress={add.run} preventFocusOnPress>
          Add context {add.shortcut === undefined ? null : <KeyHint shortcut={add.shortcut} />}
        </Button>
        <Button
          size="small"
          isDisabled={revise.isPending}
          preventFocusOnPress
          onPress={() => revise.mutate({ id, revision, changes: { isContextReviewed: true } }, { onSuccess: putAside })}
        >
          Yes, there is none
        </Button>
        <Button size="small" variant="quiet" onPress={putAside} preventFocusOnPress>
          Later
        </Button>
      </div>
      {revise.error === null ? null : <ErrorNote error={revise.error} />}
    </section>
  );
}
