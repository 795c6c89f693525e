import { z } from 'zod';
import type { ZoomChange } from '../contract/shell-powers.ts';

/** The steps of a browser, in percent. At 400 the page is a quarter as wide, and everything must still be there. */
const steps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400] as const;
const usual = 100;

export const zoomSchema = z.strictObject({ percent: z.int().min(steps[0]).max(400) });

/** The step after this one, in percent; the ends stay where they are. */
export function nextZoom(percent: number, change: ZoomChange): number {
  switch (change) {
    case 'usual':
      return usual;
    case 'in':
      return steps.find((step) => step > percent) ?? 400;
    case 'out':
      return steps.findLast((step) => step < percent) ?? steps[0];
  }
}
