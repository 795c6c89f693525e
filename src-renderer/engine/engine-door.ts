import type { CallInput, CallName, CallOutput, TopicName, TopicValue } from '../../src-main/contract/api.ts';
import { createEngineClient, type EngineClient } from '../../src-main/contract/client.ts';
import type { Port } from '../../src-main/contract/port.ts';
import { AppError } from '../../src-main/domain/app-error.ts';

/** `connecting` until the first port, `restarting` between the loss of one engine and the port of the next. */
export type EngineStatus = 'connecting' | 'ready' | 'restarting';

/** The only door from the page to the engine; it outlives restarts of the engine. */
export type EngineDoor = {
  /**
   * Sends a call; one made while no engine is there waits for the next port (it was not sent, so it is safe).
   * Rejects with an AppError; `engine-gone` when the engine stopped before it answered.
   */
  call<N extends CallName>(name: N, input: CallInput<N>, options?: { signal?: AbortSignal }): Promise<CallOutput<N>>;
  /** Listens across restarts; returns the function that stops listening. */
  on<T extends TopicName>(topic: T, listener: (value: TopicValue<T>) => void): () => void;
  status(): EngineStatus;
  /** Called after each change of `status`; returns the function that stops it. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
  /** Gives the door a port to a (new) engine. */
  connect(port: Port): void;
  /** Says that the engine stopped and another is being started. */
  lose(): void;
};

type Subscription = { attach(client: EngineClient): () => void; stop: (() => void) | null };

export function createEngineDoor(): EngineDoor {
  let client: EngineClient | null = null;
  let status: EngineStatus = 'connecting';
  const subscriptions = new Set<Subscription>();
  const statusListeners = new Set<(status: EngineStatus) => void>();
  let waiting: ((client: EngineClient) => void)[] = [];

  function setStatus(next: EngineStatus): void {
    if (status === next) {
      return;
    }
    status = next;
    for (const listener of statusListeners) {
      listener(next);
    }
  }

  function subscribe(subscription: Subscription): void {
    subscription.stop = client === null ? null : subscription.attach(client);
  }

  function nextClient(signal: AbortSignal | undefined): Promise<EngineClient> {
    if (client !== null) {
      return Promise.resolve(client);
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        waiting = waiting.filter((entry) => entry !== onClient);
        reject(new AppError('cancelled', 'The action was cancelled before it began.'));
      };
      const onClient = (arrived: EngineClient) => {
        signal?.removeEventListener('abort', onAbort);
        resolve(arrived);
      };
      waiting.push(onClient);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  function lose(): void {
    client?.close();
    client = null;
    setStatus(status === 'connecting' ? 'connecting' : 'restarting');
  }

  return {
    async call(name, input, options) {
      const current = client ?? (await nextClient(options?.signal));
      return current.call(name, input, options);
    },
    on(topic, listener) {
      const subscription: Subscription = { attach: (arrived) => arrived.on(topic, listener), stop: null };
      subscriptions.add(subscription);
      subscribe(subscription);
      return () => {
        subscription.stop?.();
        subscriptions.delete(subscription);
      };
    },
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    connect(port) {
      client?.close();
      const arrived = createEngineClient(port);
      client = arrived;
      arrived.onGone(() => {
        if (client === arrived) {
          lose();
        }
      });
      for (const subscription of subscriptions) {
        subscribe(subscription);
      }
      const served = waiting;
      waiting = [];
      for (const serve of served) {
        serve(arrived);
      }
      setStatus('ready');
    },
    lose,
  };
}
