import { Combine, MessageSquarePlus, Pencil, SplitSquareHorizontal, Tag, Trash2 } from 'lucide-react';
import type { Annotation } from '../../src-main/domain/annotation.ts';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { beginAnnotation, currentFrame } from '../playback/bench-actions.ts';
import { type BulkEdit, benchStore } from '../playback/bench-store.ts';
import { type Direction, neighbourSpan } from '../playback/neighbours.ts';
import { showNotice, showSuccess } from '../ui/toast-store.ts';
import { onBench } from './bench-command.ts';
import type { Command, CommandContext } from './command.ts';
import { annotationsById, annotationsInUse, selectedAnnotations, shownInUse } from './edit-annotations.ts';
import { nudgeSelected } from './nudge-annotations.ts';

const hasSelection = () => benchStore.getState().selectedIds.length > 0;
const hasSeveral = () => benchStore.getState().selectedIds.length > 1;

function goToNeighbour(bench: Bench, context: CommandContext, direction: Direction, isExtending: boolean): void {
  const { selectedId, select, extendSelection } = benchStore.getState();
  const spans = shownInUse(context, bench.footageId).map(({ id, span }) => ({ id, inFrame: span.inFrame }));
  const next = neighbourSpan(spans, { frame: currentFrame(bench), selectedId }, direction);
  if (next === null) {
    showNotice(`No ${direction} annotation in this recording.`);
    return;
  }
  if (isExtending) {
    extendSelection([next.id]);
  } else {
    select(next.id);
  }
  bench.transport.jumpTo(next.inFrame);
}

/** The selected annotation that the frame on the stage divides; where none is selected, the only one there is. */
function dividedBy(bench: Bench, context: CommandContext): Annotation | 'none' | 'several' {
  const frame = currentFrame(bench);
  const { selectedId } = benchStore.getState();
  const divided = annotationsInUse(context, bench.footageId).filter(
    ({ span }) => span.inFrame < frame && frame < span.outFrame,
  );
  const [only] = divided;
  const selected = divided.find(({ id }) => id === selectedId);
  return selected ?? (only === undefined ? 'none' : divided.length > 1 ? 'several' : only);
}

async function split(bench: Bench, context: CommandContext): Promise<void> {
  const found = dividedBy(bench, context);
  if (found === 'none') {
    showNotice(
      'No annotation reaches over this frame with a frame before it. Go to the first frame of the second half.',
    );
    return;
  }
  if (found === 'several') {
    showNotice('Several annotations reach over this frame. Select the one to split.');
    return;
  }
  const [first, second] = await context.engine.call('annotations.split', {
    id: found.id,
    revision: found.revision,
    atFrame: currentFrame(bench),
  });
  benchStore.getState().select(first.id, second.id);
  showSuccess(`${found.code} split at frame ${currentFrame(bench)}.`);
}

async function merge(bench: Bench, context: CommandContext): Promise<void> {
  const chosen = selectedAnnotations(context, bench.footageId);
  if (chosen.length < 2) {
    showNotice('Select at least two annotations with the same code to merge them.');
    return;
  }
  const merged = await context.engine.call('annotations.merge', {
    items: chosen.map(({ id, revision }) => ({ id, revision })),
  });
  benchStore.getState().select(merged.id);
  showSuccess(`${chosen.length} annotations merged into one.`);
}

function openBulkEdit(kind: BulkEdit['kind']): void {
  const { selectedIds, set } = benchStore.getState();
  set({ bulkEdit: { kind, ids: selectedIds, groupId: null } });
}

function selectThose(
  bench: Bench,
  context: CommandContext,
  isWanted: (annotation: Annotation) => boolean,
  nothing: string,
): void {
  const { selectedId, select } = benchStore.getState();
  const ids = shownInUse(context, bench.footageId)
    .filter(isWanted)
    .map(({ id }) => id);
  if (ids.length === 0) {
    showNotice(
      benchStore.getState().visibleIds === null ? nothing : 'The filter of the list lets none of them through.',
    );
    return;
  }
  // The primary stays what it was, so that the picture and the card stay too.
  const primary = ids.find((id) => id === selectedId);
  select(...ids, ...(primary === undefined ? [] : [primary]));
}

/** The code group, which is the lane, by code. */
function codeGroups({ cache }: Pick<CommandContext, 'cache'>): (code: string) => string | undefined {
  const codes = readCached(cache, 'codebook.show', {})?.codes ?? [];
  const groups = new Map<string, string>(codes.map(({ id, group }) => [id, group]));
  return (code) => groups.get(code);
}

function selectInSpan(bench: Bench, context: CommandContext): void {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  const { selectedId } = benchStore.getState();
  const primary = annotationsInUse(context, bench.footageId).find(({ id }) => id === selectedId);
  const from = inFrame ?? primary?.span.inFrame;
  const to = outFrame ?? primary?.span.outFrame;
  if (from === undefined || to === undefined) {
    showNotice('Mark a span with I and O, or select an annotation, to select what lies in it.');
    return;
  }
  selectThose(
    bench,
    context,
    ({ span }) => span.inFrame < to && span.outFrame > from,
    'No annotation lies in the marked span.',
  );
}

