// @ts-check
'use strict';
// What is known of a file and of the recording it comes from.

/** @param {ViewerFile['span']} span */
function framesText(span) {
  if (span === null) {
    return 'the whole recording';
  }
  const count = span.outFrame - span.inFrame;
  return count === 1
    ? `${span.inFrame}`
    : `${span.inFrame} to ${span.outFrame - 1} (${countText(count)} in all, counted from 0)`;
}

/** @param {NonNullable<ViewerFile['span']>} span @param {ViewerSource} source */
function timesText(span, source) {
  const from = clockText(microsOfPts(span.inPts, source));
  const to = clockText(microsOfPts(span.outPts, source));
  const { num, den } = source.timebase;
  return `${from} to ${to} (pts ${span.inPts} to ${span.outPts}, timebase ${num}/${den})`;
}

/** What was measured, for somebody who never heard of SSIM. @param {ViewerFile} file @returns {string[]} */
function proofSentences({ proof }) {
  if (proof === null) {
    return [];
  }
  const { frameCount, identicalCount } = proof;
  const rest = frameCount - identicalCount;
  const made =
    proof.way === 'smart-cut'
      ? 'Made by the smart cut: the pictures are the source’s own coded pictures, except those near the two ends, which were encoded again.'
      : `Made by encoding every picture again, ${proof.quality === 'lossless' ? 'without any loss' : 'without visible loss'}.`;
  const same =
    rest === 0
      ? `All ${countText(frameCount)} pictures are, sample for sample, those of the source.`
      : `${countText(identicalCount)} of ${countText(frameCount)} pictures are, sample for sample, those of the source; the other ${countText(rest)} were encoded again and differ slightly.`;
  const measured =
    rest === 0
      ? ''
      : `The least alike picture has a likeness (SSIM) of ${(proof.minSsim / 1_000_000).toFixed(6)} where 1 is identical${proof.minPsnr === null ? '' : `, PSNR ${(proof.minPsnr / 1000).toFixed(2)} dB`}; the mean is ${(proof.meanSsim / 1_000_000).toFixed(6)}.`;
  const why = proof.fallbackReason === '' ? '' : `Why not the smart cut: ${proof.fallbackReason}`;
  return [made, same, measured, why].filter((sentence) => sentence !== '');
}

/** @param {ViewerFile} file */
function fileFacts(file) {
  const source = packet.sources[file.source];
  const size = file.width === null || file.height === null ? '' : `${file.width} × ${file.height} pixels`;
  const length = file.durationMicros === null ? '' : durationText(file.durationMicros);
  const frames = file.frameCount === null ? '' : counted(file.frameCount, 'frame');
  const facts = factList([
    ['File', fileLink(file.path)],
    ['Bates number', file.bates],
    ['Class', el('span', {}, classBadge(file.class), ` ${packet.classTexts[file.class]}`)],
    ['SHA-256 of the file', digestText(file.digest, `SHA-256 of ${file.path}`)],
    ['Size', bytesText(file.byteCount)],
    ['Picture', [size, frames, length, file.hasSound ? 'with sound' : ''].filter((part) => part !== '').join(', ')],
    ['Frames of the source', file.role === 'native' ? 'the whole recording' : framesText(file.span)],
    ['Time in the source', file.span === null || source === undefined ? null : timesText(file.span, source)],
    ['Span of the exhibit in it', file.markedSpan === null ? null : `frames ${framesText(file.markedSpan)}`],
    ['Made from', file.parentBates === null ? null : `${file.parentBates}, the native file in this packet`],
    [
      'Belongs to',
      file.exhibitNumbers.length === 0 ? null : file.exhibitNumbers.map((number) => `Ex. ${number}`).join(', '),
    ],
  ]);
  return el('section', { class: 'facts', 'aria-label': 'This file' }, el('h3', {}, 'This file'), facts);
}

/** How a file was made and how near it is to its source. @param {ViewerFile} file */
function makingFacts(file) {
  const sentences = proofSentences(file);
  const command = file.argv.join(' ');
  const code = el('pre', { tabindex: '0', 'aria-label': 'Command' }, el('code', {}, quoted(file.argv)));
  return el(
    'section',
    { class: 'facts', 'aria-label': 'How it was made' },
    el('h3', {}, 'How it was made'),
    file.role === 'native'
      ? el('p', {}, 'Copied, bit for bit. Its SHA-256 is the one that was recorded when the recording came in.')
      : null,
    ...sentences.map((sentence) => el('p', { dir: 'auto' }, sentence)),
    file.proofPath === null
      ? null
      : el('p', {}, 'Every frame with its number, pts and picture hash: ', fileLink(file.proofPath), '.'),
    file.parameters.length === 0 ? null : factList(file.parameters.map(({ label, value }) => [label, value])),
    file.toolVersion === '' ? null : factList([['Tool', file.toolVersion]]),
    command === ''
      ? null
      : el(
          'details',
          {},
          el('summary', {}, 'Command, the source named by its SHA-256'),
          code,
          button('Copy', () => copyText(code, 'Command copied.'), { class: 'small', 'aria-label': 'Copy the command' }),
        ),
  );
}

/** A command as a shell would take it. @param {readonly string[]} argv */
function quoted(argv) {
  return argv.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replace(/'/g, "'\\''")}'`)).join(' ');
}

/** @param {ViewerSource} source */
function sourceFacts(source) {
  const clocks =
    source.clocks.length === 0
      ? 'the recording carries no statement of its time'
      : el(
          'ul',
          {},
          ...source.clocks.map(({ text, basis }) => el('li', { dir: 'auto' }, `${text} (${basisText(basis)})`)),
        );
  const rate = `${source.frameRate.num}/${source.frameRate.den} frames a second${source.isConstantRate ? '' : ', varying'}`;
  const turned = source.rotation === 0 ? '' : `, turned by ${source.rotation}°`;
  return el(
    'section',
    { class: 'facts', 'aria-label': 'The recording' },
    el('h3', {}, 'The recording it comes from'),
    factList([
      ['Name as received', source.originalName],
      ['SHA-256 of the recording', digestText(source.digest, 'SHA-256 of the recording')],
      ['Size', bytesText(source.byteCount)],
      ['Format', `${source.container}, ${source.codec}, ${source.width} × ${source.height} pixels${turned}`],
      ['Length', durationText(source.durationMicros)],
      [
        'Frames',
        `${countText(source.frameCount)}, ${rate}${source.isCountVerified ? '; every frame was counted by decoding' : ''}`,
      ],
      ['Sound', source.hasSound ? 'yes' : 'none'],
      ['Recorded, as the file states it', clocks],
      [
        'Received',
        `${utcText(source.ingestedAt)}${source.ingestSeq === null ? '' : `, custody entry ${source.ingestSeq}`}`,
      ],
      .../** @type {[string, string][]} */ (source.taken.map(({ label, value }) => [label, value])),
      [
        'Last compared with its digest',
        source.checked === null
          ? null
          : `${utcText(source.checked.at)}, ${source.checked.what}: ${source.checked.isGood ? 'the same' : 'NOT the same'}`,
      ],
    ]),
  );
}
