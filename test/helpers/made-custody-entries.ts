import type { CustodyBody, CustodyEntry, CustodyEventType } from '../../src-main/domain/custody-event.ts';

/** Entries of a custody log for documents: nothing in them is signed. An hour lies between each and the next. */
export function madeCustodyEntries(
  entries: readonly {
    readonly type: CustodyEventType;
    readonly refs?: readonly string[];
    readonly data?: CustodyBody['data'];
  }[],
): CustodyEntry[] {
  return entries.map(({ type, refs = [], data = {} }, at) => ({
    seq: at * 3,
    hash: (at + 16).toString(16).repeat(32),
    canonicalBody: '{}',
    signature: '',
    body: {
      v: 1,
      log: 'log',
      seq: at * 3,
      prev: '0'.repeat(64),
      ts: new Date(Date.UTC(2026, 1, 16, at, 12, 13, 456)).toISOString(),
      mono: '1',
      boot: 'boot',
      clk: { tz: 'America/New_York', offsetMin: -300, attested: null },
      actor: { id: 'r', name: 'Reviewer Three', role: 'paralegal' },
      dev: { id: 'd', host: 'LAW-WS-07', os: 'Windows 11', app: '0.1.0', build: 'abc' },
      type,
      refs: [...refs],
      data,
      nonce: '0'.repeat(32),
    },
  }));
}
