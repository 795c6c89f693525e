import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import {
  emptyForm,
  type FormSpan,
  type FormValues,
  isSameForm,
  isSameSpan,
  overNewer,
  type Statement,
  statementOf,
  type UnfinishedKey,
} from '../../../../src-main/domain/unfinished-annotation.ts';
import type { Doors } from '../../../engine/doors.ts';
import { useDoors, useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { clearMarks, spanForAnnotation } from '../../../playback/bench-actions.ts';
import { benchStore, type Composing } from '../../../playback/bench-store.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { dropUnfinished, keepUnfinished, unfinishedOf } from '../../../session/unfinished.ts';
import { namedCodes } from '../../../ui/code-name.ts';
import { showNotice, showSuccess } from '../../../ui/toast-store.ts';
import { type AfterRecording, AnnotationForm } from './annotation-form.tsx';
import { lacksContext } from './context-within.ts';
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

/** Away with the form, and only then with the marks: a form that is open always has frames. */
function close(bench: Bench): void {
  benchStore.getState().set({ composing: { kind: 'nothing' } });
  clearMarks(bench);
}

function markSpan(bench: Bench, span: FormSpan): void {
  bench.playhead.update({ inFrame: span.inFrame as FrameNumber, outFrame: span.outFrame as FrameNumber });
}

/** Whether a form says nothing that would be missed: a code by itself is chosen again in a moment. */
function isUntouched(typed: Statement, opened: Statement | null): boolean {
  return opened === null
    ? isSameForm({ ...typed.values, code: null }, emptyForm)
    : isSameForm(typed.values, opened.values) && isSameSpan(typed.span, opened.span);
}

/** Keeps what stands in a form at every change of it or of its frames, until it is forgotten. */
function useKeeping(bench: Bench, key: UnfinishedKey, opened: Statement | null, initial: FormValues) {
  const doors = useDoors();
  const newest = useRef(initial);
  function keep(values: FormValues): void {
    newest.current = values;
    const typed = { span: spanForAnnotation(bench), values };
    if (isUntouched(typed, opened)) {
      dropUnfinished(doors, key);
    } else {
      keepUnfinished(doors, { ...key, typed, opened });
    }
  }
  function forget(): void {
    newest.current = emptyForm;
    dropUnfinished(doors, key);
  }
  const onMarks = useEffectEvent(() => {
    if (benchStore.getState().composing.kind !== 'nothing') {
      keep(newest.current);
    }
  });
  useEffect(() => {
    newest.current = initial;
  }, [initial]);
  useEffect(() => {
    let before = bench.playhead.getSnapshot();
    return bench.playhead.subscribe(() => {
      const now = bench.playhead.getSnapshot();
      if (now.inFrame !== before.inFrame || now.outFrame !== before.outFrame) {
        before = now;
        onMarks();
      }
    });
  }, [bench]);
  return { keep, forget };
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

/** What the form of an annotation says for the revision that stands now: what was typed before goes on over it. */
function startOf(doors: Pick<Doors, 'cache'>, key: UnfinishedKey, revised: Annotation) {
  const opened = statementOf(revised);
  const kept = unfinishedOf(doors, key);
  const typed = kept === null ? opened : overNewer(kept.typed, kept.opened ?? opened, opened);
  return { revision: revised.revision, opened, typed };
}

function RevisedAnnotation({
  bench,
  codebook,
  annotations,
  revised,
}: PartProps & { readonly revised: Annotation }): ReactNode {
  const doors = useDoors();
  const revise = useEngineMutation('annotations.revise');
  const key: UnfinishedKey = { footageId: bench.footageId, annotationId: revised.id };
  const [start, setStart] = useState(() => startOf(doors, key, revised));
  if (start.revision !== revised.revision) {
    setStart(startOf(doors, key, revised));
  }
  const { opened, typed } = start;
  const { keep, forget } = useKeeping(bench, key, opened, typed.values);

  useEffect(() => markSpan(bench, typed.span), [bench, typed]);

  return (
    <AnnotationForm
      bench={bench}
      codebook={codebook}
      annotations={annotations}
      title="Edit annotation"
      saveLabel="Record the changes"
      initial={typed.values}
      blank={opened.values}
      blankLabel="As recorded"
      isPending={revise.isPending}
      error={revise.error}
      hasNext={false}
      onValues={(values) => {
        keep(values);
        // Only what failed is cleared: one under way must still be heard of, or it would be recorded twice.
        if (revise.isError) {
          revise.reset();
        }
      }}
      onCancel={() => {
        if (unfinishedOf(doors, key) !== null) {
          showNotice('Your changes are kept, not recorded. Above the list you can go on with them or discard them.');
        }
        close(bench);
      }}
      onSave={(values) => {
        const changes = { ...spanForAnnotation(bench), ...contentsOf(values, attributesOf(codebook, values)) };
        revise.mutate(
          { id: revised.id, revision: revised.revision, changes },
          {
            onSuccess: () => {
              forget();
              showSuccess('Changes recorded.');
              close(bench);
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
  const doors = useDoors();
  const add = useEngineMutation('annotations.add');
  const key: UnfinishedKey = { footageId: bench.footageId, annotationId: null };
  // A new form, with the focus in its code, for every annotation recorded with "next".
  const [recordedCount, setRecordedCount] = useState(0);
  const name = `${recordedCount} ${wantedCode ?? ''}`;
  const startHere = () => ({ name, values: withCode(unfinishedOf(doors, key)?.typed.values ?? emptyForm, wantedCode) });
  const [start, setStart] = useState(startHere);
  if (start.name !== name) {
    setStart(startHere());
  }
  const takeUpSpan = useEffectEvent(() => {
    const { inFrame, outFrame } = spanForAnnotation(bench);
    const kept = unfinishedOf(doors, key);
    // Frames that were marked by hand are meant; a single one is where the picture happened to be.
    if (kept !== null && outFrame - inFrame === 1) {
      markSpan(bench, kept.typed.span);
    }
  });
  useEffect(() => takeUpSpan(), []);
  const { keep, forget } = useKeeping(bench, key, null, start.values);

  function recorded(annotation: Annotation, after: AfterRecording): void {
    forget();
    showSuccess('Annotation recorded.');
    if (lacksContext(annotation, annotations, namedCodes(codebook))) {
      subjectDesk.getState().set({ contextAskedFor: annotation.id });
    }
    if (after === 'next') {
      clearMarks(bench);
      benchStore.getState().set({ selectedId: annotation.id, composing: { kind: 'new' } });
      setRecordedCount((count) => count + 1);
    } else {
      close(bench);
      benchStore.getState().set({ selectedId: annotation.id });
    }
  }

  return (
    <AnnotationForm
      key={name}
      bench={bench}
      codebook={codebook}
      annotations={annotations}
      title="New annotation"
      saveLabel="Record"
      initial={start.values}
      blank={emptyForm}
      blankLabel="Clear"
      isPending={add.isPending}
      error={add.error}
      hasNext
      onValues={(values) => {
        keep(values);
        // Only what failed is cleared: one under way must still be heard of, or it would be recorded twice.
        if (add.isError) {
          add.reset();
        }
      }}
      onCancel={() => {
        if (unfinishedOf(doors, key) !== null) {
          showNotice('Your text is kept. It is there again when you annotate this recording.');
        }
        const { inFrame, outFrame } = spanForAnnotation(bench);
        if (outFrame - inFrame === 1) {
          // Where the picture happened to be: left there, it would be the span of the next annotation, begun elsewhere.
          close(bench);
        } else {
          benchStore.getState().set({ composing: { kind: 'nothing' } });
        }
      }}
      onSave={(values, after) => {
        add.mutate(draftFor(bench.footageId, spanForAnnotation(bench), values, attributesOf(codebook, values)), {
          onSuccess: (annotation) => recorded(annotation, after),
        });
      }}
    />
  );
}
