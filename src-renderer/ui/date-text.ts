const localFormat = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** UTC microseconds in the time of this workstation, with its zone. */
export function localTime(micros: number): string {
  return localFormat.format(micros / 1000);
}

/** UTC microseconds as `2026-03-01 14:05:09 UTC`. */
export function utcTime(micros: number): string {
  return `${new Date(micros / 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A byte count for reading, in powers of 1,000; exact below 1,000. */
export function byteText(byteCount: number): string {
  let value = byteCount;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${value} bytes` : `${value.toFixed(1)} ${units[unit]}`;
}

/** A count with its noun in the right number: `1 job`, `12 jobs`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
