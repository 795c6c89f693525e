import type { CustodyLine, CustodyValue } from '../../../src-main/domain/custody-event.ts';
import { countOf } from '../../ui/date-text.ts';

type Data = CustodyLine['data'];

/** Names of recordings by the digest of their original. */
export type FootageNames = ReadonlyMap<string, string>;

function textOf(value: CustodyValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: CustodyValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function dataOf(value: CustodyValue | undefined): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};
}

function counted(value: CustodyValue | undefined, one: string, many?: string): string {
  const count = numberOf(value);
  return count === null || count === 0 ? '' : countOf(count, one, many);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** The recording that an entry refers to, by name when this matter knows it. */
function footageOf(line: Pick<CustodyLine, 'refs'>, names: FootageNames): string {
  const digest = line.refs.find((ref) => ref.startsWith('asset:'))?.slice('asset:'.length);
  return digest === undefined ? '' : (names.get(digest) ?? `${digest.slice(0, 12)}…`);
}

function spanOf(data: Data): string {
  const from = numberOf(data['inFrame']);
  const to = numberOf(data['outFrame']);
  return from === null || to === null ? '' : `frames ${from}–${to - 1}`;
}

const workingFiles: Readonly<Record<string, string>> = {
  proxy: 'playable copy',
  peaks: 'waveform',
  filmstrip: 'filmstrip',
  poster: 'first picture',
};

const verdictWords: Readonly<Record<string, string>> = {
  OK: 'everything adds up',
  OK_WITH_FINDINGS: 'everything adds up, with findings',
  TAMPERED: 'something was changed',
  INCOMPLETE: 'something is missing',
};

const packetResultWords: Readonly<Record<string, string>> = {
  pass: 'whole, signing key known',
  'pass-hash-only': 'whole, signing key not known here',
  incomplete: 'a file is missing',
  'hash-mismatch': 'a file was changed',
  'unexpected-file': 'a file was added',
  'unsafe-path': 'a name is not safe',
  'bad-signature': 'the signature does not fit',
  'custody-proof-fails': 'the custody proof fails',
  malformed: 'not a packet that can be read',
  'io-error': 'not read to the end',
};

/** What the event was about ("IMG_0021.mp4", "12 stored, 1 failed"), or an empty text. */
export function custodySubject(line: Pick<CustodyLine, 'type' | 'refs' | 'data'>, names: FootageNames): string {
  const { type, data } = line;
  const footage = footageOf(line, names);
  switch (type) {
    case 'genesis':
    case 'user.add':
      return textOf(data['name']);
    case 'session.unlock':
      return textOf(data['openedWith']) === 'recovery' ? 'with the recovery key' : '';
    case 'acquisition.open': {
      const statement = dataOf(data['statement']);
      return joined(textOf(statement['sourceLabel']), textOf(statement['custodian']));
    }
    case 'acquisition.close':
      return joined(
        counted(data['stored'], 'stored', 'stored'),
        counted(data['duplicate'], 'already held', 'already held'),
        counted(data['failed'], 'failed', 'failed'),
        counted(data['skipped'], 'left out', 'left out'),
      );
    case 'ingest.file':
    case 'ingest.duplicate':
      return textOf(data['relativePath']) || footage;
    case 'ingest.fail':
      return joined(textOf(data['relativePath']), textOf(data['reason']));
    case 'asset.meta':
      return joined(footage, counted(data['frameCount'], 'frame'), textOf(data['reason']));
    case 'render.done':
      return joined(workingFiles[textOf(data['kind'])] ?? textOf(data['kind']), footage);
    case 'render.fail':
      return joined(footage, textOf(data['reason']));
    case 'annotation.create':
    case 'annotation.revise':
    case 'annotation.delete':
      return joined(
        counted(data['annotationCount'], 'annotation'),
        textOf(data['code']),
        spanOf({ ...data, ...dataOf(data['span']) }),
        footage,
      );
    case 'content-note.create':
    case 'content-note.revise':
    case 'content-note.withdraw':
      return joined(spanOf(data), footage);
    case 'clock-correction.set':
    case 'clock-correction.withdraw':
      return footage;
    case 'subject.create':
    case 'subject.revise':
    case 'subject.delete':
    case 'subject.feature':
      return joined(textOf(data['pseudonym']), textOf(data['reason']));
    case 'subject.merge':
      return joined(
        [textOf(data['pseudonym']), textOf(data['other'])].filter(Boolean).join(' into '),
        textOf(data['reason']),
      );
    case 'subject.split':
      return joined(
        [textOf(data['other']), textOf(data['pseudonym'])].filter(Boolean).join(' from '),
        textOf(data['reason']),
      );
    case 'codebook.adopt':
    case 'codebook.revise':
      return joined(textOf(data['version']), counted(data['differenceCount'], 'change'));
    case 'frame.lock':
      return joined(spanOf(data), footage);
    case 'export.start':
    case 'export.done':
    case 'export.fail':
    case 'export.receipt':
      return joined(textOf(data['packet']), counted(data['exhibitCount'], 'exhibit'), textOf(data['message']));
    case 'exhibit.create':
    case 'exhibit.revise':
    case 'exhibit.withdraw':
      return joined(counted(data['exhibitCount'], 'exhibit'), textOf(data['number']), textOf(data['title']));
    case 'bates.assign':
      return joined(
        textOf(data['packet']),
        [...new Set([textOf(data['first']), textOf(data['last'])])].filter((number) => number !== '').join(' to '),
      );
    case 'transfer.out':
    case 'transfer.acknowledge':
      return joined(textOf(data['packet']), textOf(data['recipient']), textOf(data['medium']));
    case 'transfer.open': {
      const result = textOf(data['result']);
      return joined(textOf(data['packet']), packetResultWords[result] ?? result);
    }
    case 'asset.view':
      return joined(footage, counted(data['watchedFrames'], 'frame watched', 'frames watched'));
    case 'verify.run':
    case 'error.integrity':
      if (data['what'] === 'packet') {
        const result = textOf(data['result']);
        const packet = textOf(data['packet']);
        const words =
          data['signature'] === 'foreign-key' ? 'signed by another key than the one named' : packetResultWords[result];
        // Not named: signed by a key of this matter, yet no packet that it knows as sealed.
        return joined(packet === '' ? 'a packet in a folder' : `packet ${packet}`, words ?? result);
      }
      if (data['what'] === 'frame-lock') {
        return joined(spanOf(data), footage, textOf(data['message']));
      }
      if (data['what'] === 'frame-locks') {
        return joined(
          counted(data['checkedCount'], 'frame lock'),
          counted(data['match'], 'matches', 'match'),
          counted(data['no-match'], 'does not match', 'do not match'),
          counted(data['cannot-check'], 'could not be checked', 'could not be checked'),
          counted(data['not-locked'], 'not locked yet', 'not locked yet'),
        );
      }
      return joined(verdictWords[textOf(data['verdict'])] ?? '', counted(data['troubledCount'], 'original'));
    case 'checkpoint':
      return counted(data['size'], 'entry', 'entries');
    case 'recovery':
      return joined(
        counted(data['partialsRemoved'], 'unfinished copy removed', 'unfinished copies removed'),
        counted(data['quarantinedCount'], 'stray file set aside', 'stray files set aside'),
      );
    case 'session.lock':
    case 'key.create':
    case 'clock.regression':
    case 'fixity.sweep':
    case 'settings.change':
      return textOf(data['name']) || footage;
  }
}
