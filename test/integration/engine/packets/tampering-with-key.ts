import { z } from 'zod';
import type { Tampering } from '../../../helpers/packet-copy.ts';

type Proof = Record<string, unknown>;
const proofsSchema = z.looseObject({ proofs: z.array(z.record(z.string(), z.unknown())) });

function withProofs(change: (proofs: readonly Proof[]) => readonly Proof[]): (text: string) => string {
  return (text) => {
    const file = proofsSchema.parse(JSON.parse(text));
    return `${JSON.stringify({ ...file, proofs: change(file.proofs) }, null, 1)}\n`;
  };
}

/** What is wrong in itself although it is signed: done by somebody who has the key, or by an error of the program. */
export const tamperingsWithKey: readonly Tampering[] = [
  [
    'an older checkpoint, signed anew',
    31,
    /checkpoint/,
    ({ copy, oldCheckpoint }) => copy.write('custody/checkpoint.txt', oldCheckpoint),
  ],
  [
    'a custody entry reworded',
    31,
    /hash it states/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => text.replace('"role":"attorney"', '"role":"reviewer"')),
  ],
  [
    'a custody entry not in canonical form',
    31,
    /canonical/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => text.replace('{"body"', '{ "body"')),
  ],
  [
    'a custody entry with a float',
    31,
    /no integer/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => text.replace('"v":1', '"v":1.5')),
  ],
  [
    'a custody entry signed by nobody',
    31,
    /not signed/,
    ({ copy }) =>
      copy.edit('custody/entries.jsonl', (text) =>
        text.replace(/"sig":"(.)/, (_all, first) => `"sig":"${first === 'A' ? 'B' : 'A'}`),
      ),
  ],
  [
    'a custody entry left out',
    31,
    /lacks an entry/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => text.slice(text.indexOf('\n') + 1)),
  ],
  [
    'custody entries out of order',
    31,
    /does not follow/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`),
  ],
  [
    'a custody entry twice',
    31,
    /does not follow/,
    ({ copy }) => copy.edit('custody/entries.jsonl', (text) => text.slice(0, text.indexOf('\n') + 1) + text),
  ],
  [
    'a proof left out',
    31,
    /no proof/,
    ({ copy }) =>
      copy.edit(
        'custody/proofs.json',
        withProofs((proofs) => proofs.slice(1)),
      ),
  ],
  [
    'a proof that leads elsewhere',
    31,
    /does not lead/,
    ({ copy }) =>
      copy.edit(
        'custody/proofs.json',
        withProofs(([first, ...rest]) => [{ ...first, path: ['00'.repeat(32)] }, ...rest]),
      ),
  ],
  [
    'a withheld leaf exchanged',
    31,
    /does not lead/,
    ({ copy }) =>
      copy.edit(
        'custody/proofs.json',
        withProofs((proofs) =>
          proofs.map((proof) => (proof['disclosed'] === true ? proof : { ...proof, leaf: '00'.repeat(32) })),
        ),
      ),
  ],
  [
    'no custody entry at all, and a claim of the whole log',
    31,
    /not the whole log/,
    ({ copy }) => {
      copy.write('custody/entries.jsonl', '');
      copy.edit('custody/proofs.json', (text) => text.replace('"wholeLog": false', '"wholeLog": true'));
    },
  ],
  [
    'bagit.txt with a byte order mark',
    40,
    /bagit\.txt/,
    ({ copy }) => copy.edit('bagit.txt', (text) => `\ufeff${text}`),
  ],
  [
    'bagit.txt of another version',
    40,
    /bagit\.txt/,
    ({ copy }) => copy.edit('bagit.txt', (text) => text.replace('1.0', '0.97')),
  ],
  [
    'bag-info.txt of another packet',
    40,
    /bag-info\.txt/,
    ({ copy }) => copy.edit('bag-info.txt', (text) => text.replace('TAMPER-PKT001', 'OTHER-PKT001')),
  ],
  [
    'bag-info.txt with a wrong payload size',
    40,
    /bag-info\.txt/,
    ({ copy }) => copy.edit('bag-info.txt', (text) => text.replace(/Payload-Oxum: \d+/, 'Payload-Oxum: 1')),
  ],
  ['a manifest of an unknown kind', 40, /tagmanifest-sha256\.txt/, ({ copy }) => copy.write('manifest-md5.txt', '')],
  [
    'an entry in proofs.json that is none',
    31,
    /not one/,
    ({ copy }) =>
      copy.edit(
        'custody/proofs.json',
        withProofs((proofs) => proofs.map((proof) => ({ ...proof, leaf: 'x' }))),
      ),
  ],
];
