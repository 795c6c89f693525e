import { platform, release } from 'node:os';
import type { PacketPlan } from '../../domain/packet.ts';
import { clockText, codeTitle, type ExhibitRecord, utcText } from './exhibit-record.ts';
import type { PacketCustody } from './packet-custody.ts';
import { banner, type PacketHeading } from './packet-page.ts';
import type { ProfileRules } from './profile-rules.ts';

/** A cell that a spreadsheet takes for a formula gets an apostrophe (specs/evidence.md 5.5). */
export function csvCell(value: string | number): string {
  const text = String(value).replaceAll(/\r\n?/g, '\n');
  const defused = typeof value === 'string' ? text.replaceAll(/(^|[\n,;|\t])(?=[=+\-@\t\r])/g, "$1'") : text;
  return /[",\n\r;']/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

const columns: readonly (readonly [heading: string, value: (record: ExhibitRecord) => string | number])[] = [
  ['Exhibit', (record) => record.label],
  ['What it shows', codeTitle],
  ['Observation', (record) => record.observation],
  ['Why it is here', (record) => (record.reason === 'chosen' ? 'chosen' : 'context that overlaps an exhibit')],
  ['Overlaps', (record) => record.overlaps.join(' ')],
  ['Source', (record) => record.source.name],
  ['Source SHA-256', (record) => record.source.digest],
  ['First frame', (record) => record.span.inFrame],
  ['Last frame', (record) => record.span.outFrame - 1],
  ['Frame count', (record) => record.span.outFrame - record.span.inFrame],
  ['In pts', (record) => record.span.inPts],
  ['Out pts', (record) => record.span.outPts],
  ['Timebase', (record) => `${record.timebase.num}/${record.timebase.den}`],
  ['In time', (record) => clockText(record.inMicros)],
  ['Out time', (record) => clockText(record.outMicros)],
  [
    'Recorded (as the file states it)',
    (record) => record.source.clocks.map(({ basis, text }) => `${basis} ${text}`).join('; '),
  ],
  ...(['DERIVATIVE-CLIP', 'STILL', 'NATIVE-COPY'] as const).flatMap((name) => {
    const file = (record: ExhibitRecord) => record.files.find((candidate) => candidate.class === name);
    return [
      [`${name} file`, (record: ExhibitRecord) => file(record)?.path ?? ''],
      [`${name} SHA-256`, (record: ExhibitRecord) => file(record)?.digest ?? ''],
    ] as const;
  }),
  ['Subjects', (record) => record.subjects.map(({ pseudonym, role }) => `${pseudonym} (${role})`).join('; ')],
  ['Annotation', (record) => `${record.annotationId}@${record.annotationRevision}`],
  ['Annotated (UTC)', (record) => utcText(record.revisedAt)],
];

const allegationColumns: typeof columns = [
  ['Alleged by', (record) => record.allegation?.allegedBy ?? ''],
  ['Allegation', (record) => record.allegation?.text ?? ''],
  ['May speak for the person accused', (record) => (record.isExculpatory === true ? 'yes' : '')],
];

/** The index as a table: UTF-8 with a byte order mark, RFC 4180, formulas defused (exhibits.json has the raw text). */
export function indexCsv(records: readonly ExhibitRecord[], rules: ProfileRules): string {
  const shown = rules.carriesAllegations ? [...columns, ...allegationColumns] : columns;
  const rows = [
    shown.map(([heading]) => csvCell(heading)),
    ...records.map((record) => shown.map(([, value]) => csvCell(value(record)))),
  ];
  return `\ufeff${rows.map((row) => `${row.join(',')}\r\n`).join('')}`;
}

/** Everything about the exhibits, for programs. Integers and text only; times in ticks and microseconds. */
export function exhibitsJson(heading: PacketHeading, records: readonly ExhibitRecord[]): string {
  return `${JSON.stringify({ format: 'frame-of-record/exhibits/v1', notice: banner, packet: heading, exhibits: records }, null, 1)}\n`;
}

export type NoticeFacts = {
  readonly heading: PacketHeading;
  readonly rules: ProfileRules;
  readonly plan: PacketPlan;
  readonly custody: PacketCustody;
};

/** What this packet leaves out, computed from the profile and the plan (specs/evidence.md 2.4). */
export function noticesText({ heading, rules, plan, custody }: NoticeFacts): string {
  const withAllegation = plan.exhibits.filter(({ annotation }) => annotation.allegation !== null).length;
  const context = plan.exhibits.filter(({ reason }) => reason === 'overlapping-context').length;
  const notices = [
    banner,
    rules.carriesAllegations
      ? `Allegations are stated as such and attributed to whoever makes them (${withAllegation} of ${plan.exhibits.length} exhibits).`
      : 'This packet excludes attorney notes: allegations and legal theories, where there are any, are left out.',
    rules.carriesAssessments
      ? null
      : 'Assessments of the reviewers, where there are any, are left out: what their confidence rests on, and what they marked as possibly speaking for a person accused.',
    'Working notes of the office are in no packet. Persons and vehicles are named by pseudonym and role only.',
    plan.includeNative
      ? 'The whole original recordings are included.'
      : 'The whole original recordings are not included; each exhibit names its source by SHA-256.',
    'No redaction was applied to any picture or sound.',
    context === 0
      ? null
      : `${context} exhibits are context that overlaps a chosen exhibit; they were added so that it is not read alone.`,
    plan.omittedContext.length === 0
      ? null
      : `${plan.omittedContext.length} context items that overlap exhibits were left out; the reason is recorded in the custody entry of this export.`,
    custodyNotice(rules, custody),
    rules.namesReviewers ? null : 'The names of reviewers and of their workstations are left out.',
    'Of the recordings, what lies outside the frames of the exhibits is not shown by the clips.',
    'In index.csv, cells that a spreadsheet would take for a formula begin with an apostrophe; exhibits.json has the text as it was written.',
    'Times are those that the recordings state of themselves; their clocks were not corrected.',
  ];
  const body = notices.filter((notice) => notice !== null).map((notice) => `- ${notice}`);
  return `${heading.name}\nProfile: ${heading.profile} (${rules.letter}, ${rules.audience})\n\n${body.join('\n')}\n`;
}

function custodyNotice(rules: ProfileRules, custody: PacketCustody): string {
  if (rules.custody === 'whole-log') {
    return `The whole custody log up to its checkpoint is included (${custody.disclosedCount} entries).`;
  }
  const withheld =
    custody.withheldCount === 0
      ? ''
      : ` ${custody.withheldCount} more are shown by their hash and a proof that they stand in the log, because their text may not leave with this profile.`;
  return `Of the custody log, ${custody.disclosedCount} entries about the exhibits are included in full.${withheld} Entries about anything else, and the record of who viewed what, are left out.`;
}

/** The tools that made the exhibits; `exhibits.json` says which made which. */
export function toolVersionsJson(records: readonly ExhibitRecord[], appVersion: string): string {
  const tools = new Set(records.flatMap((record) => record.files.map((file) => file.toolVersion)));
  const versions = {
    application: `frame-of-record ${appVersion}`,
    runtime: `node ${process.versions.node}`,
    system: `${platform()} ${release()}`,
    tools: [...tools].filter((tool) => tool !== '').sort(),
  };
  return `${JSON.stringify(versions, null, 1)}\n`;
}
