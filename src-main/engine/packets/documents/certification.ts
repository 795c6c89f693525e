import type { PacketRecord } from '../packet-record.ts';
import {
  acquisitionSentences,
  checkedText,
  lastVerification,
  nativesSentence,
  productWords,
  requireFreshChecks,
} from './certification-facts.ts';
import { writeSchedules } from './certification-schedules.ts';
import type { DocumentFonts } from './document-fonts.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import { openPacketDocument } from './open-packet-document.ts';
import type { Rich } from './text-lines.ts';

export const draftMark = 'DRAFT FOR COUNSEL';
/** In points: the declaration stands on a page with text above it, never on one of its own. */
export const declarationHeight = 110;
const title = 'Draft Certifications under Fed. R. Evid. 902(13) and 902(14)';

/**
 * data/CERT-902-13-14.pdf: drafts for counsel, filled from the record and from nothing else (specs/evidence.md 2.12).
 * Errors: `digest-mismatch`, `proof-failed` when a recording was not checked as the text says.
 */
export async function certificationPdf(record: PacketRecord, fonts: DocumentFonts): Promise<Uint8Array> {
  requireFreshChecks(record);
  const kit = openPacketDocument(record, fonts, {
    title: 'Draft Certifications, FRE 902(13) and (14)',
    mark: draftMark,
  });
  kit.heading(1, title);
  writeDraftNotice(kit);
  kit.keyValues(
    [
      ['Court', [{ blank: 'court' }]],
      ['Case', [{ blank: 'caption of the case' }]],
      ['No.', [{ blank: 'docket number' }]],
      ['Matter in the record', record.heading.matterName],
      ['Production', record.heading.name],
    ],
    'Caption',
  );
  writeCopies(kit, record);
  kit.newPage();
  writeSystem(kit, record);
  writeNotes(kit, [
    'Rule 902(11), to which Rules 902(13) and 902(14) refer, asks for reasonable written notice to the adverse party of the intent to offer the record, and for making the record and the certification available for inspection, before the trial or hearing.',
    'The certification must say what a qualified witness would say on the stand. The declarant must know the facts at first hand or from records of the office; strike what the declarant cannot state.',
    'The certifications go to authenticity only. Hearsay, relevance, Rule 403 and completeness (Rule 106) remain open.',
    'Illustrative aids (Rule 107) and summaries (Rule 1006) in Schedule B are not certified as copies.',
    'For the courts of the Commonwealth use the affidavit in CERT-MASSACHUSETTS.pdf.',
  ]);
  await writeSchedules(kit, record);
  return kit.finish();
}

/** What a draft is, before anything else on its first page. */
export function writeDraftNotice(kit: DocumentKit): void {
  kit.banner([
    { bold: 'Draft for counsel. ' },
    'The program filled in what its own records show. What it cannot know is marked ',
    { blank: 'like this' },
    ' and has to be completed or struck by the declarant. Nothing is certified until a qualified person has signed.',
  ]);
}

export function writeNotes(kit: DocumentKit, notes: readonly Rich[]): void {
  kit.heading(2, 'Notes for counsel (remove before filing)');
  kit.list(notes, { style: styles.small });
}

