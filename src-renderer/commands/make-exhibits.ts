import type { CallInput } from '../../src-main/contract/api.ts';
import type { Exhibit } from '../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../src-main/domain/exhibit-number.ts';
import type { AnnotationId, ExhibitId } from '../../src-main/domain/identifier.ts';
import type { Doors } from '../engine/doors.ts';
import { exhibitsDesk } from '../session/exhibits-desk.ts';
import { session } from '../session/session.ts';
import { countOf } from '../ui/date-text.ts';
import { showNotice, showSuccess } from '../ui/toast-store.ts';

/** One call takes so many; more would also be more than a packet holds. */
export const mostAtOnce = 1000;

export type ExhibitDraftInput = CallInput<'exhibits.add'>['drafts'][number];

/** Shows exhibits on their screen, the first of them in sight. */
export function goToExhibits(ids: readonly ExhibitId[]): void {
  exhibitsDesk.getState().show(ids);
  session.getState().navigate({ screen: 'exhibits' });
}

function leadTo(exhibits: readonly Exhibit[]) {
  const label = exhibits.length === 1 ? 'Show it' : 'Show them';
  return { label, run: () => goToExhibits(exhibits.map(({ id }) => id)) };
}

/** Adds exhibits as one edit, and a notice that leads to them; `addition` stands behind it. Errors: of the engine. */
export async function makeExhibits(
  { engine }: Pick<Doors, 'engine'>,
  drafts: ExhibitDraftInput[],
  addition = '',
): Promise<void> {
  const made = await engine.call('exhibits.add', { drafts });
  const [only] = made;
  const what = made.length === 1 && only !== undefined ? exhibitLabel(only.number) : countOf(made.length, 'exhibit');
  showSuccess(`${what} made.${addition}`, leadTo(made));
}

/** The same of annotations; those that are exhibits already are left alone and told. Errors: of the engine. */
export async function makeExhibitsOf(doors: Pick<Doors, 'engine'>, ids: readonly AnnotationId[]): Promise<void> {
  const existing = await doors.engine.call('exhibits.list', {});
  const wanted = new Set<string>(ids);
  const known = existing.filter(({ annotationId }) => annotationId !== null && wanted.has(annotationId));
  const isKnown = new Set(known.map(({ annotationId }) => annotationId));
  const fresh = ids.filter((id) => !isKnown.has(id));
  const [first] = known;
  const told =
    first === undefined
      ? ''
      : ids.length === 1
        ? `This annotation is ${exhibitLabel(first.number)} already.`
        : `${countOf(known.length, 'annotation')} of these ${known.length === 1 ? 'is an exhibit' : 'are exhibits'} already.`;
  if (fresh.length > mostAtOnce) {
    showNotice(
      `${countOf(fresh.length, 'annotation')} are too many at once; at most ${countOf(mostAtOnce, 'exhibit')} are made. Narrow the filter.`,
    );
    return;
  }
  if (fresh.length > 0) {
    const drafts = fresh.map((annotationId) => ({ of: { kind: 'annotation', annotationId } }) as const);
    await makeExhibits(doors, drafts, told === '' ? '' : ` ${told}`);
  } else if (first !== undefined) {
    showNotice(told, 'exhibit-known', leadTo(known));
  }
}
