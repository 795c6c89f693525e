import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './passphrase-field.module.css';

type PassphraseFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
  readonly description?: ReactNode;
  readonly isNew?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** A box for a passphrase, hidden unless the reviewer asks to see it. */
export function PassphraseField({ isNew = false, inputRef, description, ...rest }: PassphraseFieldProps): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles['field']}>
      <TextField
        {...rest}
        {...(description === undefined ? {} : { description })}
        {...(inputRef === undefined ? {} : { inputRef })}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        spellCheck="false"
      />
      <span className={styles['eye']}>
        <IconButton
          label={isShown ? 'Hide what is typed' : 'Show what is typed'}
          size="small"
          isOn={isShown}
          onPress={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </IconButton>
      </span>
    </div>
  );
}
