import type { Micros } from '../../src-main/domain/time.ts';

/** A day of this workstation's calendar as a date box writes it (`2026-03-04`). */
export function dayOf(micros: Micros): string {
  const date = new Date(micros / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first microsecond of a day here, `days` later; null when the text is no day. */
export function startOfDay(day: string, days = 0): Micros | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) {
    return null;
  }
  const [, year, month, date] = parts.map(Number);
  const start = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + days);
  return (start.getTime() * 1000) as Micros;
}

/** The same day for reading. */
export function dayText(day: string): string {
  const start = startOfDay(day);
  return start === null ? day : new Date(start / 1000).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
