import { describe, expect, test } from 'vitest';
import { type CustodyLine, custodyEventTypes } from '../../../../src-main/domain/custody-event.ts';
import { verificationLevels } from '../../../../src-main/domain/packet.ts';
import type { EngineDoor } from '../../../../src-renderer/engine/engine-door.ts';
import { custodySubject } from '../../../../src-renderer/screens/custody/custody-subject.ts';
import {
  custodyFacts,
  type custodyTopics,
  custodyWords,
  filterCustody,
} from '../../../../src-renderer/screens/custody/custody-words.ts';
import { readNewLines } from '../../../../src-renderer/screens/custody/use-custody-log.ts';
import { sortJobs } from '../../../../src-renderer/screens/jobs/job-words.ts';
import { passphraseStrength } from '../../../../src-renderer/screens/matters/passphrase-strength.ts';
import { byteText, countOf, utcTime } from '../../../../src-renderer/ui/date-text.ts';
import { progressText } from '../../../../src-renderer/ui/progress-text.ts';
import { plainText, proseText } from '../../../../src-renderer/ui/visible-text.ts';

function line(
  seq: number,
  type: CustodyLine['type'],
  data: CustodyLine['data'] = {},
  refs: string[] = [],
): CustodyLine {
  return { seq, ts: '2026-03-14T15:09:26.000Z', type, actorName: 'Dana', refs, data, hash: 'a'.repeat(64) };
}

describe('text of unknown origin', () => {
  test('hidden and direction-turning characters become visible', () => {
    expect(plainText('invoice\u202efdp.exe')).toBe('invoice\\u{202e}fdp.exe');
    expect(plainText('a\u0000b\nc')).toBe('a\\u{0}b\\u{a}c');
    expect(plainText('zero\u200bwidth')).toBe('zero\\u{200b}width');
    expect(plainText('\ud800')).toBe('\\u{d800}');
    expect(proseText('A hand.\n\nA person\r\nis led \u202eaway.')).toBe('A hand.\n\nA person\nis led \\u{202e}away.');
    expect(proseText('a'.repeat(501))).toBe(`${'a'.repeat(500)}…`);
  });

  test('names of every script stay as they are', () => {
    for (const name of ['Łódź.mp4', 'видео.mp4', '映像.mp4', 'تصوير.mp4', 'e\u0301.mp4']) {
      expect(plainText(name)).toBe(name);
    }
  });

  test('very long text is cut with a sign', () => {
    expect(plainText('x'.repeat(600))).toHaveLength(501);
  });
});

test('bytes and counts read as a person says them', () => {
  expect(byteText(999)).toBe('999 bytes');
  expect(byteText(1000)).toBe('1.0 KB');
  expect(byteText(999_960)).toBe('1.0 MB');
  expect(byteText(4_200_000_000)).toBe('4.2 GB');
  expect(countOf(1, 'entry', 'entries')).toBe('1 entry');
  expect(countOf(1234, 'job')).toBe('1,234 jobs');
  expect(utcTime(1_773_500_966_000_000)).toBe('2026-03-14 15:09:26 UTC');
});

