import { Archive, PackagePlus, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Job } from '../../../src-main/domain/job.ts';
import type { Packet } from '../../../src-main/domain/packet.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { session } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { showNotice } from '../../ui/toast-store.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { VerifyDialog } from '../../verification/verify-dialog.tsx';
import { OpenEncryptedButton } from './hand-over/open-encrypted.tsx';
import { PacketComposer } from './packet-composer.tsx';
import { PacketRow } from './packet-row.tsx';
import styles from './packets-screen.module.css';

/** The packets of this matter; prepare one, verify one from anywhere. */
export function PacketsScreen(): ReactNode {
  const packets = useEngineQuery('packets.list', {});
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const matter = useEngineQuery('matters.current', {}).data ?? null;
  const [isComposing, setComposing] = useState(false);
  const [target, setTarget] = useState<{
    readonly packet: { readonly id: Packet['id'] };
    readonly name: string;
  } | null>(null);

  if (isComposing) {
    return (
      <PacketComposer
        onLeave={() => setComposing(false)}
        onSealing={({ packet }) => {
          setComposing(false);
          showNotice(`${packet.name} is being sealed.`);
        }}
      />
    );
  }
  const prepare = (
    <Button
      variant="primary"
      icon={<PackagePlus />}
      isDisabled={matter?.isReadOnly === true}
      onPress={() => setComposing(true)}
    >
      Prepare a packet
    </Button>
  );
  const verify = (
    <Button icon={<ShieldCheck />} onPress={() => session.getState().navigate({ screen: 'verify' })}>
      Verify a packet…
    </Button>
  );
  const list = packets.data ?? [];
  return (
    <>
      <ScreenHeader
        title="Packets"
        description="Exhibits, log and verifier in one folder that anybody can check without this program."
        actions={
          <>
            <OpenEncryptedButton />
            {verify}
            {list.length === 0 ? null : prepare}
          </>
        }
      />
      {packets.isError ? (
        <div className={styles['error']}>
          <ErrorNote error={packets.error} title="The packets could not be listed" />
        </div>
      ) : packets.isPending ? null : list.length === 0 ? (
        <EmptyState icon={<Archive />} title="No packet has been sealed yet" action={prepare}>
          A packet takes exhibits along, or annotations as exhibits: the exact clip, its first frame, the observation,
          the log entries that belong to it, and a verifier.
        </EmptyState>
      ) : (
        <VirtualList
          label="Packets, newest first"
          items={list}
          itemKey={(packet) => packet.id}
          estimatedHeight={86}
          renderItem={(packet) => (
            <PacketRow
              packet={packet}
              job={sealingJob(jobs, packet)}
              onVerify={() => setTarget({ packet: { id: packet.id }, name: packet.name })}
            />
          )}
        />
      )}
      {target === null ? null : <VerifyDialog target={target} onClose={() => setTarget(null)} />}
    </>
  );
}

/** The newest job that seals this packet: its title names the packet. */
function sealingJob(jobs: readonly Job[], packet: Packet): Job | null {
  const own = jobs.filter((job) => job.kind === 'seal-packet' && job.title.split(/\s+/).includes(packet.name));
  return own.toSorted((a, b) => b.createdAt - a.createdAt)[0] ?? null;
}
