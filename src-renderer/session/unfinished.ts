import { toAppError } from '../../src-main/domain/app-error.ts';
import type { UnfinishedAnnotation, UnfinishedKey } from '../../src-main/domain/unfinished-annotation.ts';
import type { Doors } from '../engine/doors.ts';
import { engineKey, readCached } from '../engine/engine-cache.ts';
import { showError } from '../ui/toast-store.ts';

type EngineAndCache = Pick<Doors, 'engine' | 'cache'>;

/** While somebody types, the engine hears of it this often; what is lost by a power cut is what was typed since. */
const restMillis = 400;

type Unsent = { readonly key: UnfinishedKey; readonly unfinished: UnfinishedAnnotation | null };

/** By form, what the engine was not told yet or has not acknowledged; null: that there is nothing unfinished. */
const unsent = new Map<string, Unsent>();
let timer: ReturnType<typeof setTimeout> | null = null;

function nameOf({ footageId, annotationId }: UnfinishedKey): string {
  return `${footageId} ${annotationId ?? ''}`;
}

function show({ cache }: Pick<Doors, 'cache'>, { key, unfinished }: Unsent): void {
  const others = listUnfinished({ cache }).filter((known) => nameOf(known) !== nameOf(key));
  cache.setQueryData(engineKey('unfinished.list', {}), unfinished === null ? others : [unfinished, ...others]);
}

function sendSoon(doors: EngineAndCache): void {
  timer ??= setTimeout(() => flushUnfinished(doors), restMillis);
}

/** The forms of this matter that were begun and neither recorded nor discarded, the latest first. */
export function listUnfinished({ cache }: Pick<Doors, 'cache'>): readonly UnfinishedAnnotation[] {
  return readCached(cache, 'unfinished.list', {}) ?? [];
}

export function unfinishedOf(doors: Pick<Doors, 'cache'>, key: UnfinishedKey): UnfinishedAnnotation | null {
  return listUnfinished(doors).find((known) => nameOf(known) === nameOf(key)) ?? null;
}

/** Keeps what was typed: at once on the screen, and in the matter while the typing goes on. */
export function keepUnfinished(doors: EngineAndCache, unfinished: UnfinishedAnnotation): void {
  const { footageId, annotationId } = unfinished;
  const change = { key: { footageId, annotationId }, unfinished };
  unsent.set(nameOf(unfinished), change);
  show(doors, change);
  sendSoon(doors);
}

/** Forgets a form that was recorded, discarded, or says again what it said when it was opened. */
export function dropUnfinished(doors: EngineAndCache, { footageId, annotationId }: UnfinishedKey): void {
  const key = { footageId, annotationId };
  if (unfinishedOf(doors, key) === null && !unsent.has(nameOf(key))) {
    return;
  }
  const change = { key, unfinished: null };
  unsent.set(nameOf(key), change);
  show(doors, change);
  flushUnfinished(doors);
}

async function send(doors: EngineAndCache, change: Unsent): Promise<void> {
  const { key, unfinished } = change;
  const isNewest = () => unsent.get(nameOf(key)) === change;
  try {
    await (unfinished === null
      ? doors.engine.call('unfinished.drop', key)
      : doors.engine.call('unfinished.keep', unfinished));
    if (isNewest()) {
      unsent.delete(nameOf(key));
    }
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!isNewest()) {
      return;
    }
    if (error.code === 'engine-gone') {
      // The next engine is told; what it knew when it was asked anew is older than what was typed.
      show(doors, change);
      sendSoon(doors);
      return;
    }
    unsent.delete(nameOf(key));
    showError(error);
  }
}

/** Tells the engine what was typed since it heard last; also when the matter is closed and when the window goes. */
export function flushUnfinished(doors: EngineAndCache): void {
  if (timer !== null) {
    clearTimeout(timer);
    timer = null;
  }
  for (const change of unsent.values()) {
    void send(doors, change);
  }
}
