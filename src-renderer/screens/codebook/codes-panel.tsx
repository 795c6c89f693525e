import { BookMarked } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { codebookDesk, useDesk } from '../../session/codebook-desk.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type CodeSection, findCodes } from '../../ui/find-codes.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { CodeForm } from './code-form.tsx';
import { CodeList, type CodeListRow, listRows } from './code-list.tsx';
import styles from './codebook-screen.module.css';
import { GroupForm } from './group-form.tsx';
import { useChange, useIsReadOnly } from './use-change.ts';

/** With nothing searched the order is the codebook's own, empty groups too, because it can be changed here. */
function ownOrder(codebook: Codebook, isRetiredShown: boolean): CodeSection[] {
  const all = [...namedCodes(codebook).values()];
  return codebook.groups.map((group) => ({
    group,
    codes: all.filter(({ code }) => code.group === group.id && (isRetiredShown || !code.isRetired)),
  }));
}

/** Every group and code at the left, the chosen one at the right. */
export function CodesPanel({ codebook }: { readonly codebook: Codebook }): ReactNode {
  const { query, isRetiredShown, onDesk, findWish } = useDesk((state) => state);
  const search = useDeferredValue(query);
  const usage = useEngineQuery('codebook.usage', {}).data;
  const digits = useEngineQuery('codebook.digits', {}).data;
  const isReadOnly = useIsReadOnly();
  const change = useChange(codebook.version);
  const searchBox = useRef<HTMLInputElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const counts = useMemo(() => new Map((usage ?? []).map(({ code, count }) => [code, count])), [usage]);
  const pins = useMemo(
    () =>
      new Map(
        (digits ?? []).flatMap(({ digit, code, isPinned }) => (isPinned && code !== null ? [[code, digit]] : [])),
      ),
    [digits],
  );
  const rows = useMemo(
    () =>
      listRows(
        search.trim() === ''
          ? ownOrder(codebook, isRetiredShown)
          : findCodes(codebook, search, 'all', { isRetiredShown }),
      ),
    [codebook, search, isRetiredShown],
  );
  const retiredCount = codebook.codes.filter((code) => code.isRetired).length;

  useEffect(() => {
    if (findWish > 0) {
      searchBox.current?.focus();
    }
  }, [findWish]);

  function choose(row: CodeListRow): void {
    codebookDesk.getState().set({ onDesk: { kind: row.kind, id: row.id } });
  }

  function move(row: CodeListRow, step: 1 | -1): void {
    if (isReadOnly || change.isPending || search.trim() !== '') {
      return;
    }
    const among: readonly { readonly id: string }[] =
      row.kind === 'group'
        ? codebook.groups
        : codebook.codes.filter(
            ({ group, isRetired }) => group === row.named.code.group && (isRetiredShown || !isRetired),
          );
    const place = among.findIndex(({ id }) => id === row.id);
    const next = among[step > 0 ? place + 2 : place - 1];
    if (place + step < 0 || place + step >= among.length) {
      return;
    }
    const before = next?.id ?? null;
    change.record([
      row.kind === 'group' ? { do: 'move-group', id: row.id, before } : { do: 'move-code', id: row.id, before },
    ]);
  }

  return (
    <div className={styles['columns']}>
      <div className={styles['side']}>
        <div className={styles['tools']}>
          <div className={styles['grow']}>
            <SearchField
              label="Find in the codebook"
              value={query}
              onChange={(text) => codebookDesk.getState().set({ query: text })}
              inputRef={searchBox}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') {
                  document.querySelector<HTMLElement>('[role="listbox"][aria-label="Codes and groups"]')?.focus();
                  const first = rows.find(({ kind }) => kind === 'code');
                  if (first !== undefined) {
                    choose(first);
                  }
                } else {
                  event.continuePropagation();
                }
              }}
            />
          </div>
          {retiredCount === 0 ? null : (
            <Checkbox
              isSelected={isRetiredShown}
              onChange={(isShown) => codebookDesk.getState().set({ isRetiredShown: isShown })}
            >
              Retired ({retiredCount})
            </Checkbox>
          )}
        </div>
        {rows.length === 0 ? (
          <EmptyState title="No code has these words">
            Search for an id, a word of the label or of the definition.
          </EmptyState>
        ) : (
          <CodeList
            rows={rows}
            chosenId={onDesk.kind === 'code' || onDesk.kind === 'group' ? onDesk.id : null}
            usage={counts}
            pins={pins}
            onChoose={choose}
            onOpen={() => desk.current?.querySelector<HTMLElement>('input, textarea, button')?.focus()}
            onMove={move}
          />
        )}
      </div>
      <div className={styles['desk']} ref={desk}>
        <OnDeskForm codebook={codebook} counts={counts} pins={pins} />
      </div>
    </div>
  );
}

type OnDeskFormProps = {
  readonly codebook: Codebook;
  readonly counts: ReadonlyMap<string, number>;
  readonly pins: ReadonlyMap<string, number>;
};

function OnDeskForm({ codebook, counts, pins }: OnDeskFormProps): ReactNode {
  const onDesk = useDesk((state) => state.onDesk);
  switch (onDesk.kind) {
    case 'code': {
      const code = codebook.codes.find(({ id }) => id === onDesk.id);
      return code === undefined ? null : (
        <CodeForm
          key={`${code.id} ${codebook.version}`}
          codebook={codebook}
          code={code}
          usageCount={counts.get(code.id) ?? 0}
          digit={pins.get(code.id) ?? null}
        />
      );
    }
    case 'new-code':
      return (
        <CodeForm key="new" codebook={codebook} code={null} groupId={onDesk.groupId} usageCount={0} digit={null} />
      );
    case 'group': {
      const group = codebook.groups.find(({ id }) => id === onDesk.id);
      return group === undefined ? null : (
        <GroupForm key={`${group.id} ${codebook.version}`} codebook={codebook} group={group} />
      );
    }
    case 'new-group':
      return <GroupForm key="new" codebook={codebook} group={null} />;
    case 'nothing':
      return (
        <EmptyState icon={<BookMarked />} title="Choose a code or a group">
          Every change makes a new version of this matter’s codebook. Annotations keep the version they were made under,
          and undo takes a change back.
        </EmptyState>
      );
  }
}
