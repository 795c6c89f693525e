import { z } from 'zod';

/** The number a court knows an exhibit by: `12`, `12-A`, `12-AB`. A label that may be reassigned; Bates numbers are not. */
export const exhibitNumberSchema = z
  .string()
  .regex(
    /^[1-9]\d{0,3}(-[A-Z]{1,2})?$/,
    'An exhibit number is like 12 or 12-A: up to four digits, then up to two letters.',
  );

/** The 12 of `12-A`. */
function wholeOf(number: string): number {
  return Number(number.split('-')[0]);
}

/** `Ex. 12-A`, as it is spoken of. */
export function exhibitLabel(number: string): string {
  return `Ex. ${number}`;
}

/** `ex-12-a`: a name for anchors and files. */
export function exhibitSlug(number: string): string {
  return `ex-${number.toLowerCase()}`;
}

/** The next whole number that none of `taken` begins with. */
export function nextExhibitNumber(taken: Iterable<string>): string {
  return String(Math.max(0, ...Array.from(taken, wholeOf)) + 1);
}

/** The first of `12-A`, `12-B`, ..., `12-ZZ` that is free; null when all are taken. */
export function nextSubNumber(number: string, taken: ReadonlySet<string>): string | null {
  const whole = wholeOf(number);
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const suffixes = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))];
  const free = suffixes.find((suffix) => !taken.has(`${whole}-${suffix}`));
  return free === undefined ? null : `${whole}-${free}`;
}
