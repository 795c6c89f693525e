import { useMemo } from 'react';
import type { FootageId, SubjectId } from '../../../../src-main/domain/identifier.ts';
import { type Subject, type SubjectEntry, standingSubjects } from '../../../../src-main/domain/subject.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';

export type KnownSubjects = {
  /** Every subject that is not withdrawn, merged ones too. */
  readonly entries: readonly SubjectEntry[];
  /** Those that stand for themselves, in the order in which they were named. */
  readonly standing: readonly SubjectEntry[];
  readonly byId: ReadonlyMap<SubjectId, Subject>;
  /** The subjects that stand for these ids now. */
  named(ids: readonly SubjectId[]): readonly Subject[];
};

const none: readonly SubjectEntry[] = [];
const kindOrder = { agent: 0, person: 1, vehicle: 2 } as const;

/** The subjects of the matter, with their counts in this recording; empty until the engine has answered. */
export function useSubjects(footageId: FootageId): KnownSubjects {
  const entries = useEngineQuery('subjects.list', { footageId }).data ?? none;
  return useMemo(() => {
    const byId = new Map<SubjectId, Subject>(entries.map(({ subject }) => [subject.id, subject]));
    const standing = entries
      .filter(({ subject }) => subject.mergedInto === null)
      .sort((a, b) => kindOrder[a.subject.kind] - kindOrder[b.subject.kind] || a.subject.ordinal - b.subject.ordinal);
    return { entries, standing, byId, named: (ids) => standingSubjects(byId, ids) };
  }, [entries]);
}
