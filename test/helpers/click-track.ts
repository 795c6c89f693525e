/** A sound of short beeps, one every half second from 0 on, to see whether sound and picture are in step. */
export const clickSeconds = 0.5;
const sampleRate = 48_000;
const beepSeconds = 0.02;

/** A mono WAV file of `seconds`. */
export function makeClickTrack(seconds: number): Buffer {
  const count = Math.round(seconds * sampleRate);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + count * 2, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(count * 2, 40);
  const samples = Buffer.alloc(count * 2);
  for (let sample = 0; sample < count; sample += 1) {
    const sinceBeep = (sample / sampleRate) % clickSeconds;
    const isBeep = sinceBeep < beepSeconds;
    samples.writeInt16LE(isBeep ? Math.round(20_000 * Math.sin(2 * Math.PI * 1000 * sinceBeep)) : 0, sample * 2);
  }
  return Buffer.concat([head, samples]);
}

/** Seconds at which beeps begin in mono int16 samples at 48 kHz. */
export function findClicks(samples: Buffer): number[] {
  const clicks: number[] = [];
  let quietUntil = -1;
  for (let sample = 0; sample * 2 + 1 < samples.length; sample += 1) {
    if (sample > quietUntil && Math.abs(samples.readInt16LE(sample * 2)) > 6000) {
      clicks.push(sample / sampleRate);
      quietUntil = sample + Math.round(0.1 * sampleRate);
    }
  }
  return clicks;
}
