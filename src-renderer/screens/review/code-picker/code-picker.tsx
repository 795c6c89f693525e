import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import { useDoors, useEngineQuery } from '../../../engine/use-engine.ts';
import { useBench } from '../../../playback/bench-store.ts';
import { namedCodes } from '../../../ui/code-name.ts';
import { cx } from '../../../ui/cx.ts';
import { showError, showNotice } from '../../../ui/toast-store.ts';
import { DefineCodeForm, type TypedCode } from '../annotation-form/define-code-form.tsx';
import styles from './code-picker.module.css';
import { CodePickerList } from './code-picker-list.tsx';
import { pickerKey } from './picker-keys.ts';
import { firstMatch, nextChoosable, type PickerRow, pickerRows } from './picker-rows.ts';

type CodePickerProps = {
  readonly codebook: Codebook;
  readonly value: string | null;
  readonly onChange: (codeId: string) => void;
  readonly error?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
};

const noDigits = [] as const;

/**
 * Finds a code by its letters, never needing the mouse: letters narrow, arrows choose, Enter commits, Tab goes on, Escape
 * gives back what was there. Alt with a digit takes the code on that digit; Ctrl+D pins. A code that is missing is defined
 * here, while the recording plays on.
 */
export function CodePicker({
  codebook,
  value,
  onChange,
  error,
  inputRef,
  autoFocus = false,
}: CodePickerProps): ReactNode {
  const { engine } = useDoors();
  const digits = useEngineQuery('codebook.digits', {}).data ?? noDigits;
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const wish = useBench((state) => state.codeWish);
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const chosen = value === null ? undefined : known.get(value);
  const chosenText = chosen === undefined ? '' : `${chosen.title} (${chosen.code.id})`;
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [isDefining, setDefining] = useState(false);
  const [typedCode, setTypedCode] = useState<TypedCode | null>(null);
  const [isRetiredShown, setRetiredShown] = useState(false);
  const [moved, setMoved] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const ownInput = useRef<HTMLInputElement | null>(null);
  const isGoingBack = useRef(false);
  const ids = { input: useId(), list: useId(), note: useId() };

  const query = typed === null || typed === chosenText ? '' : typed;
  const rows = useMemo(
    () => (isOpen ? pickerRows({ codebook, query, digits, isRetiredShown, mayDefine: !isReadOnly }) : []),
    [isOpen, codebook, query, digits, isRetiredShown, isReadOnly],
  );
  const active = moved ?? firstMatch(rows, query);
  const activeRow = rows[active];

  const firstWish = useRef(wish);
  useEffect(() => {
    if (wish !== firstWish.current) {
      ownInput.current?.focus();
      setOpen(true);
    }
  }, [wish]);

  function giveBack(): void {
    setOpen(false);
    setDefining(false);
    setRetiredShown(false);
    setMoved(null);
    setTyped(null);
  }

  function commit(codeId: string): void {
    const code = known.get(codeId)?.code;
    if (code?.isRetired === true) {
      showNotice(`${codeId} is retired. Bring it back in the codebook to use it again.`);
      return;
    }
    onChange(codeId);
    giveBack();
  }

  function run(row: PickerRow | undefined): void {
    if (row?.kind === 'code') {
      commit(row.named.code.id);
    } else if (row?.kind === 'retired') {
      setRetiredShown(true);
      setMoved(null);
    } else if (row?.kind === 'define') {
      setDefining(true);
    }
  }

  function pin(digit: number | null, codeId: string): void {
    const own = digits.find((candidate) => candidate.isPinned && candidate.code === codeId);
    const free = digits.find(({ isPinned }) => !isPinned)?.digit;
    const isUnpin = digit === null && own !== undefined;
    const target = digit ?? own?.digit ?? free;
    if (target === undefined) {
      showNotice('All nine digits have a pinned code. Unpin one, or pin with Alt+Shift and the digit.');
      return;
    }
    engine
      .call('codebook.pin', { digit: target, code: isUnpin ? null : codeId })
      .catch((thrown: unknown) => showError(toAppError(thrown)));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const key = pickerKey(event, isOpen);
    if (key === null) {
      return;
    }
    if (key.do !== 'leave') {
      event.preventDefault();
    }
    if (key.do === 'close') {
      event.stopPropagation();
    }
    const aimed = activeRow?.kind === 'code' ? activeRow.named.code.id : isOpen ? null : value;
    switch (key.do) {
      case 'move':
        setOpen(true);
        setMoved(isOpen ? nextChoosable(rows, active, key.step) : null);
        break;
      case 'commit':
        run(activeRow);
        break;
      case 'leave':
        // Going on takes what was found by typing; with nothing typed nothing is taken.
        if (activeRow?.kind === 'code' && (query !== '' || moved !== null)) {
          commit(activeRow.named.code.id);
        }
        break;
      case 'close':
        giveBack();
        break;
      case 'take-digit': {
        const code = digits.find(({ digit }) => digit === key.digit)?.code;
        if (typeof code === 'string') {
          commit(code);
        } else {
          showNotice(`Nothing stands on ${key.digit} yet.`);
        }
        break;
      }
      case 'pin':
        if (aimed !== null && !isReadOnly) {
          pin(key.digit, aimed);
        }
        break;
    }
  }

  return (
    <div className={styles['picker']}>
      <label className={styles['label']} htmlFor={ids.input}>
        Code
      </label>
      <div className={styles['box']} ref={box}>
        <input
          id={ids.input}
          ref={(element) => {
            ownInput.current = element;
            if (typeof inputRef === 'function') {
              inputRef(element);
            } else if (inputRef !== undefined && inputRef !== null) {
              inputRef.current = element;
            }
          }}
          className={cx(styles['input'], chosen !== undefined && styles[chosen.group.kind])}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={ids.list}
          aria-autocomplete="list"
          aria-invalid={error !== undefined}
          aria-describedby={ids.note}
          {...(isOpen && activeRow !== undefined ? { 'aria-activedescendant': `${ids.list}-${activeRow.key}` } : {})}
          // biome-ignore lint/a11y/noAutofocus: in a dialog that was opened to choose a code the keys begin here
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
          placeholder="Find a code, such as “face” or “CTX.1”"
          value={typed ?? chosenText}
          onChange={(event) => {
            setTyped(event.target.value);
            setMoved(null);
            setOpen(true);
          }}
          onFocus={(event) => {
            event.target.select();
            if (value === null) {
              setOpen(true);
            }
          }}
          onBlur={(event) => {
            const next = event.relatedTarget;
            const isWithin = next instanceof Element && next.closest('[data-code-picker]') !== null;
            if (!isWithin && !isDefining) {
              giveBack();
            }
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className={styles['open']}
          tabIndex={-1}
          aria-label="Show the codes"
          onMouseDown={(event) => {
            event.preventDefault();
            ownInput.current?.focus();
            setOpen(!isOpen);
          }}
        >
          <ChevronDown aria-hidden="true" />
        </button>
      </div>
      {error === undefined ? null : <p className={styles['error']}>{error}</p>}
      <p className={styles['definition']} id={ids.note}>
        {chosen?.code.isRetired === true ? 'Retired: what has this code keeps it, nothing new can take it. ' : ''}
        {chosen?.code.definition}
      </p>
      <Popover
        className={styles['popover'] ?? ''}
        triggerRef={box}
        isOpen={isOpen}
        onOpenChange={(open) => {
          // The list loses the focus to the box when the form of a new code is left: that ends nothing.
          if (!open && !isGoingBack.current) {
            giveBack();
          }
        }}
        isNonModal
        offset={4}
        placement="bottom start"
        data-code-picker=""
        aria-label="Codes"
      >
        {isDefining ? (
          <DefineCodeForm
            codebook={codebook}
            label={query}
            groupId={chosen?.group.id ?? null}
            kept={typedCode}
            onTyped={setTypedCode}
            onDefined={(codeId) => {
              setTypedCode(null);
              onChange(codeId);
              giveBack();
              ownInput.current?.focus();
            }}
            onCancel={() => {
              setDefining(false);
              isGoingBack.current = true;
              ownInput.current?.focus();
              isGoingBack.current = false;
            }}
          />
        ) : (
          <CodePickerList
            id={ids.list}
            rows={rows}
            active={active}
            value={value}
            query={query}
            onHover={setMoved}
            onChoose={run}
            onPin={isReadOnly ? null : (codeId) => pin(null, codeId)}
          />
        )}
      </Popover>
    </div>
  );
}
