import { AppError } from '../../domain/app-error.ts';
import type { Exhibit } from '../../domain/exhibit.ts';
import { exhibitLabel } from '../../domain/exhibit-number.ts';
import type { ExhibitId } from '../../domain/identifier.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import {
  currentExhibits,
  type ExhibitRef,
  namedExhibits,
  nextExhibit,
  numbersForCustody,
  requireFreeNumbers,
  writeExhibits,
} from './exhibit-edit.ts';
import { listExhibits } from './exhibit-store.ts';

/** Places for a list of this length: those that are there already, so that only what moved is changed. */
function placesOf(exhibits: readonly Exhibit[]): number[] {
  const places = exhibits.map(({ position }) => position);
  return new Set(places).size === places.length ? places : places.map((_, at) => at);
}

/**
 * Puts the whole list into the order of `ids`, as one edit over those that moved.
 * Errors: `edit-conflict` when the list is not the one that was ordered: something was added or withdrawn meanwhile.
 */
export function orderExhibits(matter: OpenMatter, ids: readonly ExhibitId[]): Exhibit[] {
  matter.requireWritable();
  const current = listExhibits(matter.database);
  const byId = new Map<ExhibitId, Exhibit>(current.map((exhibit) => [exhibit.id, exhibit]));
  const wanted = new Set(ids);
  if (wanted.size !== ids.length) {
    throw new AppError('bad-request', 'An exhibit is named twice in the new order. Name each once.');
  }
  if (wanted.size !== byId.size || current.some(({ id }) => !wanted.has(id))) {
    throw new AppError(
      'edit-conflict',
      'The list of exhibits was changed meanwhile: one was added or withdrawn. Look at it as it is now and put it in order again.',
      { exhibitCount: current.length, givenCount: ids.length },
    );
  }
  const places = placesOf(current);
  const moved = ids.flatMap((id, at) => {
    const exhibit = byId.get(id);
    const position = places[at];
    return exhibit === undefined || position === undefined || exhibit.position === position
      ? []
      : [nextExhibit(matter, exhibit, { position })];
  });
  if (moved.length > 0) {
    writeExhibits(matter, {
      label: 'Put the exhibits in order',
      type: 'exhibit.revise',
      exhibits: moved,
      data: { act: 'order', listCount: current.length },
    });
  }
  return listExhibits(matter.database);
}

/**
 * Gives several exhibits other numbers at once, so that two may trade theirs. Answers those that were named.
 * Errors: `bad-request` for a number that is taken, `edit-conflict`, `not-found`.
 */
export function renumberExhibits(
  matter: OpenMatter,
  items: readonly (ExhibitRef & { readonly number: string })[],
): Exhibit[] {
  matter.requireWritable();
  const before = currentExhibits(matter, items);
  const after = before.map((current, at) => {
    const number = items[at]?.number ?? current.number;
    return number === current.number ? current : nextExhibit(matter, current, { number });
  });
  requireFreeNumbers(matter, after);
  const changed = after.filter((exhibit, at) => exhibit !== before[at]);
  const formers = before.filter((exhibit, at) => exhibit !== after[at]).map(({ number }) => number);
  const [only] = changed;
  if (only !== undefined) {
    writeExhibits(matter, {
      label:
        changed.length === 1
          ? `Renumber ${exhibitLabel(formers[0] ?? '')} as ${only.number}`
          : `Renumber ${namedExhibits(changed)}`,
      type: 'exhibit.revise',
      exhibits: changed,
      data: { act: 'renumber', ...numbersForCustody('formerNumbers', formers) },
    });
  }
  return after;
}