/** Annotations: adding, changing, choosing; one or several at once. */
export const annotationCommands: readonly Command[] = [
  onBench({
    id: 'annotation.add',
    label: 'Annotate the marked frames',
    group: 'Marking',
    icon: MessageSquarePlus,
    shortcuts: ['M'],
    menu: 'edit',
    isChange: true,
    run: (bench) => beginAnnotation(bench),
  }),
  onBench({
    id: 'annotation.revise',
    label: 'Edit the selected annotation',
    group: 'Marking',
    icon: Pencil,
    shortcuts: ['Enter'],
    isChange: true,
    run: (bench, context) => {
      const { selectedId, set } = benchStore.getState();
      const [selected] = selectedId === null ? [] : annotationsById(context, bench.footageId, [selectedId]);
      if (selected !== undefined) {
        set({ composing: { kind: 'revise', id: selected.id } });
      } else if (selectedId !== null) {
        showNotice('This annotation is withdrawn. It can be changed again once its withdrawal is undone.');
      }
    },
  }),
  onBench({
    id: 'annotation.withdraw',
    label: 'Withdraw the selected annotations…',
    group: 'Marking',
    icon: Trash2,
    shortcuts: ['Backspace', 'Delete'],
    isChange: true,
    run: () => {
      const { selectedId, set } = benchStore.getState();
      if (hasSeveral()) {
        openBulkEdit('withdraw');
      } else if (selectedId !== null) {
        set({ withdrawingId: selectedId });
      }
    },
  }),
  onBench({
    id: 'annotation.previous',
    label: 'Previous annotation',
    group: 'Marking',
    shortcuts: ['ArrowUp'],
    run: (bench, context) => goToNeighbour(bench, context, 'previous', false),
  }),
  onBench({
    id: 'annotation.next',
    label: 'Next annotation',
    group: 'Marking',
    shortcuts: ['ArrowDown'],
    run: (bench, context) => goToNeighbour(bench, context, 'next', false),
  }),
  onBench({
    id: 'selection.previous',
    label: 'Select the previous annotation as well',
    group: 'Marking',
    shortcuts: ['Shift+ArrowUp'],
    run: (bench, context) => goToNeighbour(bench, context, 'previous', true),
  }),
  onBench({
    id: 'selection.next',
    label: 'Select the next annotation as well',
    group: 'Marking',
    shortcuts: ['Shift+ArrowDown'],
    run: (bench, context) => goToNeighbour(bench, context, 'next', true),
  }),
  onBench({
    id: 'selection.all',
    label: 'Select all annotations that are shown',
    group: 'Marking',
    shortcuts: ['Mod+A'],
    run: (bench, context) => selectThose(bench, context, () => true, 'This recording has no annotations.'),
  }),
  onBench({
    id: 'selection.lane',
    label: 'Select all in the lane of the selected annotation',
    group: 'Marking',
    shortcuts: ['Alt+A'],
    applies: hasSelection,
    run: (bench, context) => {
      const [primary] = selectedAnnotations(context, bench.footageId).filter(
        ({ id }) => id === benchStore.getState().selectedId,
      );
      const groupOf = codeGroups(context);
      const group = primary === undefined ? undefined : groupOf(primary.code);
      selectThose(bench, context, ({ code }) => groupOf(code) === group, 'That lane is empty.');
    },
  }),
  onBench({
    id: 'selection.span',
    label: 'Select all in the marked span',
    group: 'Marking',
    shortcuts: ['Alt+Shift+A'],
    run: selectInSpan,
  }),
  onBench({
    id: 'selection.clear',
    label: 'Clear the selection',
    group: 'Marking',
    shortcuts: ['Escape'],
    applies: hasSelection,
    run: () => benchStore.getState().clearSelection(),
  }),
  onBench({
    id: 'annotation.split',
    label: 'Split the annotation at this frame',
    group: 'Marking',
    icon: SplitSquareHorizontal,
    shortcuts: ['B'],
    isChange: true,
    run: split,
  }),
  onBench({
    id: 'annotation.merge',
    label: 'Merge the selected annotations',
    group: 'Marking',
    icon: Combine,
    shortcuts: ['Alt+J'],
    isChange: true,
    applies: hasSeveral,
    run: merge,
  }),
  onBench({
    id: 'annotation.move-earlier',
    label: 'Selected annotations one frame earlier',
    group: 'Marking',
    shortcuts: ['Alt+['],
    mayRepeat: true,
    isChange: true,
    applies: hasSelection,
    run: (bench, context) => nudgeSelected(bench, context, 'whole', -1),
  }),
  onBench({
    id: 'annotation.move-later',
    label: 'Selected annotations one frame later',
    group: 'Marking',
    shortcuts: ['Alt+]'],
    mayRepeat: true,
    isChange: true,
    applies: hasSelection,
    run: (bench, context) => nudgeSelected(bench, context, 'whole', 1),
  }),
  onBench({
    id: 'selection.recode',
    label: 'Give the selected annotations another code…',
    group: 'Marking',
    icon: Tag,
    shortcuts: ['Alt+R'],
    isChange: true,
    applies: hasSelection,
    run: () => openBulkEdit('recode'),
  }),
  onBench({
    id: 'selection.move',
    label: 'Move the selected annotations by frames…',
    group: 'Marking',
    shortcuts: ['Alt+M'],
    isChange: true,
    applies: hasSelection,
    run: () => openBulkEdit('move'),
  }),
  onBench({
    id: 'selection.confidence',
    label: 'Confidence of the selected annotations…',
    group: 'Marking',
    shortcuts: ['Alt+C'],
    isChange: true,
    applies: hasSelection,
    run: () => openBulkEdit('confidence'),
  }),
];
