import type { CustodyEntry, CustodyEventType, CustodyValue } from '../../../domain/custody-event.ts';
import type { RecordSource } from '../packet-record.ts';
import { numberText } from './plain-words.ts';

/** What an entry of the custody log records, in words that take no side. */
const acts: Readonly<Record<CustodyEventType, string>> = {
  genesis: 'Matter created; custody log begun',
  'user.add': 'Reviewer added',
  'session.unlock': 'Matter opened',
  'session.lock': 'Matter closed',
  'key.create': 'Signing key of the workstation created',
  'clock.regression': 'Clock of the computer found set back',
  'acquisition.open': 'Acquisition begun',
  'ingest.file': 'File received, copied and read back',
  'ingest.duplicate': 'File received again; the same content was already held',
  'ingest.fail': 'File not received',
  'acquisition.close': 'Acquisition ended',
  'asset.meta': 'Facts of the recording read from the file',
  'asset.view': 'Recording viewed',
  'annotation.create': 'Annotation added',
  'annotation.revise': 'Annotation revised',
  'annotation.delete': 'Annotation withdrawn',
  'subject.create': 'Subject added',
  'subject.revise': 'Subject revised',
  'subject.delete': 'Subject withdrawn',
  'subject.merge': 'Subjects recorded as one',
  'subject.split': 'Subject divided',
  'subject.feature': 'Features of a subject changed',
  'codebook.adopt': 'Codebook adopted',
  'codebook.revise': 'Codebook changed',
  'content-note.create': 'Content note added',
  'content-note.revise': 'Content note revised',
  'content-note.withdraw': 'Content note withdrawn',
  'clock-correction.set': 'Clock of a recording corrected',
  'clock-correction.withdraw': 'Correction of a clock withdrawn',
  'frame.lock': 'Digests of the pictures of an annotation recorded',
  'exhibit.create': 'Exhibit added',
  'exhibit.revise': 'Exhibit revised',
  'exhibit.withdraw': 'Exhibit withdrawn',
  'bates.assign': 'Bates numbers assigned',
  'render.done': 'Derivative made',
  'render.fail': 'Derivative not made',
  'export.start': 'Packet requested',
  'export.done': 'Packet sealed',
  'export.fail': 'Packet not sealed',
  'export.receipt': 'Receipt of a packet made',
  'transfer.out': 'Packet handed over',
  'transfer.acknowledge': 'Receipt of a packet acknowledged',
  'transfer.open': 'Handed-over packet opened and verified',
  'verify.run': 'Verification run',
  'fixity.sweep': 'Stored originals read and compared with their digests',
  checkpoint: 'Checkpoint of the custody log signed',
  'settings.change': 'Setting changed',
  recovery: 'Stored files put in order after an interruption',
  'error.integrity': 'Integrity finding recorded',
};

/** Fields of an entry that are printed, and what they are called; no other field is, so that no free text slips in. */
const printed: readonly (readonly [string, string])[] = [
  ['relativePath', 'file'],
  ['packet', 'packet'],
  ['profile', 'profile'],
  ['recipient', 'to'],
  ['deliveredTo', 'to'],
  ['receivedBy', 'received by'],
  ['receivedOn', 'received on'],
  ['how', 'by'],
  ['method', 'method'],
  ['medium', 'medium'],
  ['sealNumber', 'seal no.'],
  ['byteCount', 'bytes'],
  ['frame', 'frame'],
  ['what', 'of'],
  ['code', 'code'],
];
/** `code` is that of an annotation in some entries; there it is an assessment and not printed. */
const codeIsError: ReadonlySet<CustodyEventType> = new Set(['ingest.fail', 'render.fail', 'export.fail']);

/** Entries that a reader must not overlook. */
const notable: ReadonlySet<CustodyEventType> = new Set([
  'clock.regression',
  'ingest.fail',
  'render.fail',
  'export.fail',
  'recovery',
  'error.integrity',
]);

export function isNotable(entry: CustodyEntry): boolean {
  return notable.has(entry.body.type);
}

export function actText(entry: CustodyEntry): string {
  return acts[entry.body.type];
}

export function fieldText(value: CustodyValue | undefined): string {
  return typeof value === 'number' ? numberText(value) : typeof value === 'string' ? value : '';
}

/** What the entry is about and its facts: `IMG_0021.MOV; bytes: 734,003,200`. */
export function detailText(entry: CustodyEntry, sources: readonly RecordSource[]): string {
  const { type, refs, data } = entry.body;
  const names = refs.flatMap((ref) => {
    const digest = ref.startsWith('asset:') ? ref.slice('asset:'.length) : null;
    return sources.filter((source) => source.digest === digest).map((source) => source.originalName);
  });
  const facts = printed
    .filter(([key]) => key !== 'code' || codeIsError.has(type))
    .map(([key, name]) => [name, fieldText(data[key])] as const)
    .filter(([, text]) => text !== '' && !names.includes(text))
    .map(([name, text]) => `${name}: ${text}`);
  return [...names, ...facts].join('; ');
}

export function resultText(entry: CustodyEntry): string {
  const { type, data } = entry.body;
  const stated = fieldText(data['verdict']) || fieldText(data['result']);
  if (stated !== '') {
    return stated.replaceAll('_', ' ');
  }
  if (type.endsWith('.fail')) {
    return 'Not done';
  }
  return notable.has(type) ? 'Finding' : 'Done';
}
