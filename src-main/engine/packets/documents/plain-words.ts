import type { AcquisitionStatement } from '../../../domain/acquisition.ts';
import { type EvidentiaryClass, evidentiaryClassTexts } from '../../../domain/evidentiary-class.ts';
import type { ClockStatement } from '../../../domain/recording-facts.ts';
import type { FrameSpan } from '../../../domain/time.ts';
import type { RecordSource } from '../packet-record.ts';

/** "1,234,567 bytes". */
export function bytesText(count: number): string {
  return `${numberText(count)} bytes`;
}

export function numberText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** "2026-02-17 10:04:05 UTC" of UTC microseconds. */
export function utcText(micros: number): string {
  return `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** "February 17, 2026, 10:04:05 UTC". */
export function longDateText(micros: number): string {
  const date = new Date(Math.floor(micros / 1000));
  const month = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(date);
  return `${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** "2026-02-17 05:04:05 −05:00" of a time stamp of the custody log and the offset that the computer had. */
export function localText(stamp: string, offsetMinutes: number): string {
  const local = new Date(Date.parse(stamp) + offsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  return `${local} ${offsetMinutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** "00:01:12.400" of media time. */
export function mediaTimeText(micros: number): string {
  const millis = Math.round(Math.abs(micros) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(millis / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${micros < 0 ? '−' : ''}${text}.${String(millis % 1000).padStart(3, '0')}`;
}

/** The first words of a class: "Derivative clip", "Illustrative aid (FRE 107)". */
export function classWords(evidentiaryClass: EvidentiaryClass): string {
  return evidentiaryClassTexts[evidentiaryClass].split(':')[0] ?? evidentiaryClass;
}

/** "frames 100 to 189" (both shown), or "frame 100". */
export function framesText(span: FrameSpan): string {
  const last = span.outFrame - 1;
  return last === span.inFrame ? `frame ${span.inFrame}` : `frames ${span.inFrame} to ${last}`;
}

const clockBases: Readonly<Record<ClockStatement['basis'], string>> = {
  'container-creation-time': 'embedded: creation time of the container',
  'stream-creation-time': 'embedded: creation time of the picture stream',
  timecode: 'embedded: timecode',
  'file-modified': 'file system: last change of the file as received',
  'file-name': 'name of the file as received',
};

export function clockBasisText(clock: ClockStatement): string {
  return clockBases[clock.basis];
}

export function clockValueText(clock: ClockStatement): string {
  return clock.at === null ? clock.text : utcText(clock.at);
}

const sourceKinds: Readonly<Record<AcquisitionStatement['sourceKind'], string>> = {
  unstated: 'Not stated',
  folder: 'Folder on a computer',
  'sd-card': 'SD card',
  'usb-drive': 'USB drive',
  'dvr-export': 'Export of a video recorder',
  'evidence-platform-download': 'Download from an evidence platform',
  'received-by-e-mail': 'Received by e-mail',
};
const legalBases: Readonly<Record<AcquisitionStatement['legalBasis'], string>> = {
  unstated: 'Not stated',
  consent: 'Consent',
  subpoena: 'Subpoena',
  'public-records': 'Public records request',
  'city-owned-camera': 'Camera of the City',
  'court-order': 'Court order',
};

function sourceKindText(statement: AcquisitionStatement): string {
  return sourceKinds[statement.sourceKind];
}

export function legalBasisText(statement: AcquisitionStatement): string {
  return legalBases[statement.legalBasis];
}

/** "Consent" as "consent", but "USB drive" as it is. */
export function withinSentence(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The camera or device as it was named when the files were taken in, with its kind, as far as they were stated. */
export function sourceText(source: RecordSource): string {
  const { sourceLabel, sourceKind } = source.acquisition.statement;
  const kind = sourceKind === 'unstated' ? '' : sourceKindText(source.acquisition.statement);
  if (sourceLabel === '') {
    return kind === '' ? 'Source not described' : kind;
  }
  return kind === '' ? sourceLabel : `${sourceLabel} (${kind})`;
}

/** A version alone is that of ffmpeg, which prints it so. */
export function toolText(version: string): string {
  return /^\d/.test(version) ? `ffmpeg ${version}` : version;
}

/** "1920 × 1080, 29.97 frames/s (30000/1001), constant rate, h264, with sound". */
export function mediaFactsText(source: RecordSource): string {
  const { num, den } = source.frameRate;
  const rate = den === 0 ? 'rate unknown' : `${Number((num / den).toFixed(3))} frames/s`;
  return [
    source.container,
    `${source.width} × ${source.height} pixels`,
    source.rotation === 0 ? '' : `turned by ${source.rotation}°`,
    `${rate} (${num}/${den}, ${source.isConstantRate ? 'constant' : 'variable'})`,
    `${counted(source.frameCount, 'frame')}${source.isCountVerified ? ', counted by decoding' : ', count not verified by decoding'}`,
    `duration ${mediaTimeText(source.durationMicros)}`,
    `picture ${source.codec}`,
    source.hasSound ? 'with sound' : 'without sound',
  ]
    .filter((part) => part !== '')
    .join('; ');
}
