import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { clearMarks, spanForAnnotation } from '../../../playback/bench-actions.ts';
import { benchStore, type Composing } from '../../../playback/bench-store.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { namedCodes } from '../../../ui/code-name.ts';
import { showNotice, showSuccess } from '../../../ui/toast-store.ts';
import { type AfterRecording, AnnotationForm } from './annotation-form.tsx';
import { lacksContext } from './context-within.ts';
import { type DraftKey, draftOf, emptyForm, type FormValues, formOf, keepDraft } from './draft-store.ts';
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

/** Keeps what was typed together with the frames it is about. */
function keep(key: DraftKey, bench: Bench, values: FormValues): void {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  keepDraft(key, { values, span: { inFrame, outFrame } });
}

function markSpan(bench: Bench, span: { readonly inFrame: number | null; readonly outFrame: number | null }): void {
  bench.playhead.update({
    inFrame: span.inFrame as FrameNumber | null,
    outFrame: span.outFrame as FrameNumber | null,
  });
}

/** The form at work: adds a new annotation, or revises one that is there. */
export function AnnotationComposer({ composing, annotations, ...rest }: AnnotationComposerProps): ReactNode {
  const revised = composing.kind === 'revise' ? annotations.find(({ id }) => id === composing.id) : undefined;
  return revised === undefined ? (
    <NewAnnotation
      {...rest}
      annotations={annotations}
      wantedCode={composing.kind === 'new' ? composing.code : undefined}
    />
  ) : (
    <RevisedAnnotation key={revised.id} {...rest} annotations={annotations} revised={revised} />
  );
}

type PartProps = Omit<AnnotationComposerProps, 'composing'>;

function RevisedAnnotation({
  bench,
  codebook,
  annotations,
  revised,
}: PartProps & { readonly revised: Annotation }): ReactNode {
  const revise = useEngineMutation('annotations.revise');
  const key: DraftKey = `revise:${revised.id}@${revised.revision}`;
  // Of the revision that the form was opened for; a newer one starts from what it says.
  const [kept] = useState(() => ({ key, draft: draftOf(key) }));
  const draft = kept.key === key ? kept.draft : null;
  const keptSpan = draft?.span ?? revised.span;

  useEffect(() => markSpan(bench, keptSpan), [bench, keptSpan]);

  function leave(): void {
    clearMarks(bench);
    close();
  }

  return (
    <AnnotationForm
      key={key}
      bench={bench}
      codebook={codebook}
      annotations={annotations}
      title="Edit annotation"
      saveLabel="Record the changes"
      initial={draft?.values ?? formOf(revised)}
      isPending={revise.isPending}
      error={revise.error}
      hasNext={false}
      onValues={(values) => {
        keep(key, bench, values);
        // Only what failed is cleared: one under way must still be heard of, or it would be recorded twice.
        if (revise.isError) {
          revise.reset();
        }
      }}
      onCancel={() => {
        keepDraft(key, null);
        leave();
      }}
      onSave={(values) => {
        const changes = { ...spanForAnnotation(bench), ...contentsOf(values, attributesOf(codebook, values)) };
        revise.mutate(
          { id: revised.id, revision: revised.revision, changes },
          {
            onSuccess: () => {
              keepDraft(key, null);
              showSuccess('Changes recorded.');
              leave();
            },
          },
        );
      }}
    />
  );
}

type NewAnnotationProps = PartProps & {
  /** The code that the form was opened with, if any. */
  readonly wantedCode: string | undefined;
};

function NewAnnotation({ bench, codebook, annotations, wantedCode }: NewAnnotationProps): ReactNode {
  const add = useEngineMutation('annotations.add');
  const key: DraftKey = `new:${bench.footageId}`;
  // A new form, with the focus in its code, for every annotation recorded with "next".
  const [recordedCount, setRecordedCount] = useState(0);
  const takeUpDraft = useEffectEvent(() => {
    const draft = draftOf(key);
    const { inFrame, outFrame } = spanForAnnotation(bench);
    // Frames that were marked by hand are meant; a single one is where the picture happened to be.
    if (draft !== null && draft.values.observation.trim() !== '' && outFrame - inFrame === 1) {
      markSpan(bench, draft.span);
    }
  });
  useEffect(() => takeUpDraft(), []);

  function recorded(annotation: Annotation, after: AfterRecording): void {
    keepDraft(key, null);
    clearMarks(bench);
    showSuccess('Annotation recorded.');
    if (lacksContext(annotation, annotations, namedCodes(codebook))) {
      subjectDesk.getState().set({ contextAskedFor: annotation.id });
    }
    if (after === 'next') {
      markSpan(bench, spanForAnnotation(bench));
      benchStore.getState().set({ selectedId: annotation.id, composing: { kind: 'new' } });
      setRecordedCount((count) => count + 1);
    } else {
      benchStore.getState().set({ composing: { kind: 'nothing' }, selectedId: annotation.id });
    }
  }

  return (
    <AnnotationForm
      key={`${recordedCount} ${wantedCode ?? ''}`}
      bench={bench}
      codebook={codebook}
      annotations={annotations}
      title="New annotation"
      saveLabel="Record"
      initial={withCode(draftOf(key)?.values ?? emptyForm, wantedCode)}
      isPending={add.isPending}
      error={add.error}
      hasNext
      onValues={(values) => {
        keep(key, bench, values);
        // Only what failed is cleared: one under way must still be heard of, or it would be recorded twice.
        if (add.isError) {
          add.reset();
        }
      }}
      onCancel={() => {
        const text = draftOf(key)?.values.observation ?? '';
        if (text.trim() !== '') {
          showNotice('Your text is kept. It is there again when you annotate this recording.');
        }
        close();
      }}
      onSave={(values, after) => {
        add.mutate(draftFor(bench.footageId, spanForAnnotation(bench), values, attributesOf(codebook, values)), {
          onSuccess: (annotation) => recorded(annotation, after),
        });
      }}
    />
  );
}
