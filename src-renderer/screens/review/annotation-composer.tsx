import { type ReactNode, useEffect } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { useEngineMutation } from '../../engine/use-engine.ts';
import type { Bench } from '../../playback/bench.ts';
import { clearMarks, spanForAnnotation } from '../../playback/bench-actions.ts';
import { benchStore, type Composing } from '../../playback/bench-store.ts';
import { namedCodes } from '../../ui/code-name.ts';
import { showNotice, showSuccess } from '../../ui/toast-store.ts';
import { AnnotationForm } from './annotation-form.tsx';
import { draftOf, type FormValues, formOf, keepDraft } from './draft-store.ts';
import { contentsOf, draftFor } from './form-check.ts';

type AnnotationComposerProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly composing: Exclude<Composing, { kind: 'nothing' }>;
  readonly annotations: readonly Annotation[];
};

function attributesOf(codebook: Codebook, values: FormValues) {
  return (values.code === null ? undefined : namedCodes(codebook).get(values.code)?.code.attributes) ?? [];
}

/** The text kept so far, with the code that the form was opened with. */
function withCode(values: FormValues, code: string | undefined): FormValues {
  return code === undefined || code === values.code ? values : { ...values, code, attributes: {} };
}

function close(): void {
  benchStore.getState().set({ composing: { kind: 'nothing' } });
}

/** The form at work: adds a new annotation, or revises one that is there. */
export function AnnotationComposer({ bench, codebook, composing, annotations }: AnnotationComposerProps): ReactNode {
  const add = useEngineMutation('annotations.add');
  const revise = useEngineMutation('annotations.revise');
  const revised = composing.kind === 'revise' ? annotations.find(({ id }) => id === composing.id) : undefined;

  const wantedCode = composing.kind === 'new' ? composing.code : undefined;
  const revisedSpan = revised?.span;
  useEffect(() => {
    if (revisedSpan !== undefined) {
      bench.playhead.update({ inFrame: revisedSpan.inFrame, outFrame: revisedSpan.outFrame });
    }
  }, [bench, revisedSpan]);

  if (revised !== undefined) {
    return (
      <AnnotationForm
        key={`${revised.id}@${revised.revision}`}
        bench={bench}
        codebook={codebook}
        title="Edit annotation"
        saveLabel="Record the changes"
        initial={formOf(revised)}
        isPending={revise.isPending}
        error={revise.error}
        onValues={() => revise.reset()}
        onCancel={() => {
          clearMarks(bench);
          close();
        }}
        onSave={(values) => {
          const changes = { ...spanForAnnotation(bench), ...contentsOf(values, attributesOf(codebook, values)) };
          revise.mutate(
            { id: revised.id, revision: revised.revision, changes },
            {
              onSuccess: () => {
                showSuccess('Changes recorded.');
                clearMarks(bench);
                close();
              },
            },
          );
        }}
      />
    );
  }
  return (
    <AnnotationForm
      key={`new ${wantedCode ?? ''}`}
      bench={bench}
      codebook={codebook}
      title="New annotation"
      saveLabel="Record"
      initial={withCode(draftOf(bench.footageId), wantedCode)}
      isPending={add.isPending}
      error={add.error}
      onValues={(values) => {
        keepDraft(bench.footageId, values);
        add.reset();
      }}
      onCancel={() => {
        const kept = draftOf(bench.footageId);
        if (kept.observation.trim() !== '') {
          showNotice('Your text is kept. It is there again when you annotate this recording.');
        }
        close();
      }}
      onSave={(values) => {
        add.mutate(draftFor(bench.footageId, spanForAnnotation(bench), values, attributesOf(codebook, values)), {
          onSuccess: (annotation) => {
            keepDraft(bench.footageId, null);
            clearMarks(bench);
            showSuccess('Annotation recorded.');
            benchStore.getState().set({ composing: { kind: 'nothing' }, selectedId: annotation.id });
          },
        });
      }}
    />
  );
}
