import { ChevronDown } from 'lucide-react';
import { type ReactNode, type Ref, useMemo, useState } from 'react';
import {
  Button,
  ComboBox,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Text,
} from 'react-aria-components';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { namedCodes } from '../../ui/code-name.ts';
import { cx } from '../../ui/cx.ts';
import styles from './code-picker.module.css';
import { findCodes, kindNames } from './find-codes.ts';

type CodePickerProps = {
  readonly codebook: Codebook;
  readonly value: string | null;
  readonly onChange: (codeId: string) => void;
  readonly error?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** Finds a code by its letters: type, arrows, Enter. Context codes come first in the list, never below all conduct. */
export function CodePicker({ codebook, value, onChange, error, inputRef }: CodePickerProps): ReactNode {
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const chosen = value === null ? undefined : known.get(value);
  const chosenText = chosen === undefined ? '' : `${chosen.title} (${chosen.code.id})`;
  const [typed, setTyped] = useState<string | null>(null);
  const query = typed === null || typed === chosenText ? '' : typed;
  const sections = useMemo(() => findCodes(codebook, query, 'all'), [codebook, query]);
  return (
    <ComboBox
      className={styles['picker'] ?? ''}
      menuTrigger="input"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      inputValue={typed ?? chosenText}
      onInputChange={setTyped}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string') {
          onChange(key);
        }
        setTyped(null);
      }}
      onBlur={() => setTyped(null)}
      defaultFilter={() => true}
    >
      <Label className={styles['label'] ?? ''}>Code</Label>
      <div className={styles['box']}>
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className={cx(styles['input'], chosen !== undefined && styles[chosen.group.kind])}
          placeholder="Type to find a code, for example “face” or “CTX.1”"
        />
        <Button className={styles['open'] ?? ''} aria-label="Show the codes">
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      {error === undefined ? null : <p className={styles['error']}>{error}</p>}
      {chosen === undefined ? null : <p className={styles['definition']}>{chosen.code.definition}</p>}
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <ListBox
          className={styles['list'] ?? ''}
          renderEmptyState={() => <p className={styles['nothing']}>No code has these words.</p>}
        >
          {sections.map(({ group, codes }) => (
            <ListBoxSection key={group.id} id={`group-${group.id}`} className={styles['section'] ?? ''}>
              <Header className={styles['header'] ?? ''}>
                <span className={cx(styles['dot'], styles[group.kind])} aria-hidden="true" />
                {group.label}
                <span className={styles['kind']}>{kindNames[group.kind]}</span>
              </Header>
              {codes.map(({ code, title }) => (
                <ListBoxItem
                  key={code.id}
                  id={code.id}
                  textValue={`${title} (${code.id})`}
                  className={styles['item'] ?? ''}
                >
                  <span className={styles['id']}>{code.id}</span>
                  <span className={styles['words']}>
                    <Text slot="label">{title}</Text>
                    <Text slot="description" className={styles['itemDefinition'] ?? ''}>
                      {code.definition}
                    </Text>
                  </span>
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
