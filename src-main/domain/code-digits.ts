import type { CodeDigit } from './codebook-version.ts';

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/**
 * What stands on the digits 1 to 9: pinned codes where a reviewer put them, and on the free digits the codes used lately.
 * A code used lately keeps its digit while it is among them, so that the hand need not look; a newer one takes the digit of
 * the one used longest ago. `uses` oldest first.
 */
export function digitsOf(pins: ReadonlyMap<number, string>, uses: readonly string[]): CodeDigit[] {
  const free = digits.filter((digit) => !pins.has(digit));
  const pinned = new Set(pins.values());
  const slots: (string | null)[] = free.map(() => null);
  const lastUse = new Map<string, number>();
  for (const [at, code] of uses.entries()) {
    if (pinned.has(code) || slots.length === 0) {
      continue;
    }
    if (!slots.includes(code)) {
      const empty = slots.indexOf(null);
      slots[empty >= 0 ? empty : leastRecent(slots, lastUse)] = code;
    }
    lastUse.set(code, at);
  }
  return digits.map((digit) => {
    const pin = pins.get(digit);
    return pin === undefined
      ? { digit, code: slots[free.indexOf(digit)] ?? null, isPinned: false }
      : { digit, code: pin, isPinned: true };
  });
}

function leastRecent(slots: readonly (string | null)[], lastUse: ReadonlyMap<string, number>): number {
  let found = 0;
  for (const [at, code] of slots.entries()) {
    const [use, least] = [lastUse.get(code ?? '') ?? -1, lastUse.get(slots[found] ?? '') ?? -1];
    if (use < least) {
      found = at;
    }
  }
  return found;
}
