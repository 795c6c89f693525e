import canonicalize from 'canonicalize';
import { AppError } from '../../domain/app-error.ts';

/** Containers within containers, the outermost counted. */
const greatestDepth = 8;
const greatestBytes = 64 * 1024;

function refuse(place: string, reason: string): never {
  throw new AppError('internal', `A custody entry cannot hold ${place}: ${reason}.`, { place });
}

/** Refuses what the canonicaliser would drop, rename or round: it silently drops `undefined` and calls `toJSON`. */
function check(value: unknown, place: string, depth: number): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) {
        refuse(place, 'numbers are integers within ±(2^53 − 1)');
      }
      return;
    case 'string':
      if (!value.isWellFormed()) {
        refuse(place, 'text must be well-formed Unicode');
      }
      return;
    case 'object':
      if (value !== null) {
        checkContainer(value, place, depth + 1);
      }
      return;
    default:
      refuse(place, `a ${typeof value} has no JSON form`);
  }
}

function checkContainer(value: object, place: string, depth: number): void {
  if (depth > greatestDepth) {
    refuse(place, `it is nested deeper than ${greatestDepth} levels`);
  }
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      check(value[at], `${place}[${at}]`, depth);
    }
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    refuse(place, 'only plain objects, lists, text, integers, booleans and null are allowed');
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || !key.isWellFormed()) {
      refuse(place, 'it has a name that is not allowed');
    }
    check((value as Record<string, unknown>)[key], `${place}.${key}`, depth);
  }
}

/**
 * RFC 8785 text of a value that holds no floats: the one form that is hashed and signed.
 * Errors: `internal` for anything that has no such form, nests deeper than 8 levels or exceeds 64 KiB.
 */
export function canonicalJson(value: unknown): string {
  check(value, 'the value', 0);
  const text = canonicalize(value);
  if (text === undefined || Buffer.byteLength(text) > greatestBytes) {
    refuse('the value', `it is larger than ${greatestBytes} bytes`);
  }
  return text;
}

/** The same value with every text and name in Unicode form NFC: what enters a custody entry. */
export function normaliseText<T>(value: T): T {
  return normalise(value) as T;
}

function normalise(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.normalize('NFC');
  }
  if (Array.isArray(value)) {
    return value.map(normalise);
  }
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.normalize('NFC'), normalise(part)]));
  }
  return value;
}

/** Whether every text is well-formed and the names of every object stand in canonical order (by UTF-16 code units). */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.isWellFormed();
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.every(isInOrder);
  }
  let previous: string | null = null;
  for (const key of Object.keys(value)) {
    if ((previous !== null && key <= previous) || !key.isWellFormed()) {
      return false;
    }
    previous = key;
    if (!isInOrder((value as Record<string, unknown>)[key])) {
      return false;
    }
  }
  return true;
}

/**
 * Whether `text`, which was parsed to `value`, is that value's canonical JSON. Says the same as comparing with
 * `canonicalJson`, several times faster: RFC 8785 is what JSON.stringify writes when the names are in order.
 */
export function isCanonicalJson(text: string, value: unknown): boolean {
  if (JSON.stringify(value) === text && isInOrder(value)) {
    return true;
  }
  try {
    return canonicalJson(value) === text;
  } catch (thrown) {
    if (thrown instanceof AppError) {
      return false;
    }
    throw thrown;
  }
}
