import { FolderSearch, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { useDoors, useShellTopic } from '../engine/use-engine.ts';
import { Button } from '../ui/button.tsx';
import { DropHint } from '../ui/drop-hint.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showError } from '../ui/toast-store.ts';
import { typedFingerprint } from './verification-words.ts';
import { type DroppedPacket, VerifyCard } from './verify-card.tsx';
import styles from './verify-desk.module.css';

/** Packets from anywhere, dropped or picked, verified one under the other; with the fingerprint that the sender gave. */
export function VerifyDesk(): ReactNode {
  const { shell } = useDoors();
  const [packets, setPackets] = useState<readonly DroppedPacket[]>([]);
  const [typed, setTyped] = useState('');
  const key = typedFingerprint(typed);

  const add = (found: readonly { readonly grant: string; readonly name: string }[]) =>
    setPackets((before) => [...found.map(({ grant, name }) => ({ grant, name })), ...before]);

  useShellTopic('files.dropped', ({ paths }) => add(paths));

  async function pick(): Promise<void> {
    const picked = await shell.call('dialog.pickFolder', { title: 'Choose the folder of a packet' });
    if (picked !== null) {
      add([picked]);
    }
  }

  return (
    <div className={styles['desk']}>
      <DropHint text="Drop to verify" />
      <div className={styles['zone']}>
        <ShieldCheck className={styles['icon']} aria-hidden="true" />
        <p className={styles['words']}>
          Drop the folder of a packet here. Every file is read and compared with what was sealed; nothing in the packet
          is opened, run or changed. Unpack a ZIP first; an encrypted packet is opened in a matter, under Packets.
        </p>
        <Button
          variant="primary"
          icon={<FolderSearch />}
          onPress={() => {
            pick().catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        >
          Choose a packet folder…
        </Button>
      </div>
      <TextField
        label="Fingerprint that the sender gave you (optional)"
        isMono
        value={typed}
        onChange={setTyped}
        placeholder="0000-0000-0000-0000-0000-0000-0000-0000"
        error={
          typed.trim() !== '' && key === null
            ? 'A fingerprint has 32 digits, 0 to 9 and a to f. Until it does, it is compared with nothing.'
            : null
        }
        description="From paper or by voice, never from the packet itself: it is what tells the sender’s packet from a forged one."
      />
      {packets.map((packet) => (
        <VerifyCard
          key={packet.grant}
          packet={packet}
          fingerprint={key}
          onRemove={() => setPackets((before) => before.filter(({ grant }) => grant !== packet.grant))}
        />
      ))}
    </div>
  );
}
