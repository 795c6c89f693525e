import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { AppError } from '../../../../src-main/domain/app-error.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import { type FormValues, isSameForm } from '../../../../src-main/domain/unfinished-annotation.ts';
import type { Bench } from '../../../playback/bench.ts';
import { Button } from '../../../ui/button.tsx';
import { namedCodes } from '../../../ui/code-name.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { focusFirstInvalid } from '../../../ui/focus-invalid.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { HintedTextField } from '../../../wording/hinted-text-field.tsx';
import { CodePicker } from '../code-picker/code-picker.tsx';
import { SubjectField } from '../subjects/subject-field.tsx';
import { AllegationFields } from './allegation-fields.tsx';
import styles from './annotation-form.module.css';
import { AttributeFields } from './attribute-fields.tsx';
import { ConfidenceFields } from './confidence-fields.tsx';
import { ContextFields } from './context-fields.tsx';
import { checkForm, type FormProblems } from './form-check.ts';
import { SpanFields } from './span-fields.tsx';

/** What becomes of the form once the annotation is recorded. */
export type AfterRecording = 'close' | 'next';

type AnnotationFormProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly annotations: readonly Annotation[];
  readonly title: string;
  readonly saveLabel: string;
  /** What the form says at first; given anew, it says that instead. */
  readonly initial: FormValues;
  /** What the form goes back to on demand, and what that is called. */
  readonly blank: FormValues;
  readonly blankLabel: string;
  readonly isPending: boolean;
  readonly error: AppError | null;
  /** Whether another annotation may follow at once; false while one is revised. */
  readonly hasNext: boolean;
  readonly onValues: (values: FormValues) => void;
  readonly onSave: (values: FormValues, after: AfterRecording) => void;
  readonly onCancel: () => void;
};

const noAttributes = [] as const;

