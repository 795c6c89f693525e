import { useEffect, useState } from 'react';
import type { CallInput } from '../../src-main/contract/api.ts';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { PacketVerification } from '../../src-main/domain/packet.ts';
import { useDoors, useTopic } from '../engine/use-engine.ts';

export type PacketToVerify = Pick<CallInput<'packets.verify'>, 'packet' | 'key'>;

export type VerificationState =
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'done'; readonly verification: PacketVerification };

/** Verifies a packet at once and again when asked; the reading can be stopped. `target` must keep its identity. */
export function useVerification(target: PacketToVerify): {
  readonly state: VerificationState;
  stop(): void;
  again(): void;
} {
  const { engine } = useDoors();
  const [state, setState] = useState<VerificationState>({ kind: 'running', done: 0, total: null });
  const [round, setRound] = useState(0);
  const [name] = useState(() => crypto.randomUUID());
  const [stopper, setStopper] = useState<AbortController | null>(null);
  useTopic('packets.verifying', ({ progress, done, total }) => {
    if (progress === `${name}-${round}`) {
      setState((before) => (before.kind === 'running' ? { kind: 'running', done, total } : before));
    }
  });
  useEffect(() => {
    const stop = new AbortController();
    setStopper(stop);
    setState({ kind: 'running', done: 0, total: null });
    engine.call('packets.verify', { ...target, progress: `${name}-${round}` }, { signal: stop.signal }).then(
      (verification) => {
        if (!stop.signal.aborted) {
          setState({ kind: 'done', verification });
        }
      },
      (thrown: unknown) => {
        if (!stop.signal.aborted) {
          setState({ kind: 'failed', error: toAppError(thrown) });
        }
      },
    );
    return () => stop.abort();
  }, [engine, target, name, round]);
  return {
    state,
    stop() {
      stopper?.abort();
      setState({ kind: 'stopped' });
    },
    again: () => setRound((before) => before + 1),
  };
}
