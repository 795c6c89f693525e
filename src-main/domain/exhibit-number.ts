import { z } from 'zod';

/** The number a court knows an exhibit by: `12`, `12-A`, `12-AB`. A label that may be reassigned; Bates numbers are not. */
export const exhibitNumberSchema = z
  .string()
  .regex(
    /^[1-9]\d{0,3}(-[A-Z]{1,2})?$/,
    'An exhibit number is like 12 or 12-A: up to four digits, then up to two letters.',
  );

function parts(number: string): readonly [whole: number, letters: string] {
  const [whole = '', letters = ''] = number.split('-');
  return [Number(whole), letters];
}

/** Order of numbers as people expect it: 2 before 12, 12 before 12-A, 12-Z before 12-AA. */
export function compareExhibitNumbers(one: string, other: string): number {
  const [[whole, letters], [otherWhole, otherLetters]] = [parts(one), parts(other)];
  return (
    whole - otherWhole ||
    letters.length - otherLetters.length ||
    (letters < otherLetters ? -1 : letters > otherLetters ? 1 : 0)
  );
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
  return String(Math.max(0, ...Array.from(taken, (number) => parts(number)[0])) + 1);
}

/** The first of `12-A`, `12-B`, ..., `12-ZZ` that is free; null when all are taken. */
export function nextSubNumber(number: string, taken: ReadonlySet<string>): string | null {
  const [whole] = parts(number);
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const suffixes = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))];
  const free = suffixes.find((suffix) => !taken.has(`${whole}-${suffix}`));
  return free === undefined ? null : `${whole}-${free}`;
}
