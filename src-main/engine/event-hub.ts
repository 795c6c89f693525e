import type { TopicName, TopicValue } from '../contract/api.ts';

type Listener = (topic: TopicName, value: unknown) => void;

/** Carries what happened from the rooms to every connected client. */
export type EventHub = {
  emit<T extends TopicName>(topic: T, value: TopicValue<T>): void;
  listen(listener: Listener): () => void;
};

export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  return {
    emit(topic, value) {
      for (const listener of listeners) {
        listener(topic, value);
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
