import { Folder, FolderPlus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import field from '../../ui/field.module.css';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './folder-field.module.css';

type FolderFieldProps = {
  readonly label: string;
  readonly buttonLabel: string;
  readonly folder: Pick<GrantedPath, 'name'> | null;
  readonly description: string;
  readonly error: string | null;
  readonly isNew?: boolean;
  readonly onPick: () => void;
};

/** A folder chosen in the dialog of the system; the page sees its name only. */
export function FolderField({
  label,
  buttonLabel,
  folder,
  description,
  error,
  isNew = false,
  onPick,
}: FolderFieldProps): ReactNode {
  const id = useId();
  return (
    <fieldset className={cx(field['field'], styles['field'])} aria-describedby={`${id}-help`}>
      <legend className={field['label']}>{label}</legend>
      <div className={styles['row']}>
        <span className={cx(styles['folder'], folder === null && styles['none'], error !== null && styles['invalid'])}>
          <Folder aria-hidden="true" />
          {folder === null ? 'No folder chosen' : <PlainText text={folder.name} isOneLine />}
        </span>
        <Button icon={isNew ? <FolderPlus /> : <Folder />} onPress={onPick}>
          {buttonLabel}
        </Button>
      </div>
      <p id={`${id}-help`} className={field['description']}>
        {description}
      </p>
      {error === null ? null : (
        <p className={field['error']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
