import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { Subject } from '../../../../src-main/domain/subject.ts';
import { subjectFacts } from './subject-facts.ts';

export type SubjectChange = { readonly name: string; readonly before: string | null; readonly after: string };

const unstated = 'not stated';

function fieldsOf(subject: Subject, byId: ReadonlyMap<SubjectId, Subject>): Map<string, string> {
  const nameOf = (id: SubjectId) => byId.get(id)?.pseudonym ?? 'a withdrawn subject';
  return new Map([
    ['State', subject.state === 'withdrawn' ? 'withdrawn' : 'in use'],
    ['Name here', subject.pseudonym],
    ['Role', subject.role],
    ['Counts as', subject.mergedInto === null ? 'itself' : nameOf(subject.mergedInto)],
    ...subjectFacts(subject, byId).map(({ name, text }): [string, string] => [name, text]),
  ]);
}

/** What one step changed of a subject; for the first, what it says that is not the usual. */
export function changesOfSubject(
  before: Subject | null,
  after: Subject,
  byId: ReadonlyMap<SubjectId, Subject>,
): SubjectChange[] {
  const now = fieldsOf(after, byId);
  if (before === null) {
    return [...now]
      .filter(([name, text]) => !['State', 'Counts as'].includes(name) && text !== 'unknown')
      .map(([name, text]) => ({ name, before: null, after: text }));
  }
  const then = fieldsOf(before, byId);
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((name) => {
    const [old, next] = [then.get(name) ?? unstated, now.get(name) ?? unstated];
    return old === next ? [] : [{ name, before: old, after: next }];
  });
}
