import type { PacketRecord, RecordExhibit, RecordFile } from '../packet-record.ts';
import { banner, clockText } from '../record/record-texts.ts';
import { escapeHtml, htmlPage } from './escape-html.ts';

function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => `<p dir="auto">${escapeHtml(line)}</p>`)
    .join('\n');
}

function fileRow(file: RecordFile): string {
  return `<tr><td><a href="${file.path}">${file.path}</a></td><td>${escapeHtml(file.label)}</td><td><span class="class">${file.class}</span></td><td class="number">${file.frameCount ?? ''}</td><td class="number">${file.byteCount}</td><td><code class="digest">${file.digest}</code></td></tr>`;
}

function exhibitSection(exhibit: RecordExhibit): string {
  const { span, source, annotations } = exhibit;
  const statements = annotations.map(
    (annotation) => `<div class="observation"><h3>${escapeHtml(annotation.title)}</h3>
${paragraphs(annotation.observation)}</div>
${annotation.allegation === null ? '' : `<div class="allegation"><h3>Alleged by ${escapeHtml(annotation.allegation.allegedBy)}</h3>\n${paragraphs(annotation.allegation.text)}</div>`}`,
  );
  return `<section class="exhibit" id="${exhibit.slug}">
<h2><span class="label">${exhibit.label}</span> ${escapeHtml(exhibit.title)}</h2>
${exhibit.reason === 'overlapping-context' ? '<p class="reason">Context: overlaps an exhibit and goes with it.</p>\n' : ''}${paragraphs(exhibit.description)}
<dl>
<div><dt>Source</dt><dd>${escapeHtml(source.originalName)}, SHA-256 <code class="digest">${source.digest}</code></dd></div>
<div><dt>Frames</dt><dd>${span.inFrame} to ${span.outFrame - 1}, counted from 0; ${clockText(exhibit.inMicros)} to ${clockText(exhibit.outMicros)}</dd></div>
${exhibit.overlaps.length === 0 ? '' : `<div><dt>Overlaps in time</dt><dd>${exhibit.overlaps.join(', ')}</dd></div>`}
</dl>
<table><thead><tr><th>File</th><th>What it is</th><th>Class</th><th>Frames</th><th>Bytes</th><th>SHA-256</th></tr></thead><tbody>
${exhibit.files.map(fileRow).join('\n')}
</tbody></table>
${statements.join('\n')}
</section>`;
}

/** The exhibits on one plain page, without script or pictures: for packets without the viewer. */
export function plainIndex({ heading, exhibits }: PacketRecord): string {
  return htmlPage(
    `${heading.name}: exhibits`,
    `<header><h1>${escapeHtml(heading.name)}</h1><p class="banner">${banner}</p>
<p>This page is a convenience copy. What counts is that the files verify: see <a href="README.html">README</a>. What this packet leaves out stands in <a href="NOTICES.txt">NOTICES.txt</a>.</p></header>
<main>
${exhibits.map(exhibitSection).join('\n')}
</main>`,
  );
}