function writeCopies(kit: DocumentKit, record: PacketRecord): void {
  const { heading } = record;
  kit.heading(
    2,
    'I. Certification of data copied from an electronic device, storage medium, or file (Fed. R. Evid. 902(11), 902(14))',
  );
  kit.paragraph(['I, ', { blank: 'name of the declarant' }, ', state:']);
  const [first = '', ...others] = acquisitionSentences(record);
  const received: Rich[] = [first, ...others].map((sentence, at) =>
    others.length === 0 || typeof sentence === 'string' ? sentence : [`(${at + 1}) `, ...sentence, ' '],
  );
  kit.list(
    [
      [
        'I am ',
        { blank: 'title, office' },
        '. My training and experience with the copying and verification of digital recordings is: ',
        { blank: 'training and experience' },
        '.',
      ],
      received.flatMap((sentence) => (typeof sentence === 'string' ? [sentence] : [...sentence])),
      [
        'Using ',
        ...productWords(record),
        ', the files in Schedule A were copied. While reading, the program computed the SHA-256 value of each file; after writing it read the stored copy back and computed the value again. The two values were identical for each file in Schedule A, except: none.',
      ],
      'A SHA-256 value is computed from the whole content of a file. Files with equal values are, for practical purposes, identical copies; a change of any part of a file gives another value.',
      [
        'The copies have been kept in ',
        { blank: 'storage: where, who has access' },
        `. ${checkedText(record)}, before production ${heading.name} was made, the value of each copy was computed again and equaled that in Schedule A.`,
      ],
      `${nativesSentence(record)} Items of that production that are listed under other classes are derived from the files in Schedule A as described in Schedule B and are not certified as identical to them.`,
      'I do not certify the accuracy of times that are shown in or stated by a recording, the identity of any person, or the completeness of what the source device recorded.',
      'Attached are Schedule A (files, sizes, SHA-256 values, times), Schedule B (derivatives: source value, range, tool, settings, value) and Schedule C (custody entries and signed checkpoint).',
    ],
    { start: 1, keepAfter: declarationHeight },
  );
  writeDeclaration(kit);
}

function writeDeclaration(kit: DocumentKit): void {
  kit.paragraph([
    'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct (28 U.S.C. § 1746). Executed on ',
    { blank: 'date' },
    ' at ',
    { blank: 'place' },
    '.',
  ]);
  kit.signatureLine('signature, printed name, title');
}

function writeSystem(kit: DocumentKit, record: PacketRecord): void {
  const { heading } = record;
  kit.heading(
    2,
    'II. Certification of records generated by an electronic process or system (Fed. R. Evid. 902(11), 902(13))',
  );
  kit.paragraph(['I, ', { blank: 'name of the declarant' }, ', state:']);
  kit.list(
    [
      [
        'I am ',
        { blank: 'title, office' },
        ' and am qualified to describe the system named below by ',
        { blank: 'training and experience with the system' },
        '.',
      ],
      [
        'The system. ',
        ...productWords(record),
        ', is a computer program that runs on a workstation of ',
        { blank: 'office' },
        '. It takes in recordings, keeps them unchanged, records every act on them in a custody log, makes excerpts and stills from them, and writes productions. It was used for these purposes in the ordinary course of the work of that office.',
      ],
      [
        `The records. The custody entries in Schedule C, the exhibit index, the production log and the descriptions in Schedule B of production ${heading.name} were written by the system itself when the acts they describe were done, without a person composing them. Titles, descriptions and annotations are the words of the persons who entered them and are not certified.`,
      ],
      [
        'How entries are made. For each act the system writes one entry with the time of the workstation’s clock, the user, the workstation, the kind of act and what it concerns. Each entry contains the SHA-256 value of the entry before it and is signed with a key that is held on the workstation (fingerprint ',
        { mono: heading.fingerprint },
        '). From all entries one value, the root, is computed and signed. A changed, removed or inserted entry gives another root.',
      ],
      [
        'Result. The signed checkpoint in Schedule C covers the log as of this production. The log was last verified, entry by entry, on ',
        ...lastVerification(record),
        '. ',
        { blank: 'whether automated tests of this version were run, and with what result' },
      ],
      'How derivatives are made. Each derivative in Schedule B was made from the file named there by the tool and with the settings named there. Where Schedule B gives a comparison, the system decoded the finished clip and compared each of its pictures with the picture of the recording at the same place; the table of all pictures is part of the production.',
      'The process described produces an accurate result: its steps are recorded, what it makes is compared with its source as stated above, and each step can be repeated from the files in Schedule A. I do not certify that the clock of the workstation was right, that an annotation is true, or who is depicted.',
    ],
    { start: 1, keepAfter: declarationHeight },
  );
  writeDeclaration(kit);
}
