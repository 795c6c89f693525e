import { expect, test } from 'vitest';
import { nextZoom, zoomSchema } from '../../../src-main/shell/zoom-steps.ts';

test('goes up and down through the steps and stops at the ends', () => {
  expect(nextZoom(100, 'in')).toBe(110);
  expect(nextZoom(110, 'out')).toBe(100);
  expect(nextZoom(400, 'in')).toBe(400);
  expect(nextZoom(50, 'out')).toBe(50);
  expect(nextZoom(133, 'in')).toBe(150);
  expect(nextZoom(250, 'usual')).toBe(100);
  expect(zoomSchema.safeParse({ percent: 5 }).success).toBe(false);
});
