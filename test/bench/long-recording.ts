import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const minuteFrames = 1800;

/** A minute of H.264 at 30 fps with B-frames, a closed group every two seconds, sensor noise and sound. */
export function makeNoisyMinute(place: string, size: string): string {
  const minute = path.join(place, 'minute.mp4');
  const picture = `testsrc2=size=${size}:rate=30:duration=60,noise=alls=6:allf=t`;
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', picture],
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:duration=60', '-c:a', 'aac'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '60', '-pix_fmt', 'yuv420p', minute],
  ]);
  return minute;
}

/** `makeNoisyMinute` of 1080p, repeated `minutes` times. */
export function makeLongRecording(place: string, minutes: number): { file: string; frames: number } {
  const minute = makeNoisyMinute(place, '1920x1080');
  const list = path.join(place, 'minutes.txt');
  writeFileSync(list, `file '${minute}'\n`.repeat(minutes));
  const file = path.join(place, `recording-${minutes}.mp4`);
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', file],
  ]);
  return { file, frames: minuteFrames * minutes };
}

/** A small H.264 recording at 30 fps with sound: one encoded minute, repeated. Cheap enough for a day of it. */
export function makeQuietRecording(place: string, minutes: number, size = '128x72'): { file: string; frames: number } {
  mkdirSync(place, { recursive: true });
  const minute = path.join(place, 'quiet-minute.mp4');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=60`],
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=8000:duration=60', '-c:a', 'aac', '-b:a', '16k'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60', '-pix_fmt', 'yuv420p', minute],
  ]);
  const list = path.join(place, 'quiet-minutes.txt');
  writeFileSync(list, `file '${minute}'\n`.repeat(minutes));
  const file = path.join(place, `quiet-${minutes}.mp4`);
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', file],
  ]);
  return { file, frames: minuteFrames * minutes };
}

/** Seconds a program takes; its output is thrown away. */
export function secondsOf(program: string, args: readonly string[]): number {
  const start = performance.now();
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  return (performance.now() - start) / 1000;
}