/** One annotation: what is observed first; what is alleged apart from it, with who alleges it. Play goes on meanwhile. */
export function AnnotationForm(props: AnnotationFormProps): ReactNode {
  const { bench, codebook, annotations, title, saveLabel, initial, blank, isPending, error, hasNext, onCancel } = props;
  const [given, setGiven] = useState(initial);
  const [values, setValues] = useState(initial);
  if (given !== initial) {
    setGiven(initial);
    setValues(initial);
  }
  // What came from the engine meanwhile (a subject made while typing) must not overwrite what was typed.
  const newest = useRef(initial);
  useEffect(() => {
    newest.current = initial;
  }, [initial]);
  /** What stood in the form before it was cleared, so that it can be brought back. */
  const [setAside, setSetAside] = useState<FormValues | null>(null);
  const isBlank = isSameForm(values, blank);
  /** What the form was opened with, whatever is chosen later. */
  const [firstCode] = useState(initial.code);
  const [problems, setProblems] = useState<FormProblems | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const observation = useRef<HTMLTextAreaElement>(null);
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const code = values.code === null ? undefined : known.get(values.code);
  const attributes = code?.code.attributes ?? noAttributes;

  useEffect(() => {
    if (firstCode === null) {
      codeInput.current?.focus();
    } else {
      observation.current?.focus();
    }
  }, [firstCode]);

  function change(part: Partial<FormValues> | ((before: FormValues) => Partial<FormValues>)): void {
    const before = newest.current;
    const next = { ...before, ...(typeof part === 'function' ? part(before) : part) };
    newest.current = next;
    setValues(next);
    props.onValues(next);
    if (problems !== null) {
      setProblems(checkForm(next, known.get(next.code ?? '')?.code.attributes ?? noAttributes));
    }
  }

  function save(after: AfterRecording): void {
    const found = checkForm(newest.current, attributes);
    setProblems(found);
    if (found !== null) {
      focusFirstInvalid(form.current);
    } else if (!isPending) {
      props.onSave(newest.current, after);
    }
  }

  // Before any field hears it: a list that is open would keep Enter to itself. A form within this one records its own.
  function onKeyDownCapture(event: KeyboardEvent): void {
    const isOfInnerForm = event.target instanceof Element && event.target.closest('[data-keeps-enter]') !== null;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isOfInnerForm) {
      event.preventDefault();
      event.stopPropagation();
      save(event.shiftKey && hasNext ? 'next' : 'close');
    }
  }

  const dismiss = (key: string) => change((before) => ({ dismissedHints: [...before.dismissedHints, key] }));
  const attributeFields = (isRequired: boolean) => (
    <AttributeFields
      legend={`${isRequired ? 'Details' : 'Further details'} for code ${code?.code.id}`}
      attributes={attributes.filter((attribute) => attribute.isRequired === isRequired)}
      values={values.attributes}
      problems={problems?.attributes ?? {}}
      onChange={(changed) => change({ attributes: changed })}
    />
  );

  return (
    <form
      ref={form}
      className={styles['form']}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save('close');
      }}
      onKeyDownCapture={onKeyDownCapture}
    >
      <h2 className={styles['title']}>
        {title}
        <span className={styles['keys']}>
          <KeyHint shortcut="Mod+Enter" /> records it
        </span>
      </h2>
      <div className={styles['fields']}>
        <SpanFields bench={bench} />
        <CodePicker
          codebook={codebook}
          value={values.code}
          onChange={(chosen) =>
            change((before) => ({ code: chosen, attributes: chosen === before.code ? before.attributes : {} }))
          }
          error={problems?.code}
          inputRef={codeInput}
        />
        {attributeFields(true)}
        <HintedTextField
          field="observation"
          areaRef={observation}
          label="What is seen or heard"
          isRequired
          rows={4}
          value={values.observation}
          onChange={(text) => change({ observation: text })}
          error={problems?.observation}
          description="Present tense, no conclusions. Packets carry this."
          dismissed={values.dismissedHints}
          onDismiss={dismiss}
        />
        <SubjectField
          footageId={bench.footageId}
          value={values.subjectIds}
          onChange={(changeIds) => change((before) => ({ subjectIds: [...changeIds(before.subjectIds)] }))}
        />
        <ContextFields
          bench={bench}
          kind={code?.group.kind ?? null}
          annotations={annotations}
          known={known}
          values={values}
          onChange={change}
        />
        {attributeFields(false)}
        <ConfidenceFields
          value={values.confidence}
          basis={values.confidenceBasis}
          onChange={(confidence) => change({ confidence })}
          onBasis={(confidenceBasis) => change({ confidenceBasis })}
        />
        <AllegationFields values={values} problems={problems} onChange={change} onDismiss={dismiss} />
        <TextField
          label="Working note"
          rows={2}
          value={values.note}
          onChange={(note) => change({ note })}
          error={problems?.note}
          description="For the office only; it leaves in no packet."
        />
      </div>
      {error === null ? null : (
        <div className={styles['failure']}>
          <ErrorNote error={error} title="The annotation was not recorded" />
        </div>
      )}
      <footer className={styles['actions']}>
        <span className={styles['clear']}>
          {isBlank && setAside !== null ? (
            <Button variant="quiet" onPress={() => change(setAside)}>
              Bring back
            </Button>
          ) : (
            <Button
              variant="quiet"
              isDisabled={isBlank}
              onPress={() => {
                setSetAside(newest.current);
                change(blank);
              }}
            >
              {props.blankLabel}
            </Button>
          )}
        </span>
        <Button onPress={onCancel}>Close</Button>
        {hasNext ? (
          <Tooltip label="Record and start the next" shortcut="Mod+Shift+Enter" placement="top">
            <Button isDisabled={isPending} onPress={() => save('next')}>
              Record, next
            </Button>
          </Tooltip>
        ) : null}
        <Button variant="primary" type="submit" isDisabled={isPending}>
          {saveLabel}
        </Button>
      </footer>
    </form>
  );
}
