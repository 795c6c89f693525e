import { open } from 'node:fs/promises';
import { BufferSource, FilePathSource, Input, MP4, QTFF } from 'mediabunny';
import { expect, test } from 'vitest';
import { readMovieHead } from '../../../src-renderer/playback/movie-head.ts';
import { type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';

async function toldOf(input: Input): Promise<unknown> {
  const tracks = await input.getVideoTracks();
  expect(tracks).not.toEqual([]);
  return Promise.all(
    tracks.map(async (track) => [
      await track.getDecoderConfig(),
      await track.getRotation(),
      await track.getFlip(),
      await track.getTimeResolution(),
    ]),
  );
}

const kinds: readonly NumberedKind[] = ['cfr', 'edit-list', 'late-video', 'fragmented', 'hevc', 'rotated'];

test.each(kinds)('the head of a %s recording alone says of its pictures what the whole file says', async (kind) => {
  const clip = await numberedClip(kind);
  const file = await open(clip.path);
  try {
    const { size } = await file.stat();
    const head = await readMovieHead(async (start, end) => {
      const bytes = new Uint8Array(end - start);
      await file.read(bytes, 0, bytes.length, start);
      return bytes;
    }, size);
    expect(head).not.toBeNull();
    const formats = [MP4, QTFF];
    const byHead = new Input({ source: new BufferSource(head ?? new Uint8Array()), formats });
    const whole = new Input({ source: new FilePathSource(clip.path), formats });
    expect(await toldOf(byHead)).toEqual(await toldOf(whole));
  } finally {
    await file.close();
  }
});
