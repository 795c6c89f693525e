import type { ContentNoteKind } from '../../src-main/domain/content-note.ts';

/** What to expect, in plain and neutral words. */
export const contentKindNames: Readonly<Record<ContentNoteKind, string>> = {
  violence: 'Violence',
  injury: 'Injury',
  'child-distress': 'Distress of a child',
  death: 'Death',
  nudity: 'Nudity',
  other: 'Other disturbing content',
};
