import type { ExhibitFile } from '../../domain/made-exhibit.ts';
import { clockText, codeTitle, type ExhibitRecord, utcText } from './exhibit-record.ts';

/** What the documents of a packet say about the packet itself. */
export type PacketHeading = {
  readonly name: string;
  readonly matterName: string;
  readonly profile: string;
  readonly audience: string;
  /** UTC, RFC 3339. */
  readonly created: string;
  readonly checkpointSize: number;
  readonly checkpointRoot: string;
  readonly fingerprint: string;
  /** The versions of the vocabulary that the exhibits use, oldest first. */
  readonly codebooks: readonly {
    readonly title: string;
    readonly version: string;
    readonly digest: string;
    readonly notice: string;
    /** From the folder of the page. */
    readonly file: string;
  }[];
};

export const banner = 'Annotations record allegations and observations for review; no finding of misconduct is made.';

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'";

/** Text from the matter can be anything; on the page it is text and nothing else. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text
    .replaceAll(/(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A whole page: strict policy, one style sheet, no script. `body` is markup whose text was escaped. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
${body}
</body>
</html>
`;
}

type Row = readonly [term: string, markup: string];

function definitions(rows: readonly Row[]): string {
  return `<dl>\n${rows.map(([term, markup]) => `<div><dt>${escapeHtml(term)}</dt><dd>${markup}</dd></div>`).join('\n')}\n</dl>`;
}

function digestMarkup(digest: string): string {
  return `<code class="digest">${escapeHtml(digest)}</code>`;
}

function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => `<p dir="auto">${escapeHtml(line)}</p>`)
    .join('\n');
}

function fileRow(file: ExhibitFile): string {
  const frames = file.frameCount === null ? '' : String(file.frameCount);
  return `<tr><td><a href="${escapeHtml(file.path)}">${escapeHtml(file.path)}</a></td><td><span class="class">${file.class}</span></td><td class="number">${frames}</td><td class="number">${file.byteCount}</td><td>${digestMarkup(file.digest)}</td></tr>`;
}

function recordedAt(record: ExhibitRecord): string {
  if (record.source.clocks.length === 0) {
    return 'The recording carries no statement of its time.';
  }
  const items = record.source.clocks.map(
    ({ basis, text }) => `<li>${escapeHtml(text)} <span class="basis">(${escapeHtml(basis)})</span></li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

function overlapLinks(record: ExhibitRecord): string {
  return record.overlaps.map((label) => `<a href="#${label}">${label}</a>`).join(', ');
}

function exhibitSection(record: ExhibitRecord): string {
  const { span, timebase, source, files } = record;
  const clip = files.find((file) => file.class === 'DERIVATIVE-CLIP');
  const still = files.find((file) => file.class === 'STILL');
  const rows: Row[] = [
    [
      'Source',
      `${escapeHtml(source.name)}, ${source.frameCount} frames at ${escapeHtml(source.frameRate)}${source.isConstantRate ? '' : ', variable rate'}`,
    ],
    ['SHA-256 of the source', digestMarkup(source.digest)],
    ['Frames', `${span.inFrame} to ${span.outFrame - 1}, ${span.outFrame - span.inFrame} in all, counted from 0`],
    [
      'Time in the source',
      `${clockText(record.inMicros)} to ${clockText(record.outMicros)} (pts ${span.inPts} to ${span.outPts}, timebase ${timebase.num}/${timebase.den})`,
    ],
    ['Recorded, as the file states it', recordedAt(record)],
    ...(record.overlaps.length === 0 ? [] : [['Overlaps in time', overlapLinks(record)] as const]),
    ...(record.subjects.length === 0
      ? []
      : [
          [
            'Subjects (pseudonyms)',
            escapeHtml(record.subjects.map(({ pseudonym, role }) => `${pseudonym} (${role})`).join(', ')),
          ] as const,
        ]),
    ...record.attributes.map(({ label, value }): Row => [label, escapeHtml(value)]),
    [
      'Confidence (1 low to 3 high)',
      escapeHtml(
        Object.entries(record.confidence)
          .map(([axis, value]) => {
            const basis = Object.entries(record.confidenceBasis ?? {}).find(([name]) => name === axis)?.[1] ?? '';
            return `${axis} ${value ?? 'not stated'}${basis === '' ? '' : ` (${basis})`}`;
          })
          .join(', '),
      ),
    ],
    [
      'Annotation',
      `<code>${record.annotationId}@${record.annotationRevision}</code>, ${utcText(record.revisedAt)}${record.reviewer === null ? '' : `, ${escapeHtml(record.reviewer)}`}`,
    ],
  ];
  const allegation =
    record.allegation === null
      ? ''
      : `<div class="allegation"><h3>Alleged by ${escapeHtml(record.allegation.allegedBy)}</h3>\n${paragraphs(record.allegation.text)}</div>\n`;
  return `<section class="exhibit ${record.kind}" id="${record.label}">
<h2><span class="label">${record.label}</span> ${escapeHtml(codeTitle(record))}</h2>
${record.reason === 'overlapping-context' ? '<p class="reason">Context: overlaps an exhibit and goes with it.</p>\n' : ''}${record.isExculpatory === true ? '<p class="reason">Marked by the reviewer as possibly speaking for the person accused.</p>\n' : ''}<div class="pictures">
<figure><video controls preload="none" poster="${escapeHtml(still?.path ?? '')}" src="${escapeHtml(clip?.path ?? '')}"></video><figcaption>Clip, <span class="class">DERIVATIVE-CLIP</span></figcaption></figure>
<figure><img src="${escapeHtml(still?.path ?? '')}" alt="First frame of ${record.label}, frame ${span.inFrame} of the source"><figcaption>Frame ${span.inFrame}, <span class="class">STILL</span></figcaption></figure>
</div>
<div class="observation"><h3>Observed</h3>
${paragraphs(record.observation)}</div>
${allegation}${definitions(rows)}
<table><thead><tr><th>File</th><th>Class</th><th>Frames</th><th>Bytes</th><th>SHA-256</th></tr></thead><tbody>
${files.map(fileRow).join('\n')}
</tbody></table>
</section>`;
}

/** The exhibit index: every exhibit with its clip, still, observation and provenance. Needs no script; made to be printed. */
export function indexPage(heading: PacketHeading, records: readonly ExhibitRecord[]): string {
  const contents = records.map(
    (record) =>
      `<tr><td><a href="#${record.label}">${record.label}</a></td><td>${escapeHtml(codeTitle(record))}</td><td>${escapeHtml(record.source.name)}</td><td class="number">${record.span.inFrame}–${record.span.outFrame - 1}</td><td class="number">${clockText(record.inMicros)}</td></tr>`,
  );
  const rows: Row[] = [
    ['Matter', escapeHtml(heading.matterName)],
    ['Profile', `${escapeHtml(heading.profile)} (${escapeHtml(heading.audience)})`],
    ['Sealed', escapeHtml(heading.created)],
    ...heading.codebooks.map(
      ({ title, version, digest, file }): Row => [
        'Codebook',
        `<a href="${escapeHtml(file)}">${escapeHtml(title)} ${escapeHtml(version)}</a>, ${digestMarkup(digest)}`,
      ],
    ),
    [
      'Custody checkpoint',
      `${heading.checkpointSize} entries, root <code class="digest">${escapeHtml(heading.checkpointRoot)}</code>`,
    ],
    ['Signing key, as this packet states it', `<code>${escapeHtml(heading.fingerprint)}</code>`],
  ];
  return htmlPage(
    `${heading.name}: exhibit index`,
    `<header>
<h1>${escapeHtml(heading.name)}</h1>
<p class="banner">${banner}</p>
${definitions(rows)}
<p>This page is a convenience copy. What counts is that the files verify: see <a href="README.html">README</a>. What this packet leaves out stands in <a href="NOTICES.txt">NOTICES.txt</a>.</p>
</header>
<main>
<nav aria-label="Exhibits"><table><thead><tr><th>Exhibit</th><th>What it shows</th><th>Source</th><th>Frames</th><th>From</th></tr></thead><tbody>
${contents.join('\n')}
</tbody></table></nav>
${records.map(exhibitSection).join('\n')}
</main>
<footer>${[...new Set(heading.codebooks.map(({ notice }) => notice))].map((notice) => `<p>${escapeHtml(notice)}</p>`).join('')}</footer>`,
  );
}

