import type { Exhibit, ExhibitContent, ExhibitOptions } from '../../../src-main/domain/exhibit.ts';
import type { Illustration } from '../../../src-main/domain/illustration.ts';
import { ptsToMicros, type Timebase } from '../../../src-main/domain/time.ts';
import { aidTexts } from '../../../src-main/domain/viewing-aids.ts';
import { countText, lengthText, ptsText } from '../../playback/time-text.ts';
import { countOf } from '../../ui/date-text.ts';

/** The first frame that an exhibit shows. */
export function firstFrame(content: ExhibitContent): number {
  return content.kind === 'clip' ? content.span.inFrame : content.kind === 'still' ? content.frame : 0;
}

/** Which frames, and how long: `Frames 30–44 · 0.500 s`. Without a timebase the times are left out. */
export function contentText(
  content: ExhibitContent,
  timebase: Timebase | null,
  recordingMicros: number | null,
): string {
  switch (content.kind) {
    case 'clip': {
      const { inFrame, outFrame, inPts, outPts } = content.span;
      const count = outFrame - inFrame;
      const frames =
        count === 1 ? `Frame ${countText(inFrame)}` : `Frames ${countText(inFrame)}–${countText(outFrame - 1)}`;
      return timebase === null
        ? frames
        : `${frames} · ${lengthText(ptsToMicros(outPts, timebase) - ptsToMicros(inPts, timebase))}`;
    }
    case 'still':
      return timebase === null
        ? `Frame ${countText(content.frame)}`
        : `Frame ${countText(content.frame)} · ${ptsText(content.pts, timebase)}`;
    case 'native':
      return recordingMicros === null ? 'Whole recording' : `Whole recording · ${lengthText(recordingMicros)}`;
  }
}

function seconds(micros: number): string {
  return String(Number((micros / 1_000_000).toFixed(3)));
}

/** The context of a clip in a few words. */
export function contextText({ context, contextBeforeMicros, contextAfterMicros }: ExhibitOptions): string {
  if (context === 'none') {
    return 'no context';
  }
  const sides =
    contextBeforeMicros === contextAfterMicros
      ? `±${seconds(contextBeforeMicros)} s`
      : `−${seconds(contextBeforeMicros)} s, +${seconds(contextAfterMicros)} s`;
  return context === 'marked' ? `${sides} around, span marked` : `${sides} context clip`;
}

/** How it is made, in brief, for a row of the list. */
export function optionsText({ content, options }: Pick<Exhibit, 'content' | 'options'>): string {
  if (content.kind === 'native') {
    return 'bit for bit as received';
  }
  const native = options.withNative ? ['native file'] : [];
  if (content.kind === 'still') {
    return [...(content.aids === null ? ['PNG'] : aidTexts(content.aids)), ...native].join(' · ');
  }
  return [
    contextText(options),
    ...(options.quality === 'lossless' ? ['lossless'] : []),
    ...(options.withStill ? ['still'] : []),
    ...(options.withContactSheet ? ['contact sheet'] : []),
    ...(options.illustration === null ? [] : ['illustrative aid']),
    ...native,
  ].join(' · ');
}

const burnInNames = {
  frameNumber: 'frame number',
  mediaTime: 'media time',
  sourceClock: 'source clock',
  exhibitLabel: 'exhibit label',
} as const satisfies Record<keyof Illustration['burnIn'], string>;

/** What is drawn over the clip or done to its time. */
export function illustrationText({ shapes, burnIn, slowdown, freezes }: Illustration): string {
  const burned = Object.entries(burnInNames).flatMap(([key, name]) =>
    burnIn[key as keyof typeof burnInNames] ? [name] : [],
  );
  const parts = [
    ...(shapes.length === 0 ? [] : [countOf(shapes.length, 'shape')]),
    ...(burned.length === 0 ? [] : [`burned in: ${burned.join(', ')}`]),
    ...(slowdown === 1 ? [] : [`slowed down ${slowdown} times`]),
    ...(freezes.length === 0 ? [] : [countOf(freezes.length, 'freeze')]),
  ];
  return parts.length === 0 ? 'Nothing is drawn yet' : parts.join(' · ');
}

/**
 * The list with those of `ids` moved together by so many places, as far as there is room; the same list when nothing moves.
 * Of a narrowed list the places are those of what is `shown`: a press passes what one sees, and nothing else moves.
 */
export function movedBy<T extends string>(
  order: readonly T[],
  ids: ReadonlySet<T>,
  places: number,
  shown: readonly T[] = order,
): readonly T[] {
  const moving = shown.filter((id) => ids.has(id));
  const rest = shown.filter((id) => !ids.has(id));
  const at = shown.findIndex((id) => ids.has(id));
  const target = Math.max(0, Math.min(rest.length, at + places));
  const next = [...rest.slice(0, target), ...moving, ...rest.slice(target)];
  const passed = places > 0 ? rest[target - 1] : rest[target];
  if (passed === undefined || next.every((id, place) => id === shown[place])) {
    return order;
  }
  return movedTo(order, moving, { id: passed, side: places > 0 ? 'after' : 'before' });
}

/** The list with `moving` put before or after another exhibit. */
export function movedTo<T extends string>(
  order: readonly T[],
  moving: readonly T[],
  target: { readonly id: T; readonly side: 'before' | 'after' },
): readonly T[] {
  const set = new Set(moving);
  if (set.has(target.id)) {
    return order;
  }
  const rest = order.filter((id) => !set.has(id));
  const at = rest.indexOf(target.id) + (target.side === 'after' ? 1 : 0);
  return [...rest.slice(0, at), ...order.filter((id) => set.has(id)), ...rest.slice(at)];
}

/** Which exhibits get another number when `chosen` are numbered on from `start`, in their order. */
export function numberedFrom(
  chosen: readonly Exhibit[],
  start: number,
): { readonly id: Exhibit['id']; readonly revision: number; readonly number: string }[] {
  return chosen.map(({ id, revision }, at) => ({ id, revision, number: String(start + at) }));
}
