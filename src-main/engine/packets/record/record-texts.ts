import type { Micros } from '../../../domain/time.ts';

export const banner = 'Annotations record allegations and observations for review; no finding of misconduct is made.';

/** "00:01:12.400" of media time; negative times keep their sign. */
export function clockText(micros: Micros): string {
  const millis = Math.round(Math.abs(micros) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [seconds, rest] = [Math.floor(millis / 1000), millis % 1000];
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${micros < 0 ? '-' : ''}${text}.${String(rest).padStart(3, '0')}`;
}

/** UTC, RFC 3339, whole seconds. */
export function utcText(micros: Micros): string {
  return `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19)}Z`;
}
