import type { CustodyEventType, CustodyLine, CustodyValue } from '../../../src-main/domain/custody-event.ts';

/** What kinds of event there are, for the filter. */
export const custodyTopics = ['all', 'footage', 'annotations', 'packets', 'access', 'integrity'] as const;
export type CustodyTopic = (typeof custodyTopics)[number];

export const custodyTopicNames: Readonly<Record<CustodyTopic, string>> = {
  all: 'Everything',
  footage: 'Footage',
  annotations: 'Annotations and subjects',
  packets: 'Packets',
  access: 'Access and keys',
  integrity: 'Checks and findings',
};

type Meaning = { readonly words: string; readonly topic: Exclude<CustodyTopic, 'all'> };

const meanings: Readonly<Record<CustodyEventType, Meaning>> = {
  genesis: { words: 'Created the matter and began this log', topic: 'access' },
  'user.add': { words: 'Added a reviewer', topic: 'access' },
  'session.unlock': { words: 'Opened the matter', topic: 'access' },
  'session.lock': { words: 'Closed the matter', topic: 'access' },
  'key.create': { words: 'Made a signing key for this workstation', topic: 'access' },
  'clock.regression': { words: 'The clock of the computer was set back', topic: 'integrity' },
  'acquisition.open': { words: 'Began to take in files', topic: 'footage' },
  'ingest.file': { words: 'Took in a file', topic: 'footage' },
  'ingest.duplicate': { words: 'Recognised a file that the matter already holds', topic: 'footage' },
  'ingest.fail': { words: 'Could not take in a file', topic: 'footage' },
  'acquisition.close': { words: 'Finished taking in files', topic: 'footage' },
  'asset.meta': { words: 'Recorded facts about a recording', topic: 'footage' },
  'asset.view': { words: 'Viewed a recording', topic: 'footage' },
  'annotation.create': { words: 'Added an annotation', topic: 'annotations' },
  'annotation.revise': { words: 'Revised an annotation', topic: 'annotations' },
  'annotation.delete': { words: 'Withdrew an annotation', topic: 'annotations' },
  'subject.create': { words: 'Added a subject', topic: 'annotations' },
  'subject.revise': { words: 'Revised a subject', topic: 'annotations' },
  'subject.delete': { words: 'Withdrew a subject', topic: 'annotations' },
  'subject.merge': { words: 'Decided that two subjects are one', topic: 'annotations' },
  'subject.split': { words: 'Split a subject', topic: 'annotations' },
  'subject.feature': { words: 'Changed the features of a subject', topic: 'annotations' },
  'codebook.adopt': { words: 'Began with a codebook', topic: 'annotations' },
  'codebook.revise': { words: 'Changed the codebook', topic: 'annotations' },
  'content-note.create': { words: 'Added a content note', topic: 'annotations' },
  'content-note.revise': { words: 'Revised a content note', topic: 'annotations' },
  'content-note.withdraw': { words: 'Withdrew a content note', topic: 'annotations' },
  'clock-correction.set': { words: 'Corrected the clock of a recording', topic: 'annotations' },
  'clock-correction.withdraw': { words: 'Withdrew the correction of a clock', topic: 'annotations' },
  'frame.lock': { words: 'Locked the pictures of an annotation', topic: 'annotations' },
  'exhibit.create': { words: 'Added an exhibit', topic: 'packets' },
  'exhibit.revise': { words: 'Revised an exhibit', topic: 'packets' },
  'exhibit.withdraw': { words: 'Withdrew an exhibit', topic: 'packets' },
  'bates.assign': { words: 'Assigned Bates numbers', topic: 'packets' },
  'render.done': { words: 'Made a working file', topic: 'footage' },
  'render.fail': { words: 'Could not make a working file', topic: 'footage' },
  'export.start': { words: 'Began to seal a packet', topic: 'packets' },
  'export.done': { words: 'Sealed a packet', topic: 'packets' },
  'export.fail': { words: 'A packet was not sealed', topic: 'packets' },
  'export.receipt': { words: 'Made a receipt of a packet', topic: 'packets' },
  'transfer.out': { words: 'Handed over a packet', topic: 'packets' },
  'transfer.acknowledge': { words: 'Recorded that a packet was received', topic: 'packets' },
  'transfer.open': { words: 'Opened a packet that was handed over', topic: 'packets' },
  'verify.run': { words: 'Verified', topic: 'integrity' },
  'fixity.sweep': { words: 'Checked the stored originals', topic: 'integrity' },
  checkpoint: { words: 'Signed a checkpoint of this log', topic: 'integrity' },
  'settings.change': { words: 'Changed a setting', topic: 'access' },
  recovery: { words: 'Put things in order after an interruption', topic: 'integrity' },
  'error.integrity': { words: 'Found something that does not add up', topic: 'integrity' },
};

/** Events that a reader of the log should not overlook. */
const notable: ReadonlySet<CustodyEventType> = new Set<CustodyEventType>([
  'clock.regression',
  'ingest.fail',
  'render.fail',
  'export.fail',
  'recovery',
  'error.integrity',
]);

function textOf(value: CustodyValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** What an entry records, in plain words, without its subject. */
export function custodyWords(line: Pick<CustodyLine, 'type'>): string {
  return meanings[line.type].words;
}

export function custodyTopic(line: Pick<CustodyLine, 'type'>): Exclude<CustodyTopic, 'all'> {
  return meanings[line.type].topic;
}

export function isNotable(line: Pick<CustodyLine, 'type'>): boolean {
  return notable.has(line.type);
}

/** `footageDigest` as `footage digest`. */
function keyWords(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** The data of an entry as lines of name and value, nested names joined with `·`. */
export function custodyFacts(data: CustodyLine['data'], prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const name = prefix === '' ? keyWords(key) : `${prefix} · ${keyWords(key)}`;
    if (Array.isArray(value)) {
      return [[name, value.map((item) => textOf(item) || JSON.stringify(item)).join(', ') || '—'] as const];
    }
    if (typeof value === 'object' && value !== null) {
      return custodyFacts(value as CustodyLine['data'], name);
    }
    return [[name, value === null ? '—' : textOf(value)] as const];
  });
}

/** Lines of one topic that hold every word of a search, newest first. */
export function filterCustody(
  lines: readonly CustodyLine[],
  topic: CustodyTopic,
  search: string,
): readonly CustodyLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines
    .filter((line) => topic === 'all' || custodyTopic(line) === topic)
    .filter((line) => {
      if (words.length === 0) {
        return true;
      }
      const text = [
        String(line.seq),
        line.ts,
        line.type,
        line.actorName,
        custodyWords(line),
        line.hash,
        ...line.refs,
        JSON.stringify(line.data),
      ]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toReversed();
}
