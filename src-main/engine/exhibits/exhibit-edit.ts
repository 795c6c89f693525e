import { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import { type Exhibit, exhibitSchema } from '../../domain/exhibit.ts';
import { exhibitLabel, nextExhibitNumber, nextSubNumber } from '../../domain/exhibit-number.ts';
import type { ExhibitId } from '../../domain/identifier.ts';
import { currentRow, isSameRow } from '../history/edit-images.ts';
import { type RowChange, recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findExhibit, listExhibits, rowOfExhibit } from './exhibit-store.ts';

export type ExhibitRef = { readonly id: ExhibitId; readonly revision: number };

/** `Ex. 12`, `3 exhibits`: for the undo menu. */
export function namedExhibits(exhibits: readonly Pick<Exhibit, 'number'>[]): string {
  const [only] = exhibits;
  return exhibits.length === 1 && only !== undefined ? exhibitLabel(only.number) : `${exhibits.length} exhibits`;
}

/**
 * The current exhibits, refusing when somebody changed one since its revision was read.
 * Errors: `bad-request` for one named twice or withdrawn, `edit-conflict`, `not-found`.
 */
export function currentExhibits(matter: OpenMatter, refs: readonly ExhibitRef[]): Exhibit[] {
  if (new Set(refs.map(({ id }) => id)).size !== refs.length) {
    throw new AppError('bad-request', 'An exhibit is named twice in one change. Choose each once.');
  }
  return refs.map(({ id, revision }) => {
    const current = findExhibit(matter.database, id);
    const label = exhibitLabel(current.number);
    if (current.revision !== revision) {
      throw new AppError(
        'edit-conflict',
        `${label} was changed since you opened it (it is at revision ${current.revision}, yours was ${revision}). Look at the newer one and make your change again.`,
        { id, revision, currentRevision: current.revision },
      );
    }
    if (current.state === 'withdrawn') {
      throw new AppError('bad-request', `${label} is withdrawn already. Choose only exhibits that are in the list.`, {
        id,
      });
    }
    return current;
  });
}

/** The next revision of an exhibit, by the reviewer at the workstation, now. */
export function nextExhibit(matter: OpenMatter, current: Exhibit, changes: Partial<Exhibit>): Exhibit {
  return exhibitSchema.parse({
    ...current,
    ...changes,
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  });
}

/** Whether two revisions say the same, whoever made them when. */
export function isSameExhibit(one: Exhibit, other: Exhibit): boolean {
  return isSameRow(rowOfExhibit(one), rowOfExhibit(other), ['revision', 'revised_by', 'revised_at']);
}

/**
 * A number stands for one exhibit among those that are not withdrawn. `changed` is what is about to be written.
 * Errors: `bad-request`, naming the other exhibit and a free number.
 */
export function requireFreeNumbers(matter: OpenMatter, changed: readonly Exhibit[]): void {
  const changedIds = new Set(changed.map(({ id }) => id));
  const listed = listExhibits(matter.database);
  const others = listed.filter(({ id }) => !changedIds.has(id));
  const bearers = new Map<string, Exhibit>(others.map((exhibit) => [exhibit.number, exhibit]));
  for (const exhibit of changed.filter(({ state }) => state !== 'withdrawn')) {
    const bearer = bearers.get(exhibit.number);
    if (bearer !== undefined) {
      throw new AppError('bad-request', takenSentence(bearer, [...listed, ...changed]), {
        number: exhibit.number,
        id: bearer.id,
      });
    }
    bearers.set(exhibit.number, exhibit);
  }
}

function takenSentence(bearer: Exhibit, all: readonly Exhibit[]): string {
  const taken = new Set(all.map(({ number }) => number));
  const free = [nextExhibitNumber(taken), nextSubNumber(bearer.number, taken)].filter((number) => number !== null);
  const title = bearer.title === '' ? '' : ` (${bearer.title})`;
  return `There is an ${exhibitLabel(bearer.number)} already${title}. Choose another number; ${free.join(' and ')} ${free.length === 1 ? 'is' : 'are'} free.`;
}

/** More numbers than this would not fit into an entry; the images of the edit have them all. */
const mostNumbers = 1000;

/** A list of numbers as an entry can hold it. */
export function numbersForCustody(name: string, numbers: readonly string[]): CustodyEvent['data'] {
  return numbers.length > mostNumbers ? {} : { [name]: numbers };
}

/** What an edit says of exhibits in the custody log: which, how many, their numbers; of a single one also its title. */
function custodyEventOfExhibits(
  type: CustodyEvent['type'],
  exhibits: readonly Exhibit[],
  more: CustodyEvent['data'],
  moreRefs: readonly string[],
): CustodyEvent {
  const [only] = exhibits;
  return {
    type,
    refs: [
      ...exhibits.map(({ id, revision }) => `exhibit:${id}@${revision}`),
      ...new Set(exhibits.map(({ footageDigest }) => `asset:${footageDigest}`)),
      ...new Set(moreRefs),
    ],
    data: {
      exhibitCount: exhibits.length,
      ...(exhibits.length === 1 && only !== undefined
        ? { number: only.number, title: only.title, ...contentFacts(only) }
        : numbersForCustody(
            'numbers',
            exhibits.map(({ number }) => number),
          )),
      ...more,
    },
  };
}

function contentFacts({ content }: Exhibit): CustodyEvent['data'] {
  switch (content.kind) {
    case 'clip':
      return { kind: content.kind, stream: content.stream, ...content.span };
    case 'still':
      return { kind: content.kind, stream: content.stream, frame: content.frame, pts: content.pts };
    case 'native':
      return { kind: content.kind };
  }
}

export type ExhibitEdit = {
  readonly label: string;
  readonly type: CustodyEvent['type'];
  readonly exhibits: readonly Exhibit[];
  readonly data?: CustodyEvent['data'];
  readonly refs?: readonly string[];
};

/** Writes exhibits as one edit and tells the windows. Errors: as `recordEdit`. */
export function writeExhibits(matter: OpenMatter, edit: ExhibitEdit): void {
  const changes = edit.exhibits.map(
    (exhibit): RowChange => ({
      table: 'exhibit',
      id: exhibit.id,
      // The row itself: an option that came with a later version is not in it, though it is in what was read from it.
      before: currentRow(matter.database, 'exhibit', exhibit.id),
      after: rowOfExhibit(exhibit),
    }),
  );
  recordEdit(matter, {
    label: edit.label,
    changes,
    event: custodyEventOfExhibits(edit.type, edit.exhibits, edit.data ?? {}, edit.refs ?? []),
  });
  matter.events.emit('exhibits.changed', {});
}
