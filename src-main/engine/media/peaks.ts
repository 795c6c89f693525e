import { writeFile } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { type PeakLevel, writePeaks } from '../../domain/peaks.ts';
import type { AudioStreamFacts, RecordingFacts } from '../../domain/recording-facts.ts';
import { clockOptions } from './decode-pass.ts';
import { gapFilling, sampleTicks } from './encode-options.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { audioFacts } from './playable.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

export interface RenderedPeaks extends RenderedFile {
  /** Sample rate, microseconds of the first sample, samples, levels, samples per bin of the finest level. */
  readonly details: Record<string, number>;
}

const finestBin = 256;
const levelStep = 8;
const levelCount = 3;

/** The finest level is made coarser until it holds no more than this: a day of sound stays a few megabytes. */
const mostBins = 2_000_000;

function binSizeFor(facts: RecordingFacts, audio: AudioStreamFacts): number {
  const samples = ((facts.durationMicros ?? 0) / 1_000_000) * audio.sampleRate;
  let size = finestBin;
  while (samples / size > mostBins) {
    size *= levelStep;
  }
  return size;
}

/** Takes interleaved little-endian int16 samples in chunks of any length and keeps lowest and highest of each bin. */
export function createBinner(
  samplesPerBin: number,
  channels: number,
): {
  readonly push: (chunk: Buffer) => void;
  readonly finish: () => { readonly sampleCount: number; readonly values: Int16Array };
} {
  const valuesPerBin = samplesPerBin * channels;
  let values = new Int16Array(4096);
  let length = 0;
  let [low, high] = [0x7fff, -0x8000];
  let inBin = 0;
  let total = 0;
  let oddByte: number | null = null;

  const endBin = (): void => {
    if (length + 2 > values.length) {
      const grown = new Int16Array(values.length * 2);
      grown.set(values);
      values = grown;
    }
    values[length] = low;
    values[length + 1] = high;
    length += 2;
    [low, high] = [0x7fff, -0x8000];
    inBin = 0;
  };
  const take = (sample: number): void => {
    low = sample < low ? sample : low;
    high = sample > high ? sample : high;
    inBin += 1;
    total += 1;
    if (inBin === valuesPerBin) {
      endBin();
    }
  };
  const signed = (word: number): number => (word >= 0x8000 ? word - 0x10000 : word);
  return {
    push: (chunk) => {
      let start = 0;
      if (oddByte !== null && chunk.length > 0) {
        take(signed(oddByte | ((chunk[0] ?? 0) << 8)));
        oddByte = null;
        start = 1;
      }
      const end = start + Math.floor((chunk.length - start) / 2) * 2;
      for (let position = start; position < end; position += 2) {
        take(signed((chunk[position] ?? 0) | ((chunk[position + 1] ?? 0) << 8)));
      }
      oddByte = end < chunk.length ? (chunk[end] ?? null) : oddByte;
    },
    finish: () => {
      if (inBin > 0) {
        endBin();
      }
      return { sampleCount: Math.floor(total / channels), values: values.slice(0, length) };
    },
  };
}

function coarser(level: PeakLevel): PeakLevel {
  const binCount = Math.ceil(level.binCount / levelStep);
  const values = new Int16Array(binCount * 2);
  for (let bin = 0; bin < binCount; bin += 1) {
    let [low, high] = [0x7fff, -0x8000];
    for (let part = bin * levelStep; part < Math.min(level.binCount, (bin + 1) * levelStep); part += 1) {
      low = Math.min(low, level.values[part * 2] ?? 0);
      high = Math.max(high, level.values[part * 2 + 1] ?? 0);
    }
    values[bin * 2] = low;
    values[bin * 2 + 1] = high;
  }
  return { samplesPerBin: level.samplesPerBin * levelStep, binCount, values };
}

/**
 * Measures the loudness of the main sound over the whole recording and writes it as domain/peaks.ts describes, on the
 * clock of the frames: silence stands where the sound has gaps. Throws `media-unsupported` without sound.
 */
export async function renderPeaks(
  path: string,
  facts: RecordingFacts,
  outputPath: string,
  options: MediaOptions = {},
): Promise<RenderedPeaks> {
  const tools = options.tools ?? (await findMediaTools());
  const audio = audioFacts(facts, facts.mainAudioStream);
  if (audio === null) {
    throw new AppError('media-unsupported', 'This recording has no sound, so there is no waveform to draw.');
  }
  const { sampleRate, timebase } = audio;
  const firstSample = Math.round(((audio.startPts ?? 0) * timebase.num * sampleRate) / timebase.den);
  const binner = createBinner(binSizeFor(facts, audio), audio.channels);
  const report = throttleProgress(options.onProgress);
  const totalSeconds = facts.durationMicros === null ? null : Math.round(facts.durationMicros / 1_000_000);
  let byteCount = 0;
  const written = await writeThenRename(outputPath, async (temporaryPath) => {
    const run = await runTool({
      executable: tools.ffmpeg,
      tool: 'ffmpeg',
      toolVersion: tools.version,
      arguments: buildFfmpegArguments({
        inputPath: path,
        inputOptions: clockOptions(false),
        audioFilters: [
          sampleTicks(audio),
          { ...gapFilling, options: { ...gapFilling.options, first_pts: firstSample } },
        ],
        outputOptions: [
          ...['-map', `0:${audio.stream}`, '-ac', String(audio.channels), '-ar', String(sampleRate)],
          ...['-c:a', 'pcm_s16le', '-f', 's16le'],
        ],
        output: '-',
      }),
      signal: options.signal,
      onStdout: (chunk) => {
        binner.push(chunk);
        byteCount += chunk.length;
        const seconds = Math.floor(byteCount / (2 * audio.channels * sampleRate));
        report({ done: seconds, total: totalSeconds, unit: 'seconds' });
      },
    });
    const { sampleCount, values } = binner.finish();
    const levels: PeakLevel[] = [{ samplesPerBin: binSizeFor(facts, audio), binCount: values.length / 2, values }];
    for (let last = levels[0]; last !== undefined && levels.length < levelCount; last = levels.at(-1)) {
      levels.push(coarser(last));
    }
    const startMicros = Math.round((firstSample * 1_000_000) / sampleRate);
    await writeFile(temporaryPath, writePeaks({ sampleRate, startMicros, sampleCount, levels }), { flag: 'wx' });
    const finest = levels[0]?.samplesPerBin ?? finestBin;
    return {
      argv: run.argv,
      details: { sampleRate, startMicros, sampleCount, levelCount: levels.length, finestSamplesPerBin: finest },
    };
  });
  return {
    argv: [...written.made.argv],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    details: written.made.details,
  };
}
