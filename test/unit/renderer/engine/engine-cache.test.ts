import { beforeEach, describe, expect, test } from 'vitest';
import type { TopicName, TopicValue } from '../../../../src-main/contract/api.ts';
import type { Job } from '../../../../src-main/domain/job.ts';
import {
  createEngineCache,
  engineKey,
  keepCacheTrue,
  mergeJob,
  readCached,
} from '../../../../src-renderer/engine/engine-cache.ts';
import type { EngineDoor, EngineStatus } from '../../../../src-renderer/engine/engine-door.ts';

const footageA = '00000000-0000-4000-8000-00000000000a';
const footageB = '00000000-0000-4000-8000-00000000000b';

function job(id: string, state: Job['state']): Job {
  return { id, state, title: id } as unknown as Job;
}

/** A door that only lets a test emit topics and statuses. */
function speakingDoor(): {
  door: EngineDoor;
  say<T extends TopicName>(topic: T, value: TopicValue<T>): void;
  become(status: EngineStatus): void;
} {
  const listeners = new Map<string, (value: never) => void>();
  let onStatus: (status: EngineStatus) => void = () => undefined;
  const door: EngineDoor = {
    call: () => Promise.reject(new Error('not asked')),
    on(topic, listener) {
      listeners.set(topic, listener as (value: never) => void);
      return () => undefined;
    },
    status: () => 'ready',
    onStatus(listener) {
      onStatus = listener;
      return () => undefined;
    },
    connect: () => undefined,
    lose: () => undefined,
  };
  return {
    door,
    say: (topic, value) => listeners.get(topic)?.(value as never),
    become: (status) => onStatus(status),
  };
}

describe('the cache of engine truth', () => {
  let cache: ReturnType<typeof createEngineCache>;
  let speaker: ReturnType<typeof speakingDoor>;

  function keep(key: readonly unknown[], value: unknown): void {
    cache.setQueryData(key, value);
  }
  function isStale(key: readonly unknown[]): boolean {
    return cache.getQueryState(key)?.isInvalidated === true;
  }

  beforeEach(() => {
    cache = createEngineCache();
    speaker = speakingDoor();
    keepCacheTrue(speaker.door, cache);
  });

  test('a changed recording refreshes the lists and itself, not another recording', () => {
    const ofA = ['footage', 'show', { footageId: footageA }];
    const ofB = ['footage', 'show', { footageId: footageB }];
    keep(engineKey('footage.list', {}), []);
    keep(ofA, {});
    keep(ofB, {});
    speaker.say('footage.changed', { footageId: footageA as never });
    expect(isStale(engineKey('footage.list', {}))).toBe(true);
    expect(isStale(ofA)).toBe(true);
    expect(isStale(ofB)).toBe(false);
    speaker.say('footage.changed', { footageId: null });
    expect(isStale(ofB)).toBe(true);
  });

  test('another matter leaves nothing of the one before', () => {
    keep(engineKey('matters.current', {}), { matter: { id: 'one' } });
    keep(engineKey('annotations.list', {}), []);
    speaker.say('matter.changed', null);
    expect(readCached(cache, 'annotations.list', {})).toBeUndefined();
    expect(readCached(cache, 'matters.current', {})).toBeNull();
  });

  test('a changed summary of the same matter keeps what is known', () => {
    const summary = { matter: { id: 'one' }, footageCount: 2 } as never;
    keep(engineKey('matters.current', {}), { matter: { id: 'one' }, footageCount: 1 });
    keep(engineKey('annotations.list', {}), []);
    speaker.say('matter.changed', summary);
    expect(readCached(cache, 'annotations.list', {})).toEqual([]);
    expect(readCached(cache, 'matters.current', {})).toEqual(summary);
  });

  test('a changed job takes its place in the list; an unknown one comes first', () => {
    keep(engineKey('jobs.list', {}), [job('a', 'queued')]);
    speaker.say('job.changed', job('a', 'running'));
    speaker.say('job.changed', job('b', 'queued'));
    expect(readCached(cache, 'jobs.list', {})).toMatchObject([
      { id: 'b', state: 'queued' },
      { id: 'a', state: 'running' },
    ]);
  });

  test('a job before the list was asked for makes no list', () => {
    speaker.say('job.changed', job('a', 'running'));
    expect(readCached(cache, 'jobs.list', {})).toBeUndefined();
  });

  test('a restarted engine is asked everything again, the first engine is not', () => {
    const key = engineKey('packets.list', {});
    keep(key, []);
    speaker.become('ready');
    expect(isStale(key)).toBe(false);
    speaker.become('restarting');
    speaker.become('ready');
    expect(isStale(key)).toBe(true);
  });

  test('every act refreshes the custody log, which has no topic of its own', async () => {
    keep(['custody', 'log'], []);
    await cache
      .getMutationCache()
      .build(cache, { mutationFn: () => Promise.resolve(null) })
      .execute(undefined);
    expect(isStale(['custody', 'log'])).toBe(true);
  });

  test('the offline workstation never waits for a network', () => {
    expect(cache.getDefaultOptions()).toMatchObject({
      queries: { networkMode: 'always' },
      mutations: { networkMode: 'always' },
    });
  });
});

test('mergeJob leaves the list it was given alone', () => {
  const jobs = [job('a', 'queued')];
  mergeJob(jobs, job('a', 'done'));
  expect(jobs[0]?.state).toBe('queued');
});
