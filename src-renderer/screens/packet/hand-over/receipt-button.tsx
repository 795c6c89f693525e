import { ReceiptText } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import type { TransferId } from '../../../../src-main/domain/identifier.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { useDoors } from '../../../engine/use-engine.ts';
import { Button } from '../../../ui/button.tsx';
import { showError, showNotice } from '../../../ui/toast-store.ts';

type ReceiptButtonProps = {
  readonly packet: Packet;
  /** Null: a receipt of the packet that is filled in by hand. */
  readonly transferId: TransferId | null;
  readonly size?: 'small' | 'medium';
};

/** Writes a receipt, as PDF and as text, where the person chooses. */
export function ReceiptButton({ packet, transferId, size = 'medium' }: ReceiptButtonProps): ReactNode {
  const { shell, engine } = useDoors();
  async function write(): Promise<void> {
    const folder = await shell.call('dialog.pickFolder', { title: 'Choose where the receipt shall be written' });
    if (folder !== null) {
      const out = { grant: folder.grant };
      const { files } = await engine.call('packets.receipt', { packetId: packet.id, transferId, out });
      showNotice(`Receipt written: ${files.join(' and ')}, in ${folder.name}.`);
    }
  }
  return (
    <Button
      size={size}
      icon={<ReceiptText />}
      aria-label={`Receipt of ${packet.name}`}
      onPress={() => {
        write().catch((thrown: unknown) => showError(toAppError(thrown)));
      }}
    >
      Receipt…
    </Button>
  );
}
