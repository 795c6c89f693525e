import type { ReactNode, Ref } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './field.module.css';

export type TextFieldProps = Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'> & {
  readonly label: string;
  /** One line of help below the box. */
  readonly description?: ReactNode;
  /** A sentence when what stands there cannot be taken; null or absent: it can. */
  readonly error?: string | null | undefined;
  readonly placeholder?: string;
  /** More than one line when above 1. */
  readonly rows?: number;
  /** Digits and identifiers. */
  readonly isMono?: boolean;
  /** The label stays for screen readers only. */
  readonly isLabelHidden?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly textAreaRef?: Ref<HTMLTextAreaElement>;
};

/** A labelled box for text. Escape inside it goes back to the page (see the shortcut dispatcher). */
export function TextField({
  label,
  description,
  error,
  placeholder,
  rows = 1,
  isMono = false,
  isLabelHidden = false,
  inputRef,
  textAreaRef,
  ...rest
}: TextFieldProps): ReactNode {
  const isInvalid = typeof error === 'string' && error !== '';
  const box = cx(styles['box'], isMono && styles['mono']);
  const shownPlaceholder = placeholder === undefined ? {} : { placeholder };
  return (
    <AriaTextField
      {...rest}
      isInvalid={isInvalid}
      className={styles['field'] ?? ''}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? null : (
        <Label className={styles['label'] ?? ''}>
          {label}
          {rest.isRequired === true ? <span className={styles['required']}> required</span> : null}
        </Label>
      )}
      {rows > 1 ? (
        <TextArea
          {...(textAreaRef === undefined ? {} : { ref: textAreaRef })}
          className={cx(box, styles['area'])}
          rows={rows}
          {...shownPlaceholder}
        />
      ) : (
        <Input {...(inputRef === undefined ? {} : { ref: inputRef })} className={box} {...shownPlaceholder} />
      )}
      {description === undefined ? null : (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
      {isInvalid ? <FieldError className={styles['error'] ?? ''}>{error}</FieldError> : null}
    </AriaTextField>
  );
}
