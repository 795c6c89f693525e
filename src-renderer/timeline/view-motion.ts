import { type TimelineView, viewBetween } from './timeline-view.ts';

/** Where the view is on its way to. */
export type ViewMotion = {
  readonly from: TimelineView;
  readonly to: TimelineView;
  readonly startedAt: number;
  readonly millis: number;
};

/** Quick at first, then softer: the eye follows, the hand does not wait. */
function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}

/** The view at a moment of the motion (`now` in milliseconds, as requestAnimationFrame gives it). */
export function viewInMotion(
  motion: ViewMotion,
  now: number,
): { readonly view: TimelineView; readonly isOver: boolean } {
  const share = motion.millis <= 0 ? 1 : Math.min(1, Math.max(0, (now - motion.startedAt) / motion.millis));
  return { view: viewBetween(motion.from, motion.to, eased(share)), isOver: share >= 1 };
}
