import type { BenchLine } from './bench-line.ts';
import { benchCodePicker } from './code-picker.ts';
import { benchIndexFrames } from './index-frames.ts';
import { benchIngest } from './ingest.ts';
import { benchNudge } from './nudge.ts';
import { benchOpenDay } from './open-day.ts';
import { benchRenderClip } from './render-clip.ts';
import { benchSealPacket } from './seal-packet.ts';
import { benchSearchAnnotations } from './search-annotations.ts';
import { benchStepping } from './stepping.ts';
import { benchTimeline } from './timeline.ts';
import { benchVerifyLog } from './verify-log.ts';
import { benchVerifyPacket } from './verify-packet.ts';

/** The measurements by name; `npm run bench -- ingest clip` runs some of them. */
const benches: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  ingest: benchIngest,
  index: benchIndexFrames,
  clip: benchRenderClip,
  stepping: benchStepping,
  seal: benchSealPacket,
  verify: benchVerifyPacket,
  custody: benchVerifyLog,
  picker: benchCodePicker,
  timeline: benchTimeline,
  nudge: benchNudge,
  day: benchOpenDay,
  search: benchSearchAnnotations,
};

function text({ name, ours, reference, unit, ratio, goal, isMet }: BenchLine): string {
  const numbers = `ours ${ours.toPrecision(4)} ${unit}, reference ${reference.toPrecision(4)} ${unit}`;
  return `${isMet ? 'met    ' : 'NOT MET'}  ratio ${ratio.toFixed(3)}  ${name}\n         ${numbers}; goal: ${goal}`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join(', ')}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else {
  let lineCount = 0;
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      for (const line of await bench()) {
        console.log(text(line));
        lineCount += 1;
      }
    }
  }
  console.log(`${lineCount} measurements. They compare two ways on this machine, now; run them on an idle one.`);
}
