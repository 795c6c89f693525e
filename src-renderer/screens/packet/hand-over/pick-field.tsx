import { FileKey, Folder } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { GrantedPath } from '../../../../src-main/contract/shell-powers.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import field from '../../../ui/field.module.css';
import { PlainText } from '../../../ui/plain-text.tsx';
import styles from './hand-over.module.css';

type PickFieldProps = {
  readonly label: string;
  readonly kind: 'folder' | 'file';
  readonly picked: GrantedPath | null;
  readonly description?: string;
  readonly error: string | null;
  readonly isDisabled?: boolean;
  readonly onPick: () => void;
};

/** A folder or a file chosen in the dialog of the system; the page sees its name only. */
export function PickField({ label, kind, picked, description, error, isDisabled, onPick }: PickFieldProps): ReactNode {
  const id = useId();
  const Icon = kind === 'folder' ? Folder : FileKey;
  return (
    <fieldset className={cx(field['field'], styles['fieldset'])} aria-describedby={`${id}-help`}>
      <legend className={field['label']}>{label}</legend>
      <div className={styles['picked']}>
        <span className={cx(styles['pickedName'], error !== null && styles['invalid'])}>
          <Icon aria-hidden="true" />
          {picked === null ? `No ${kind} chosen` : <PlainText text={picked.name} isOneLine />}
        </span>
        <Button onPress={onPick} isDisabled={isDisabled ?? false} aria-label={`Choose ${label.toLowerCase()}`}>
          Choose…
        </Button>
      </div>
      <div id={`${id}-help`}>
        {description === undefined ? null : <p className={field['description']}>{description}</p>}
        {error === null ? null : (
          <p className={field['error']} role="alert">
            {error}
          </p>
        )}
      </div>
    </fieldset>
  );
}
