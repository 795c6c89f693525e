// @ts-check
'use strict';
// The packet itself: what this is, what is left out, how to verify it.

const profileNames = new Map([
  ['internal', 'Internal archive'],
  ['production', 'Production to the opposing party'],
  ['referral', 'Referral to a prosecutor'],
  ['court', 'Court exhibit set'],
  ['public', 'Public release'],
]);

function profileText() {
  const { profile, letter } = packet.heading;
  return `${profileNames.get(profile) ?? profile} (profile ${letter})`;
}

function makeOverview() {
  const { heading, notices, exhibits, files } = packet;
  const context = exhibits.filter((exhibit) => kindOf(exhibit) === 'context').length;
  const conduct = exhibits.filter((exhibit) => kindOf(exhibit) === 'conduct').length;
  const commands = el(
    'pre',
    { tabindex: '0', 'aria-label': 'Commands' },
    el(
      'code',
      {},
      'sha256sum -c manifest-sha256.txt\nsha256sum -c tagmanifest-sha256.txt\nnode verify/verify.mjs . --key FINGERPRINT',
    ),
  );
  const classes = [...new Set(files.map((file) => file.class))];
  const first = exhibits[0];
  return el(
    'article',
    { class: 'overview', 'aria-labelledby': 'overview-title' },
    el('h2', { id: 'overview-title', tabindex: '-1' }, 'About this packet'),
    el('p', { class: 'banner' }, packet.banner),
    first === undefined
      ? el('p', { class: 'empty' }, 'This packet has no exhibits.')
      : el(
          'p',
          { class: 'lead' },
          `${counted(exhibits.length, 'exhibit')}: ${conduct} of conduct for review, ${context} of context. `,
          el('a', { class: 'button primary', href: `#${first.slug}` }, `Begin with ${first.label}`),
        ),
    el(
      'section',
      {},
      el('h3', {}, 'What it is'),
      factList([
        ['Packet', heading.name],
        ['Matter', heading.matterName],
        ['Profile', profileText()],
        ['Asked for by', heading.requester],
        ['Confidentiality', heading.confidentiality],
        [
          'Sealed',
          [heading.created.replace('T', ' ').replace('Z', ' UTC'), heading.sealedBy ?? '']
            .filter((part) => part !== '')
            .join(', '),
        ],
        [
          'Custody checkpoint',
          el(
            'span',
            {},
            `${countText(heading.checkpointSize)} entries, root `,
            el('code', { class: 'digest' }, heading.checkpointRoot),
          ),
        ],
        ['Signing key, as this packet states it', el('code', { class: 'digest' }, heading.fingerprint)],
        ['Made with', `Frame of Record ${heading.appVersion}; ${heading.toolVersions.join(', ')}`],
        ...heading.codebooks.map(
          ({ title, version, digest, path }) =>
            /** @type {[string, Child]} */ ([
              'Codebook',
              el('span', {}, fileLink(path, `${title} ${version}`), ' ', digestText(digest, 'SHA-256 of the codebook')),
            ]),
        ),
      ]),
    ),
    el(
      'section',
      {},
      el('h3', {}, 'What is left out'),
      notices.length === 0
        ? el('p', {}, 'Nothing is noted.')
        : el('ul', {}, ...notices.map((notice) => el('li', { dir: 'auto' }, notice))),
      el('p', {}, 'The same stands in ', fileLink('NOTICES.txt'), '.'),
    ),
    el(
      'section',
      {},
      el('h3', {}, 'This viewer is a convenience copy: verify'),
      el(
        'p',
        {},
        'What counts is that the files are those that were sealed. A forged packet could hold a forged viewer, so this page proves nothing about itself. In the packet’s folder, two above this page:',
      ),
      commands,
      button('Copy the commands', () => copyText(commands, 'Commands copied.'), { class: 'small' }),
      el(
        'p',
        {},
        'The first two need nothing but what Linux has (on macOS: shasum -a 256 -c). The third needs Node.js 20 or newer and checks signature and custody proofs too. Get the fingerprint of the signing key from the sender by another way than this packet: on paper or by voice. More is in verify/VERIFY.txt.',
      ),
    ),
    el(
      'section',
      {},
      el('h3', {}, 'Classes of files'),
      el(
        'dl',
        {},
        ...classes.map((name) => el('div', {}, el('dt', {}, classBadge(name)), el('dd', {}, packet.classTexts[name]))),
      ),
    ),
    ...[...new Set(heading.codebooks.map(({ notice }) => notice))].map((notice) =>
      el('p', { class: 'foot', dir: 'auto' }, notice),
    ),
  );
}