describe('the custody log in plain words', () => {
  test('every type of event has words without code and belongs to a topic', () => {
    for (const type of custodyEventTypes) {
      expect(custodyWords({ type })).toMatch(/^[A-Z][a-z ]/);
      expect(custodySubject(line(0, type), new Map())).toBe('');
    }
  });

  test('an entry names the recording that it is about', () => {
    const entry = line(3, 'asset.meta', { frameCount: 2640 }, ['asset:abc']);
    expect(custodySubject(entry, new Map([['abc', 'door.mp4']]))).toBe('door.mp4, 2,640 frames');
  });

  test('a verification says what was verified, and how it ended', () => {
    const run = (data: CustodyLine['data']) => custodySubject(line(3, 'verify.run', data), new Map());
    expect(run({ what: 'packet', packet: 'ELM-PKT001', result: 'pass' })).toBe(
      'packet ELM-PKT001, whole, signing key known',
    );
    expect(run({ what: 'packet', packet: 'ELM-PKT001', result: 'bad-signature', signature: 'foreign-key' })).toBe(
      'packet ELM-PKT001, signed by another key than the one named',
    );
    expect(run({ what: 'packet', packet: null, result: 'hash-mismatch' })).toBe(
      'a packet in a folder, a file was changed',
    );
    for (const result of Object.keys(verificationLevels)) {
      expect(run({ what: 'packet', packet: null, result })).not.toContain(`, ${result}`);
    }
  });

  test('an opened hand-over says which packet, and how its verification ended', () => {
    const opened = line(3, 'transfer.open', { packet: 'ELM-PKT001', result: 'hash-mismatch' });
    expect(custodySubject(opened, new Map())).toBe('ELM-PKT001, a file was changed');
  });

  test('Bates numbers are named by the first and the last', () => {
    const assigned = (first: string, last: string) =>
      custodySubject(line(3, 'bates.assign', { packet: 'ELM-PKT001', first, last }), new Map());
    expect(assigned('ELM0000001', 'ELM0000007')).toBe('ELM-PKT001, ELM0000001 to ELM0000007');
    expect(assigned('ELM0000008', 'ELM0000008')).toBe('ELM-PKT001, ELM0000008');
  });

  test('an annotation is named by code and frames, the last frame included', () => {
    const entry = line(3, 'annotation.create', { code: 'UOF.1', inFrame: 10, outFrame: 20 });
    expect(custodySubject(entry, new Map())).toBe('UOF.1, frames 10–19');
  });

  test('newest first, by topic and by every word', () => {
    const lines = [line(0, 'genesis'), line(1, 'ingest.file', { relativePath: 'a.mp4' }), line(2, 'export.done')];
    const seqs = (topic: (typeof custodyTopics)[number], search: string) =>
      filterCustody(lines, topic, search).map(({ seq }) => seq);
    expect(seqs('all', '')).toEqual([2, 1, 0]);
    expect(seqs('footage', '')).toEqual([1]);
    expect(seqs('all', 'dana A.MP4')).toEqual([1]);
    expect(seqs('packets', 'a.mp4')).toEqual([]);
  });

  test('a log longer than a page is read to its end, and later only what is new', async () => {
    const log = Array.from({ length: 7 }, (_, seq) => line(seq, 'ingest.file'));
    const asked: number[] = [];
    const engine = {
      call: (_name: string, { fromSeq, limit }: { fromSeq: number; limit: number }) => {
        asked.push(fromSeq);
        return Promise.resolve(log.slice(fromSeq, fromSeq + limit));
      },
    } as unknown as Pick<EngineDoor, 'call'>;
    const { signal } = new AbortController();
    const all = await readNewLines(engine, [], signal, 3);
    expect(all.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    log.push(line(7, 'checkpoint'));
    asked.length = 0;
    expect(await readNewLines(engine, all, signal, 3)).toHaveLength(8);
    expect(asked).toEqual([7]);
  });

  test('nested data is shown in lines', () => {
    expect(custodyFacts({ statement: { sourceLabel: 'SD 4' }, names: ['a', 'b'], none: null, nobody: [] })).toEqual([
      ['statement · source label', 'SD 4'],
      ['names', 'a, b'],
      ['none', '—'],
      ['nobody', '—'],
    ]);
  });
});

describe('jobs', () => {
  test('progress is said in the unit of the job', () => {
    expect(progressText({ done: 812, total: 2699, unit: 'frames' })).toBe('812 of 2,699 frames');
    expect(progressText({ done: 1_400_000_000, total: 4_200_000_000, unit: 'bytes' })).toBe('1.4 GB of 4.2 GB');
    expect(progressText({ done: 57_341, total: 60_000, unit: 'bytes of originals checked' })).toBe(
      '57.3 KB of 60.0 KB of originals checked',
    );
    expect(progressText({ done: 0, total: null, unit: 'frames' })).toBe('');
  });

  test('running, then waiting in their order, then ended with the newest first', () => {
    const job = (id: string, state: string, createdAt: number, endedAt: number | null) =>
      ({ id, state, createdAt, endedAt }) as never;
    const sorted = sortJobs([
      job('old', 'done', 1, 2),
      job('second', 'queued', 6, null),
      job('new', 'failed', 3, 9),
      job('first', 'queued', 5, null),
      job('now', 'running', 4, null),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual(['now', 'first', 'second', 'new', 'old']);
  });
});

describe('strength of a passphrase', () => {
  test.each([
    ['', 'Too short'],
    ['short', 'Too short'],
    ['password123456', 'Weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'Weak'],
    ['slate harbor lantern copper meadow', 'Strong'],
    ['a bc de fg hi', 'Too short'],
  ])('%j is %s', (passphrase, word) => {
    expect(passphraseStrength(passphrase).word).toBe(word);
  });

  test('more words are never weaker', () => {
    const words = ['slate', 'harbor', 'lantern', 'copper', 'meadow', 'ribbon'];
    const scores = [3, 4, 5, 6].map((count) => passphraseStrength(words.slice(0, count).join(' ')).score);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  });
});
