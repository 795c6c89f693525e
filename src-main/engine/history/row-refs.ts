import { createHash } from 'node:crypto';
import type { CustodyEvent } from '../../domain/custody-event.ts';

/** An entry of the log may have 64 KiB; this many references take about half of it. */
const mostRefs = 500;

/** SHA-256 over the references of an event, one a line, in their order. */
export function refsDigest(refs: readonly string[]): string {
  return createHash('sha256').update('custody-refs/v1\n').update(refs.join('\n'), 'utf8').digest('hex');
}

/**
 * An event as one entry can hold it: more than 500 references are stated by their number and digest. They are the
 * `table:id@revision` of the edit's rows in their order, so that whoever has the matter can list them again.
 */
export function fitRefs(event: CustodyEvent): CustodyEvent {
  if (event.refs.length <= mostRefs) {
    return event;
  }
  const digest = refsDigest(event.refs);
  return { ...event, refs: [`refs:${digest}`], data: { ...event.data, refs: { count: event.refs.length, digest } } };
}
