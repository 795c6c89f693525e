import { execFileSync } from 'node:child_process';

/** Encodes a clip again, otherwise as it is, with its pictures sent through `filter`: what a forger would hand in. */
export async function alterClip(file: string, output: string, filter: string): Promise<void> {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-i', file, '-vf', filter, '-fps_mode', 'passthrough', '-enc_time_base', '-1'],
    ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-c:v', 'libx264', '-crf', '12', '-bf', '0', '-pix_fmt', 'yuv420p', '-c:a', 'copy'],
    ...['-video_track_timescale', '15360', output],
  ]);
}