/** The first page a recipient opens: what is here, what the classes mean, how to verify. */
export function readmePage(heading: PacketHeading, hasNatives: boolean): string {
  const classes: Row[] = [
    [
      'NATIVE-COPY',
      'A whole original, bit for bit as it was received; its SHA-256 equals the one recorded when it came in.',
    ],
    [
      'DERIVATIVE-CLIP',
      'An excerpt, encoded again, of exactly the frames named, with nothing drawn on it. The source, the frames and the command are recorded in <a href="exhibits.json">exhibits.json</a>.',
    ],
    ['STILL', 'One decoded frame of the source, upright, lossless.'],
  ];
  return htmlPage(
    `${heading.name}: read me`,
    `<header><h1>${escapeHtml(heading.name)}</h1><p class="banner">${banner}</p></header>
<main>
<section><h2>What is here</h2>
<ul>
<li><a href="index.html">index.html</a>: the exhibits with their clips, stills and provenance</li>
<li><a href="index.csv">index.csv</a>: the same as a table; <a href="exhibits.json">exhibits.json</a>: the same for programs</li>
<li><a href="NOTICES.txt">NOTICES.txt</a>: what this packet leaves out</li>
<li>clips, stills${hasNatives ? ', natives' : ''}: the exhibits themselves</li>
<li>logs: the tools that made them</li>
</ul></section>
<section><h2>Classes of files</h2>
${definitions(classes.filter(([name]) => hasNatives || name !== 'NATIVE-COPY'))}</section>
<section><h2>How to verify</h2>
<p>In the folder above this one, with what every Linux system has (on macOS: shasum -a 256 -c):</p>
<pre>sha256sum -c manifest-sha256.txt
sha256sum -c tagmanifest-sha256.txt</pre>
<p>Everything else too, signature and custody proofs included, with Node.js 20 or newer:</p>
<pre>node verify/verify.mjs . --key FINGERPRINT</pre>
<p>Get the fingerprint of the signing key from the sender by another way than this packet: on paper or by voice. This packet says it is <code>${escapeHtml(heading.fingerprint)}</code>, and a forged packet could say anything. For the same reason, take verify.mjs from somewhere else when it matters. More in verify/VERIFY.txt.</p></section>
</main>`,
  );
}
