import { AppError } from '../../domain/app-error.ts';
import type { Exhibit, ExhibitChanges, ExhibitContent, ExhibitDraft } from '../../domain/exhibit.ts';
import { exhibitLabel, exhibitNumberSchema, nextExhibitNumber } from '../../domain/exhibit-number.ts';
import { spanOfFootage } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { exhibitOfDraft } from './draft-exhibit.ts';
import {
  currentExhibits,
  type ExhibitRef,
  isSameExhibit,
  namedExhibits,
  nextExhibit,
  requireFreeNumbers,
  writeExhibits,
} from './exhibit-edit.ts';
import { listExhibits } from './exhibit-store.ts';

/** Numbers for drafts, those that ask for one included: the others get the next free whole ones, in their order. */
function numbersFor(drafts: readonly ExhibitDraft[], existing: readonly Exhibit[]): string[] {
  const taken = [...existing.map(({ number }) => number), ...drafts.flatMap(({ number }) => number ?? [])];
  let next = Number(nextExhibitNumber(taken));
  return drafts.map(({ number }) => {
    const given = number ?? String(next++);
    if (!exhibitNumberSchema.safeParse(given).success) {
      throw new AppError(
        'bad-request',
        `The next exhibit number would be ${given}, and numbers have at most four digits. Give the exhibit a free number yourself.`,
      );
    }
    return given;
  });
}

/**
 * Adds exhibits at the end of the list as one edit, all or none; durable when this returns.
 * Errors: `bad-request` for a number that is taken, a withdrawn annotation; `frame-out-of-range`; `media-unsupported`;
 * `not-found`.
 */
export function addExhibits(matter: OpenMatter, drafts: readonly ExhibitDraft[]): Exhibit[] {
  matter.requireWritable();
  const existing = listExhibits(matter.database);
  const numbers = numbersFor(drafts, existing);
  const end = Math.max(-1, ...existing.map(({ position }) => position)) + 1;
  const made = drafts.map((draft, at) =>
    exhibitOfDraft(matter, draft, { number: numbers[at] ?? '', position: end + at }),
  );
  const exhibits = made.map(({ exhibit }) => exhibit);
  requireFreeNumbers(matter, exhibits);
  writeExhibits(matter, {
    label: `Add ${namedExhibits(exhibits)}`,
    type: 'exhibit.create',
    exhibits,
    refs: made.flatMap(({ refs }) => refs),
  });
  return exhibits;
}

function revisedContent(matter: OpenMatter, current: Exhibit, changes: ExhibitChanges): ExhibitContent {
  if (changes.span === undefined) {
    return current.content;
  }
  if (current.content.kind !== 'clip') {
    throw new AppError(
      'bad-request',
      `${exhibitLabel(current.number)} is a ${current.content.kind === 'still' ? 'still' : 'native file'} and has no span. Add a clip as another exhibit.`,
      { id: current.id },
    );
  }
  const { inFrame, outFrame } = changes.span;
  const [span, stream] = spanOfFootage(matter.database, current.footageId, inFrame, outFrame);
  return { kind: 'clip', stream, span };
}

export type ReviseExhibitsRequest = {
  readonly changes: readonly (ExhibitRef & { readonly changes: ExhibitChanges })[];
  /** For the undo menu; absent: made from the exhibits. */
  readonly label?: string | undefined;
};

/**
 * Changes what is given and nothing else, as one edit, all or none; what would change nothing is left as it is.
 * Errors: as `addExhibits`, and `edit-conflict`.
 */
export function reviseExhibits(matter: OpenMatter, request: ReviseExhibitsRequest): Exhibit[] {
  matter.requireWritable();
  const before = currentExhibits(matter, request.changes);
  const after = before.map((current, at) => {
    const { span: _span, ...changes } = request.changes[at]?.changes ?? {};
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const content = revisedContent(matter, current, request.changes[at]?.changes ?? {});
    const revised = nextExhibit(matter, current, { ...given, content });
    return isSameExhibit(current, revised) ? current : revised;
  });
  const changed = after.filter((exhibit, at) => exhibit !== before[at]);
  if (changed.length > 0) {
    requireFreeNumbers(matter, changed);
    const fields = new Set(request.changes.flatMap(({ changes }) => Object.keys(changes)));
    writeExhibits(matter, {
      label: request.label ?? `Change ${namedExhibits(changed)}`,
      type: 'exhibit.revise',
      exhibits: changed,
      data: { changed: [...fields].sort() },
    });
  }
  return after;
}

/** Takes exhibits out of the list as one edit; they and their history stay. Errors: `edit-conflict`, `bad-request`. */
export function withdrawExhibits(
  matter: OpenMatter,
  request: { readonly items: readonly ExhibitRef[]; readonly reason: string },
): Exhibit[] {
  matter.requireWritable();
  const before = currentExhibits(matter, request.items);
  const after = before.map((current) => nextExhibit(matter, current, { state: 'withdrawn' }));
  writeExhibits(matter, {
    label: `Withdraw ${namedExhibits(after)}`,
    type: 'exhibit.withdraw',
    exhibits: after,
    data: { reason: request.reason },
  });
  return after;
}
