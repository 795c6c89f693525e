import { Pin } from 'lucide-react';
import { memo, type ReactNode, useEffect, useMemo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import { digitCommandId } from '../../../commands/code-commands.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import { codeIndex } from '../../../ui/code-index.ts';
import { type NamedCode, namedCodes, shortTitle } from '../../../ui/code-name.ts';
import { cx } from '../../../ui/cx.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import styles from './digit-strip.module.css';

/** What the digits 1 to 9 mean now: a bare digit begins an annotation with that code. */
export const DigitStrip = memo(function Strip({ codebook }: { readonly codebook: Codebook }): ReactNode {
  const digits = useEngineQuery('codebook.digits', {}).data;
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const known = useMemo(() => namedCodes(codebook), [codebook]);

  useEffect(() => {
    // So that the first letter typed into the picker finds the words ready.
    const idle = setTimeout(() => codeIndex(codebook), 200);
    return () => clearTimeout(idle);
  }, [codebook]);

  if (digits === undefined || isReadOnly) {
    return null;
  }
  const used = digits.flatMap(({ digit, code, isPinned }) => {
    const named = known.get(code ?? '');
    return named === undefined ? [] : [{ digit, named, isPinned }];
  });
  return (
    <section className={styles['strip']} aria-label="Codes on the digits">
      {used.length === 0 ? (
        <p className={styles['hint']}>
          <KeyHint shortcut="1" /> to <KeyHint shortcut="9" /> begin an annotation with a code you used lately, or
          pinned with <KeyHint shortcut="Mod+D" /> in the list of codes.
        </p>
      ) : (
        used.map((entry) => <DigitButton key={entry.digit} {...entry} />)
      )}
    </section>
  );
});

type DigitButtonProps = { readonly digit: number; readonly named: NamedCode; readonly isPinned: boolean };

function DigitButton({ digit, named, isPinned }: DigitButtonProps): ReactNode {
  const command = useCommand(digitCommandId(digit));
  return (
    <Tooltip label={`${named.code.id} ${named.title}`} shortcut={String(digit)} placement="top">
      <AriaButton
        className={cx(styles['digit'], styles[named.group.kind])}
        style={{ gridColumn: digit }}
        aria-label={`${digit} ${named.code.id} ${shortTitle(named)}: annotate with it${isPinned ? ', pinned' : ''}`}
        isDisabled={!command.isEnabled}
        onPress={command.run}
        preventFocusOnPress
      >
        <kbd className={styles['key']}>{digit}</kbd>{' '}
        <span className={styles['id']}>
          {named.code.id}
          {isPinned ? <Pin aria-hidden="true" /> : null}
        </span>{' '}
        <span className={styles['title']}>{shortTitle(named)}</span>
      </AriaButton>
    </Tooltip>
  );
}
