import type { Timebase } from './time.ts';

/** The whole milliseconds at or before a tick: where something begins, rounded outward. May be negative. */
export function millisAtOrBefore(ticks: number, timebase: Timebase): number {
  const [over, under] = [BigInt(ticks) * BigInt(timebase.num) * 1000n, BigInt(timebase.den)];
  return Number(over >= 0n ? over / under : -((-over + under - 1n) / under));
}

/** The whole milliseconds at or after a tick: where something ends, rounded outward. May be negative. */
export function millisAtOrAfter(ticks: number, timebase: Timebase): number {
  const [over, under] = [BigInt(ticks) * BigInt(timebase.num) * 1000n, BigInt(timebase.den)];
  return Number(over >= 0n ? (over + under - 1n) / under : -(-over / under));
}

/** `hh:mm:ss.mmm` of milliseconds from 0 on. */
export function clockText(millis: number, separator = '.'): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(millis % 1000).padStart(3, '0');
  return `${two(millis / 3_600_000)}:${two((millis / 60_000) % 60)}:${two((millis / 1000) % 60)}${separator}${rest}`;
}
