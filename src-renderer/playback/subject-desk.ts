import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AnnotationId, FootageId, SubjectId } from '../../src-main/domain/identifier.ts';
import type { Subject } from '../../src-main/domain/subject.ts';

/** A frame on the stage at the moment a feature was asked for; play goes on meanwhile. */
export type FeatureMoment = { readonly footageId: FootageId; readonly frame: number };

/** What was typed into the editor of a subject and is not recorded. */
export type TypedSubject = Pick<Subject, 'pseudonym' | 'role' | 'details'>;

export type SubjectDesk = {
  /** The subject whose page is open in the panel; null shows the list. */
  readonly openId: SubjectId | null;
  /** The subject that the next feature is offered for: the one worked with last. */
  readonly lastId: SubjectId | null;
  readonly featureAt: FeatureMoment | null;
  /** By subject, what its editor goes on with after the panel showed something else. */
  readonly typed: ReadonlyMap<SubjectId, TypedSubject>;
  /** A conduct annotation just recorded without context beside it, which the reviewer is asked about once. */
  readonly contextAskedFor: AnnotationId | null;
  /** The subject whose page was left for the list, which puts the focus back on it. */
  readonly leftId: SubjectId | null;
  /** The list or page that comes to the front takes the keyboard's focus. */
  readonly wantsFocus: boolean;
  /** Counts up when the subjects shall come to the front of the panel. */
  readonly shownCount: number;
  set(change: Partial<Omit<SubjectDesk, 'set' | 'show'>>): void;
  /** Brings the subjects to the front of the panel, at this one if named. */
  show(id: SubjectId | null): void;
};

/** What the reviewer is doing with subjects at the bench; commands and panel read the same store. */
export const subjectDesk = createStore<SubjectDesk>()((set) => ({
  openId: null,
  lastId: null,
  featureAt: null,
  typed: new Map(),
  contextAskedFor: null,
  leftId: null,
  wantsFocus: false,
  shownCount: 0,
  set: (change) => set(change),
  show: (openId) =>
    set((state) => ({
      openId,
      lastId: openId ?? state.lastId,
      shownCount: state.shownCount + 1,
      wantsFocus: true,
      leftId: state.openId,
    })),
}));

/** Keeps what was typed about a subject; null: it was recorded or discarded. */
export function keepTypedSubject(id: SubjectId, subject: TypedSubject | null): void {
  const typed = new Map(subjectDesk.getState().typed);
  if (subject === null) {
    typed.delete(id);
  } else {
    typed.set(id, subject);
  }
  subjectDesk.getState().set({ typed });
}

export function useSubjectDesk<T>(select: (state: SubjectDesk) => T): T {
  return useStore(subjectDesk, select);
}
