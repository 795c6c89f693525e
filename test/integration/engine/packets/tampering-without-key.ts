import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  foreignKey,
  keyringOf,
  resealPacket,
  rewriteManifests,
  rewriteTagManifests,
} from '../../../helpers/forge-packet.ts';
import { forgeObservation, type Tampering } from '../../../helpers/packet-copy.ts';

/** What somebody does who can change files and knows the format, and has not the key; the code it ends with; what is named. */
export const tamperingsWithoutKey: readonly Tampering[] = [
  [
    'a byte added to a clip',
    21,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) => appendFileSync(copy.at('data/clips/CEDAR0000001.mp4'), 'x'),
  ],
  [
    'a clip cut short',
    21,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) =>
      writeFileSync(
        copy.at('data/clips/CEDAR0000001.mp4'),
        readFileSync(copy.at('data/clips/CEDAR0000001.mp4')).subarray(0, -1),
      ),
  ],
  [
    'an emptied still',
    21,
    /data\/stills\/CEDAR0000002\.png/,
    ({ copy }) => copy.write('data/stills/CEDAR0000002.png', ''),
  ],
  [
    'two clips exchanged',
    21,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) => {
      renameSync(copy.at('data/clips/CEDAR0000001.mp4'), copy.at('data/clips/x.mp4'));
      renameSync(copy.at('data/clips/CEDAR0000003.mp4'), copy.at('data/clips/CEDAR0000001.mp4'));
      renameSync(copy.at('data/clips/x.mp4'), copy.at('data/clips/CEDAR0000003.mp4'));
    },
  ],
  [
    'an observation reworded',
    21,
    /data\/logs\/exhibits\.json/,
    ({ copy }) => copy.edit('data/logs/exhibits.json', (text) => text.replace('grey top', 'pink top')),
  ],
  [
    'the verifier replaced',
    21,
    /verify\/verify\.mjs/,
    ({ copy }) => copy.write('verify/verify.mjs', 'console.log("PASS")\n'),
  ],
  [
    'a removed clip',
    20,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) => rmSync(copy.at('data/clips/CEDAR0000001.mp4')),
  ],
  ['a removed verifier', 20, /verify\/verify\.mjs/, ({ copy }) => rmSync(copy.at('verify/verify.mjs'))],
  [
    'a removed folder',
    20,
    /data\/stills\/CEDAR0000004\.png/,
    ({ copy }) => rmSync(copy.at('data/stills'), { recursive: true }),
  ],
  ...[
    'bagit.txt',
    'bag-info.txt',
    'manifest-sha256.txt',
    'manifest-sha512.txt',
    'tagmanifest-sha256.txt',
    'tagmanifest-sha512.txt',
    'bundle-signature.txt',
    'custody/entries.jsonl',
    'custody/proofs.json',
    'custody/checkpoint.txt',
    'custody/keyring.json',
  ].map(
    (file): Tampering => [
      `without ${file}`,
      20,
      new RegExp(file.replaceAll('.', '\\.')),
      ({ copy }) => rmSync(copy.at(file)),
    ],
  ),
  [
    'both tag manifests stripped',
    20,
    /tagmanifest-sha256\.txt/,
    ({ copy }) => {
      rmSync(copy.at('tagmanifest-sha256.txt'));
      rmSync(copy.at('tagmanifest-sha512.txt'));
    },
  ],
  [
    'a clip renamed',
    20,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) => renameSync(copy.at('data/clips/CEDAR0000001.mp4'), copy.at('data/clips/CEDAR0000009.mp4')),
  ],
  ['a file added to the payload', 22, /data\/extra\.txt/, ({ copy }) => copy.write('data/extra.txt', 'hello\n')],
  ['a file added at the top', 22, /Thumbs\.db/, ({ copy }) => copy.write('Thumbs.db', 'x')],
  ['a file added to custody', 22, /custody\/more\.json/, ({ copy }) => copy.write('custody/more.json', '{}\n')],
  ['an empty folder', 22, /data\/empty/, ({ copy }) => mkdirSync(copy.at('data/empty'))],
  ['a hidden file', 23, /\.DS_Store/, ({ copy }) => copy.write('.DS_Store', 'x')],
  ['a name with a space', 23, /data\/a b\.txt/, ({ copy }) => copy.write('data/a b.txt', 'x')],
  ['a name with a control character', 23, /data\/a\\u\{1b\}\[2J/, ({ copy }) => copy.write('data/a\u001b[2J', 'x')],
  ['a name that turns text round', 23, /\\u\{202e\}/, ({ copy }) => copy.write('data/gpj.\u202etxt', 'x')],
  ['a name that is a device elsewhere', 23, /data\/COM1\.mp4/, ({ copy }) => copy.write('data/COM1.mp4', 'x')],
  ['a name that ends in a dot', 23, /data\/a\./, ({ copy }) => copy.write('data/a.', 'x')],
  [
    'two names that differ in letter case',
    23,
    /letter case/,
    ({ copy }) => {
      copy.write('data/CLIPS.txt', 'x');
      copy.write('data/clips.TXT', 'x');
    },
  ],
  ['a fetch.txt', 23, /fetch\.txt/, ({ copy }) => copy.write('fetch.txt', 'http://example.invalid/a 1 data/a\n')],
  [
    'a link in place of a clip',
    23,
    /data\/clips\/CEDAR0000001\.mp4/,
    ({ copy }) => {
      renameSync(copy.at('data/clips/CEDAR0000001.mp4'), path.join(path.dirname(copy.folder), 'aside.mp4'));
      symlinkSync(path.join(path.dirname(copy.folder), 'aside.mp4'), copy.at('data/clips/CEDAR0000001.mp4'));
    },
  ],
  ['a link to a folder', 23, /data\/more/, ({ copy }) => symlinkSync('/etc', copy.at('data/more'))],
  ['a pipe', 23, /data\/pipe/, ({ copy }) => execFileSync('mkfifo', [copy.at('data/pipe')])],
  [
    'a manifest line changed',
    21,
    /manifest-sha256\.txt/,
    ({ copy }) =>
      copy.edit('manifest-sha256.txt', (text) => text.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
  ],
  [
    'a clip changed and both manifests rewritten',
    21,
    /manifest-sha256\.txt/,
    ({ copy }) => {
      appendFileSync(copy.at('data/clips/CEDAR0000001.mp4'), 'x');
      rewriteManifests(copy.folder);
    },
  ],
  [
    'a clip changed, manifests and tag manifests rewritten',
    21,
    /tagmanifest-sha256\.txt/,
    ({ copy }) => {
      appendFileSync(copy.at('data/clips/CEDAR0000001.mp4'), 'x');
      rewriteManifests(copy.folder);
      rewriteTagManifests(copy.folder);
    },
  ],
  [
    'a file added and every list rewritten',
    21,
    /tagmanifest-sha256\.txt/,
    ({ copy }) => {
      copy.write('data/extra.txt', 'hello\n');
      rewriteManifests(copy.folder);
      rewriteTagManifests(copy.folder);
    },
  ],
  [
    'a clip taken out of every list',
    21,
    /tagmanifest-sha256\.txt/,
    ({ copy }) => {
      rmSync(copy.at('data/clips/CEDAR0000001.mp4'));
      rewriteManifests(copy.folder);
      rewriteTagManifests(copy.folder);
    },
  ],
  [
    'the SHA-512 tag manifest cut short',
    21,
    /tagmanifest-sha512\.txt/,
    ({ copy }) => copy.edit('tagmanifest-sha512.txt', (text) => text.slice(text.indexOf('\n') + 1)),
  ],
  [
    'a blank line in the SHA-512 tag manifest',
    21,
    /tagmanifest-sha512\.txt/,
    ({ copy }) => appendFileSync(copy.at('tagmanifest-sha512.txt'), '\n'),
  ],
  [
    'the statement edited',
    30,
    /bundle-signature\.txt/,
    ({ copy }) => copy.edit('bundle-signature.txt', (text) => text.replace('production', 'internal')),
  ],
  [
    'the signature of another note',
    30,
    /bundle-signature\.txt/,
    ({ copy }) =>
      copy.edit(
        'bundle-signature.txt',
        (text) => `${text.split('\n\n')[0]}\n\n${copy.read('custody/checkpoint.txt').split('\n\n')[1]}`,
      ),
  ],
  [
    'no signature line',
    30,
    /bundle-signature\.txt/,
    ({ copy }) => copy.edit('bundle-signature.txt', (text) => `${text.split('\n\n')[0]}\n\n`),
  ],
  [
    'an older checkpoint put in',
    21,
    /custody\/checkpoint\.txt/,
    ({ copy, oldCheckpoint }) => copy.write('custody/checkpoint.txt', oldCheckpoint),
  ],
  [
    'a foreign key in the keyring',
    21,
    /custody\/keyring\.json/,
    ({ copy, ours }) => copy.write('custody/keyring.json', keyringOf([foreignKey(ours.keyName)])),
  ],
  [
    'everything forged and signed with a foreign key',
    30,
    /bundle-signature\.txt/,
    ({ copy, ours }) => forgeObservation(copy, foreignKey(ours.keyName)),
  ],
  [
    'a foreign key beside ours signs',
    30,
    /bundle-signature\.txt/,
    ({ copy, ours }) => {
      const other = foreignKey(ours.keyName);
      copy.write('custody/keyring.json', keyringOf([ours, other]));
      resealPacket(copy.folder, other);
    },
  ],
  [
    'not a packet at all',
    40,
    /not a packet/,
    ({ copy }) => {
      rmSync(copy.at('bagit.txt'));
      rmSync(copy.at('bundle-signature.txt'));
    },
  ],
];
