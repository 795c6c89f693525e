import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Select as AriaSelect,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './field.module.css';
import list from './list.module.css';

export type SelectOption<V extends string> = {
  readonly value: V;
  readonly label: string;
  readonly description?: string;
};

type SelectProps<V extends string> = {
  readonly label: string;
  readonly options: readonly SelectOption<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly description?: ReactNode;
  readonly error?: string | null | undefined;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly isLabelHidden?: boolean;
};

/** One choice out of a short list (up to about thirty); letters jump to an option. */
export function Select<V extends string>({
  label,
  options,
  value,
  onChange,
  description,
  error,
  placeholder = 'Choose…',
  isDisabled = false,
  isRequired = false,
  isLabelHidden = false,
}: SelectProps<V>): ReactNode {
  const isInvalid = typeof error === 'string' && error !== '';
  return (
    <AriaSelect
      className={styles['field'] ?? ''}
      value={value}
      onChange={(key) => {
        const option = options.find((candidate) => candidate.value === key);
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
      isDisabled={isDisabled}
      isRequired={isRequired}
      isInvalid={isInvalid}
      placeholder={placeholder}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? null : <Label className={styles['label'] ?? ''}>{label}</Label>}
      <AriaButton className={styles['trigger'] ?? ''}>
        <SelectValue className={styles['value'] ?? ''}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden="true" />
      </AriaButton>
      {description === undefined ? null : (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
      {isInvalid ? <FieldError className={styles['error'] ?? ''}>{error}</FieldError> : null}
      <Popover className={cx(list['popover'], list['wide'])} offset={4}>
        <ListBox className={list['list'] ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={list['item'] ?? ''}>
              <Check className={list['check']} aria-hidden="true" />
              <span className={list['text']}>
                <span>{option.label}</span>
                {option.description === undefined ? null : (
                  <Text slot="description" className={list['description'] ?? ''}>
                    {option.description}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
