import type { PacketRecord } from '../packet-record.ts';
import { declarationHeight, draftMark, writeDraftNotice, writeNotes } from './certification.ts';
import {
  acquisitionSentences,
  checkedText,
  nativesSentence,
  productWords,
  requireFreshChecks,
} from './certification-facts.ts';
import { writeSchedules } from './certification-schedules.ts';
import type { DocumentFonts } from './document-fonts.ts';
import { openPacketDocument } from './open-packet-document.ts';
import type { Rich } from './text-lines.ts';

const title = 'Draft Affidavit on Digital Recordings (Massachusetts)';

/**
 * data/CERT-MASSACHUSETTS.pdf: the affidavit of a witness for the courts of the Commonwealth, filled from the record
 * (specs/evidence.md 2.12). Errors: `digest-mismatch`, `proof-failed` as for the federal form.
 */
export async function massachusettsCertificationPdf(record: PacketRecord, fonts: DocumentFonts): Promise<Uint8Array> {
  requireFreshChecks(record);
  const { heading } = record;
  const kit = openPacketDocument(record, fonts, { title: 'Draft Affidavit, Massachusetts', mark: draftMark });
  kit.heading(1, title);
  writeDraftNotice(kit);
  kit.paragraph([{ bold: 'COMMONWEALTH OF MASSACHUSETTS' }], { align: 'center', after: 6 });
  kit.keyValues(
    [
      ['County', [{ blank: 'county' }, ', ss.']],
      ['Court and department', [{ blank: 'court, department, division' }]],
      ['Docket No.', [{ blank: 'docket number' }]],
      ['Case', [{ blank: 'caption of the case' }]],
      ['Matter in the record', heading.matterName],
      ['Production', heading.name],
    ],
    'Caption',
  );
  kit.heading(2, 'Affidavit as to the authenticity of digital recordings (Mass. G. Evid. §§ 901, 1119)');
  kit.paragraph(['I, ', { blank: 'name of the affiant' }, ', on oath depose and state:']);
  const acquisitions = acquisitionSentences(record).flatMap(
    (sentence): Rich => [...(typeof sentence === 'string' ? [sentence] : sentence), ' '],
  ) as Rich;
  kit.list(
    [
      [
        'I am ',
        { blank: 'title, office' },
        '. I make this affidavit from my own knowledge, and from records that ',
        { blank: 'office' },
        ' keeps in the ordinary course of its work. My training and experience with the copying and verification of digital recordings is: ',
        { blank: 'training and experience' },
        '.',
      ],
      acquisitions,
      [
        'The files were copied with ',
        ...productWords(record),
        '. While reading, the program computed the SHA-256 value of each file; after writing it read the stored copy back and computed the value again. The two values were identical for each file in Schedule A, except: none. A SHA-256 value is computed from the whole content of a file; a change of any part of it gives another value.',
      ],
      [
        'The copies have been kept in ',
        { blank: 'storage: where, who has access' },
        `. ${checkedText(record)}, before production ${heading.name} was made, the value of each copy was computed again and equaled that in Schedule A.`,
      ],
      `${nativesSentence(record)} The other items of that production are excerpts, stills and aids made from the files in Schedule A as described in Schedule B. They are what Schedule B says they are; they are not identical to those files.`,
      [
        'The recordings in Schedule A are what they are claimed to be, namely: ',
        {
          blank:
            'what each recording shows, and how the affiant or another witness knows that it is a fair and accurate representation',
        },
        '.',
      ],
      [
        `The production is delivered as files on `,
        { blank: 'medium, serial number, label' },
        ', so that it can be marked and kept with the record.',
      ],
      'I do not attest to the accuracy of times that are shown in or stated by a recording, to the identity of any person, or to the completeness of what the source device recorded. Annotations record allegations and observations for review; no finding of misconduct is made.',
    ],
    { start: 1, keepAfter: declarationHeight },
  );
  kit.paragraph([
    'Signed under the penalties of perjury this ',
    { blank: 'day' },
    ' day of ',
    { blank: 'month and year' },
    '.',
  ]);
  kit.signatureLine('signature, printed name, title');
  writeNotes(kit, [
    'Section 901 asks for evidence sufficient to support a finding that the item is what its proponent claims; see Commonwealth v. Purdy, 459 Mass. 442 (2011).',
    'Section 1119 applies the same principles to digital evidence as to paper, and asks that it be brought in a form that can be marked and kept. Under § 1001(a) video and digital images are not writings or records for the best evidence rule; see also Commonwealth v. Leneski, 66 Mass. App. Ct. 291 (2006), on a copy of digital surveillance video.',
    'No Massachusetts counterpart of Fed. R. Evid. 902(13) and 902(14) is known to the authors of this form. Plan for a witness, in person or by affidavit where the court allows it; whether this affidavit suffices is for counsel to decide. Verify all citations before filing.',
    'Where a recording has sound, consider G.L. c. 272, § 99.',
  ]);
  await writeSchedules(kit, record);
  return kit.finish();
}
