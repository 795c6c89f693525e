import { Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Input,
} from 'react-aria-components';
import styles from './field.module.css';

type SearchFieldProps = Omit<AriaSearchFieldProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  readonly label: string;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** A box that narrows a list; Escape empties it. */
export function SearchField({ label, placeholder, inputRef, ...rest }: SearchFieldProps): ReactNode {
  return (
    <AriaSearchField {...rest} aria-label={label} className={styles['field'] ?? ''}>
      <div className={styles['searchBox']}>
        <Search className={styles['searchIcon']} aria-hidden="true" />
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className={styles['box'] ?? ''}
          placeholder={placeholder ?? label}
        />
        <AriaButton className={styles['clear'] ?? ''} aria-label="Clear the search">
          <X aria-hidden="true" />
        </AriaButton>
      </div>
    </AriaSearchField>
  );
}
