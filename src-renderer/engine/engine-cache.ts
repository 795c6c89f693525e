import { MutationCache, QueryClient } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../src-main/contract/api.ts';
import { AppError } from '../../src-main/domain/app-error.ts';
import type { Job } from '../../src-main/domain/job.ts';
import type { EngineDoor } from './engine-door.ts';
import { patchAnnotationLists } from './patch-annotations.ts';

/** The noun of a call is the first part of its name (`footage.list` is about footage). */
export type Noun = CallName extends infer N ? (N extends `${infer Head}.${string}` ? Head : never) : never;

/** What belongs to no matter and stays true when another is opened. */
const outsideMatters: ReadonlySet<string> = new Set<Noun>(['app', 'matters', 'settings']);

/** Where the answer of a call is kept: by noun, then verb, then input, so that a topic can refresh a whole noun. */
export function engineKey<N extends CallName>(name: N, input: CallInput<N>): readonly unknown[] {
  const [noun, verb] = name.split('.');
  return [noun, verb, input];
}

/** What the engine said last time, without asking again; undefined when it was never asked. */
export function readCached<N extends CallName>(
  cache: QueryClient,
  name: N,
  input: CallInput<N>,
): CallOutput<N> | undefined {
  return cache.getQueryData<CallOutput<N>>(engineKey(name, input));
}

/**
 * The cache of engine truth. Nothing is ever stale by age: topics say what changed. `networkMode: always`, because the
 * workstation is offline by design. Only a call lost with its engine is asked again.
 */
export function createEngineCache(): QueryClient {
  const cache = new QueryClient({
    // Every act of the reviewer may have added to the log, which has no topic of its own.
    mutationCache: new MutationCache({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: ['custody'] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < 3 && error instanceof AppError && error.code === 'engine-gone',
        retryDelay: 250,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return cache;
}

/** Puts a changed job into the list, newest first, without asking the engine again. */
export function mergeJob(jobs: readonly Job[], changed: Job): Job[] {
  const isKnown = jobs.some((job) => job.id === changed.id);
  return isKnown ? jobs.map((job) => (job.id === changed.id ? changed : job)) : [changed, ...jobs];
}

/** Keeps the cache true: every topic of the engine refreshes what it names; a new engine refreshes everything. */
export function keepCacheTrue(engine: EngineDoor, cache: QueryClient): void {
  function refresh(...nouns: readonly Noun[]): void {
    for (const noun of nouns) {
      void cache.invalidateQueries({ queryKey: [noun] });
    }
  }

  engine.on('matter.changed', (summary) => {
    const before = readCached(cache, 'matters.current', {});
    cache.setQueryData(engineKey('matters.current', {}), summary);
    if (before?.matter.id !== summary?.matter.id) {
      cache.removeQueries({ predicate: ({ queryKey }) => !outsideMatters.has(String(queryKey[0])) });
      void cache.invalidateQueries({ queryKey: ['matters', 'recent'] });
      void cache.invalidateQueries({ queryKey: ['matters', 'lastReviewer'] });
    }
    refresh('custody');
  });
  engine.on('footage.changed', ({ footageId }) => {
    void cache.invalidateQueries({
      queryKey: ['footage'],
      predicate: (query) => {
        const input = query.queryKey[2] as { footageId?: string } | undefined;
        return footageId === null || input?.footageId === undefined || input.footageId === footageId;
      },
    });
    refresh('custody');
  });
  engine.on('filters.changed', () => refresh('filters'));
  engine.on('coverage.changed', () => refresh('coverage'));
  engine.on('locks.changed', () => refresh('locks', 'custody'));
  engine.on('annotations.changed', (change) => {
    // A list may hold ten thousand: it takes in what changed. The rest of the noun is asked again where it is shown.
    patchAnnotationLists(cache, change);
    void cache.invalidateQueries({ queryKey: ['annotations'], predicate: (query) => query.queryKey[1] !== 'list' });
    // A recording states how many annotations it has; its frames and its sound are as they were.
    void cache.invalidateQueries({ queryKey: engineKey('footage.list', {}) });
    const details =
      change.footageId === null ? ['footage', 'show'] : engineKey('footage.show', { footageId: change.footageId });
    void cache.invalidateQueries({ queryKey: details });
    // The list of exhibits is their own; where annotations lie now, and what shares time with an exhibit, is not.
    void cache.invalidateQueries({ queryKey: ['exhibits'], predicate: ({ queryKey }) => queryKey[1] !== 'list' });
    // Subjects state how often they are named; what a packet would hold may be another.
    refresh('custody', 'subjects', 'packets');
    // Everything about the codebook but its text, which annotations do not change.
    void cache.invalidateQueries({ queryKey: ['codebook'], predicate: ({ queryKey }) => queryKey[1] !== 'show' });
  });
  engine.on('clockCorrections.changed', () => refresh('clockCorrections', 'custody'));
  engine.on('contentNotes.changed', () => refresh('contentNotes', 'custody'));
  engine.on('codebook.changed', () => refresh('codebook', 'custody'));
  engine.on('subjects.changed', () => refresh('subjects', 'custody'));
  engine.on('history.changed', (state) => {
    cache.setQueryData(engineKey('history.state', {}), state);
  });
  engine.on('exhibits.changed', () => refresh('exhibits', 'packets', 'custody'));
  engine.on('packets.changed', () => refresh('packets', 'custody'));
  engine.on('transfers.changed', () => refresh('transfers', 'custody'));
  engine.on('recipients.changed', () => refresh('recipients'));
  engine.on('job.changed', (job) => {
    cache.setQueryData(engineKey('jobs.list', {}), (jobs: Job[] | undefined) =>
      jobs === undefined ? undefined : mergeJob(jobs, job),
    );
    if (job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') {
      refresh('custody', 'packets');
    }
  });
  let wasLost = false;
  engine.onStatus((status) => {
    if (status === 'ready' && wasLost) {
      void cache.invalidateQueries();
    }
    wasLost = status === 'restarting';
  });
}
