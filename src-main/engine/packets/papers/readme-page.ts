import { type EvidentiaryClass, evidentiaryClassTexts } from '../../../domain/evidentiary-class.ts';
import type { PacketRecord, RecordHeading } from '../packet-record.ts';
import { banner } from '../record/record-texts.ts';
import { escapeHtml, htmlPage } from './escape-html.ts';

/** What may be in a packet, in the order in which somebody opens it, and what each is in one line. */
const contents: readonly (readonly [path: string, what: string])[] = [
  ['viewer/index.html', 'the viewer: exhibits, their annotations and hashes; open it in any browser'],
  ['index.html', 'the exhibits with their files and hashes, as a plain page'],
  ['EXHIBIT-INDEX.pdf', 'the exhibit index, made to be filed'],
  ['CUSTODY-REPORT.pdf', 'the chain of custody of every recording and file'],
  ['CERT-902-13-14.pdf', 'draft certification under FRE 902(13) and (14), to be completed by whoever signs it'],
  ['CERT-MASSACHUSETTS.pdf', 'the draft affidavit for Massachusetts courts'],
  ['PRODUCTION-LOG.pdf', 'what was produced, under which numbers, and what differs from earlier productions'],
  ['NOTICES.txt', 'what this packet leaves out, and what its reader must know'],
  ['logs/production-log.csv', 'the production log as a table'],
  ['logs/exhibits.json', 'everything about the exhibits, for programs'],
  ['logs/tool-versions.json', 'the programs that made the files'],
];

const folders: readonly (readonly [folder: string, what: string])[] = [
  ['natives/', 'whole recordings, bit for bit as they were received'],
  ['clips/', 'clips of the exhibits'],
  ['stills/', 'single frames'],
  ['aids/', 'illustrative aids, which are not evidence'],
  ['sheets/', 'contact sheets'],
  ['captions/', 'captions that the recordings carry'],
  ['transcripts/', 'transcripts'],
  ['proofs/', 'for each clip a table of every frame: its source frame, time, and the digest of its picture'],
  ['loadfiles/', 'load files for e-discovery systems'],
  ['interchange/', 'timelines and annotations for other programs'],
  ['codebooks/', 'the vocabulary that the annotations use'],
];

function contentList(paths: readonly string[]): string {
  const files = contents.filter(([path]) => paths.includes(path));
  const lines = [
    ...files.map(([path, what]) => `<li><a href="${path}">${path}</a>: ${what}</li>`),
    ...folders
      .filter(([folder]) => paths.some((path) => path.startsWith(folder)))
      .map(([folder, what]) => `<li>${folder} ${what}</li>`),
  ];
  return `<ul>\n${lines.join('\n')}\n</ul>`;
}

function classList(classes: ReadonlySet<EvidentiaryClass>): string {
  const rows = [...classes].map(
    (name) => `<div><dt>${name}</dt><dd>${escapeHtml(evidentiaryClassTexts[name])}</dd></div>`,
  );
  return `<dl>\n${rows.join('\n')}\n</dl>`;
}

function cosignerWords({ cosigner }: RecordHeading): string {
  return cosigner === null
    ? ''
    : ` and, for ${escapeHtml(cosigner.name)}, who is to sign beside the workstation, <code>${escapeHtml(cosigner.fingerprint)}</code>`;
}

/** The first page a recipient opens: what is here, what the classes mean, how to verify. `paths`: below data/. */
export function readmePage({ heading, files }: PacketRecord, paths: readonly string[]): string {
  return htmlPage(
    `${heading.name}: read me`,
    `<header><h1>${escapeHtml(heading.name)}</h1>${heading.confidentiality === '' ? '' : `<p class="confidentiality">${escapeHtml(heading.confidentiality)}</p>`}<p class="banner">${banner}</p></header>
<main>
<section><h2>What is here</h2>
${contentList(paths)}
<p>Files of exhibits are named by their Bates numbers; a number stands for one produced file and is never used again.</p></section>
<section><h2>Classes of files</h2>
${classList(new Set(files.map((file) => file.class)))}</section>
<section><h2>How to verify</h2>
<p>In the folder above this one, with what every Linux system has (on macOS: shasum -a 256 -c):</p>
<pre>sha256sum -c manifest-sha256.txt
sha256sum -c tagmanifest-sha256.txt</pre>
<p>Everything else too, signature and custody proofs included, with Node.js 20 or newer:</p>
<pre>node verify/verify.mjs . --key FINGERPRINT</pre>
<p>Get the fingerprint of the signing key from the sender by another way than this packet: on paper or by voice. This packet says it is <code>${escapeHtml(heading.fingerprint)}</code>${cosignerWords(heading)}, and a forged packet could say anything. For the same reason, take verify.mjs from somewhere else when it matters. More in verify/VERIFY.txt.</p></section>
</main>`,
  );
}
