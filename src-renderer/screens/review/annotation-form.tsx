import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { AppError } from '../../../src-main/domain/app-error.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import type { Bench } from '../../playback/bench.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './annotation-form.module.css';
import { AttributeFields } from './attribute-fields.tsx';
import { CodePicker } from './code-picker.tsx';
import { ConfidenceFields } from './confidence-fields.tsx';
import { emptyForm, type FormValues } from './draft-store.ts';
import { checkForm, type FormProblems } from './form-check.ts';
import { SpanFields } from './span-fields.tsx';
import { wordingHints } from './wording-hints.ts';

type AnnotationFormProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly title: string;
  readonly saveLabel: string;
  readonly initial: FormValues;
  readonly isPending: boolean;
  readonly error: AppError | null;
  readonly onValues: (values: FormValues) => void;
  readonly onSave: (values: FormValues) => void;
  readonly onCancel: () => void;
};

const noAttributes = [] as const;

/** One annotation: what is observed first; what is alleged apart from it, with who alleges it. */
export function AnnotationForm(props: AnnotationFormProps): ReactNode {
  const { bench, codebook, title, saveLabel, initial, isPending, error, onValues, onSave, onCancel } = props;
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<FormProblems | null>(null);
  /** What the form was opened with, whatever is chosen later. */
  const [firstCode] = useState(initial.code);
  const codeInput = useRef<HTMLInputElement>(null);
  const observation = useRef<HTMLTextAreaElement>(null);
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const attributes = (values.code === null ? undefined : known.get(values.code)?.code.attributes) ?? noAttributes;
  const hints = wordingHints(values.observation);

  useEffect(() => {
    if (firstCode === null) {
      codeInput.current?.focus();
    } else {
      observation.current?.focus();
    }
  }, [firstCode]);

  function change(part: Partial<FormValues>): void {
    const next = { ...values, ...part };
    setValues(next);
    onValues(next);
    if (problems !== null) {
      setProblems(checkForm(next, attributes));
    }
  }

  function save(): void {
    const found = checkForm(values, attributes);
    setProblems(found);
    if (found === null && !isPending) {
      onSave(values);
    }
  }

  return (
    <form
      className={styles['form']}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    >
      <h2 className={styles['title']}>
        {title}
        <span className={styles['hint']}>
          <KeyHint shortcut="Mod+Enter" /> records it
        </span>
      </h2>
      <div className={styles['fields']}>
        <SpanFields bench={bench} />
        <CodePicker
          codebook={codebook}
          value={values.code}
          onChange={(code) => change({ code, attributes: code === values.code ? values.attributes : {} })}
          error={problems?.code}
          inputRef={codeInput}
        />
        <TextField
          label="What is seen or heard"
          isRequired
          rows={4}
          value={values.observation}
          textAreaRef={observation}
          onChange={(text) => change({ observation: text })}
          error={problems?.observation}
          description="Present tense, without conclusions. This is what packets carry."
        />
        {hints.length === 0 ? null : (
          <ul className={styles['hints']} aria-label="Wording">
            {hints.map(({ found, advice }) => (
              <li key={found}>
                “{found}”: {advice}.
              </li>
            ))}
          </ul>
        )}
        <AttributeFields
          attributes={attributes}
          values={values.attributes}
          problems={problems?.attributes ?? {}}
          onChange={(changed) => change({ attributes: changed })}
        />
        <ConfidenceFields value={values.confidence} onChange={(confidence) => change({ confidence })} />
        <section className={styles['allegation']} aria-label="Allegation">
          <Checkbox isSelected={values.hasAllegation} onChange={(hasAllegation) => change({ hasAllegation })}>
            Add an allegation
          </Checkbox>
          <p className={styles['note']}>
            Kept apart from the observation and always shown as alleged. Packets leave it out unless their profile says
            otherwise.
          </p>
          {values.hasAllegation ? (
            <>
              <TextField
                label="Who alleges it"
                isRequired
                value={values.allegedBy}
                onChange={(allegedBy) => change({ allegedBy })}
                error={problems?.allegedBy}
              />
              <TextField
                label="What is alleged"
                isRequired
                rows={3}
                value={values.allegationText}
                onChange={(allegationText) => change({ allegationText })}
                error={problems?.allegationText}
              />
            </>
          ) : null}
        </section>
        {error === null ? null : <ErrorNote error={error} title="The annotation was not recorded" />}
      </div>
      <footer className={styles['actions']}>
        <span className={styles['clear']}>
          <Button variant="quiet" onPress={() => change(emptyForm)}>
            Clear
          </Button>
        </span>
        <Button onPress={onCancel}>Close</Button>
        <Button variant="primary" type="submit" isDisabled={isPending}>
          {saveLabel}
        </Button>
      </footer>
    </form>
  );
}
