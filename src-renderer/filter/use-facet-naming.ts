import { useMemo } from 'react';
import type { SubjectId } from '../../src-main/domain/identifier.ts';
import { type Subject, standingSubjects } from '../../src-main/domain/subject.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import { namedCodes } from '../ui/code-name.ts';
import type { FacetNaming } from './facet-words.ts';

/** Names of codes, recordings, reviewers and subjects, for facets, chips and rows. */
export function useFacetNaming(): FacetNaming {
  const codebook = useEngineQuery('codebook.show', {}).data;
  const footage = useEngineQuery('footage.list', {}).data;
  const reviewers = useEngineQuery('reviewers.list', {}).data;
  const subjects = useEngineQuery('subjects.list', { includeWithdrawn: true }).data;
  return useMemo(() => {
    const byId = new Map<SubjectId, Subject>((subjects ?? []).map(({ subject }) => [subject.id, subject]));
    return {
      codebook,
      codes: codebook === undefined ? new Map() : namedCodes(codebook),
      footage: new Map((footage ?? []).map(({ footage: own }) => [own.id as string, own.originalName])),
      reviewers: new Map((reviewers ?? []).map(({ id, name }) => [id as string, name])),
      subjects: new Map((subjects ?? []).map(({ subject }) => [subject.id as string, subject.pseudonym])),
      standingNames: (ids) => standingSubjects(byId, ids).map(({ pseudonym }) => pseudonym),
    };
  }, [codebook, footage, reviewers, subjects]);
}
