import type { ReactNode } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { cx } from '../../../ui/cx.ts';
import field from '../../../ui/field.module.css';
import list from '../../../ui/list.module.css';

type SuggestFieldProps = {
  readonly label: string;
  readonly suggestions: readonly string[];
  readonly value: string;
  readonly onChange: (text: string) => void;
};

/** A box for any text that offers the usual ones. */
export function SuggestField({ label, suggestions, value, onChange }: SuggestFieldProps): ReactNode {
  return (
    <ComboBox
      className={field['field'] ?? ''}
      menuTrigger="input"
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
    >
      <Label className={field['label'] ?? ''}>{label}</Label>
      <Input className={field['box'] ?? ''} maxLength={300} />
      <Popover className={cx(list['popover'], list['wide'])} offset={4}>
        <ListBox className={list['list'] ?? ''}>
          {suggestions.map((text) => (
            <ListBoxItem key={text} id={text} textValue={text} className={list['item'] ?? ''}>
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
