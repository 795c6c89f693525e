/**
 * What a produced file is in the eyes of a court (specs/evidence.md 2.5); shown on every file, row and viewer item.
 * `NATIVE-COPY`: bit-identical to what was received. `DERIVATIVE-CLIP`, `DERIVATIVE-STILL`: an excerpt without overlays,
 * its source, range and command recorded. `ENHANCED`: viewing aids were applied, parameters listed. `ILLUSTRATIVE-AID`:
 * overlays, slow motion, freezes; no evidence (FRE 107). `SUMMARY`: a contact sheet or timeline of voluminous footage
 * (FRE 1006 candidate). `REDACTED`: parts removed, log attached.
 */
export const evidentiaryClasses = [
  'NATIVE-COPY',
  'DERIVATIVE-CLIP',
  'DERIVATIVE-STILL',
  'ENHANCED',
  'ILLUSTRATIVE-AID',
  'SUMMARY',
  'REDACTED',
] as const;
export type EvidentiaryClass = (typeof evidentiaryClasses)[number];

/** How a class is written out on documents and screens. */
export const evidentiaryClassTexts: Readonly<Record<EvidentiaryClass, string>> = {
  'NATIVE-COPY': 'Native copy: bit for bit the file that was received',
  'DERIVATIVE-CLIP': 'Derivative clip: an excerpt without overlays',
  'DERIVATIVE-STILL': 'Derivative still: one frame without overlays',
  ENHANCED: 'Enhanced: viewing aids were applied; they are listed',
  'ILLUSTRATIVE-AID': 'Illustrative aid (FRE 107): not evidence',
  SUMMARY: 'Summary (FRE 1006 candidate): the originals are available',
  REDACTED: 'Redacted: parts were removed; see the redaction log',
};
