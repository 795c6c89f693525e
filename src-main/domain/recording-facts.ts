import { z } from 'zod';
import { microsSchema, ptsSchema, timebaseSchema } from './time.ts';

/** An exact fraction as ffprobe states it ("30000/1001"). */
export const ratioSchema = z.strictObject({ num: z.int(), den: z.int() });

const streamBase = {
  /** Index of the stream in its container. */
  stream: z.int().min(0),
  codec: z.string(),
  codecTag: z.string(),
  timebase: timebaseSchema,
  startPts: ptsSchema.nullable(),
  durationPts: z.int().nullable(),
  isDefault: z.boolean(),
  language: z.string(),
};

export const videoStreamFactsSchema = z.strictObject({
  kind: z.literal('video'),
  ...streamBase,
  profile: z.string(),
  pixelFormat: z.string(),
  /** Coded size in pixels. */
  width: z.int(),
  height: z.int(),
  /** Degrees clockwise by which the coded picture is turned for display: 0, 90, 180 or 270. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  sampleAspectRatio: ratioSchema,
  statedFrameRate: ratioSchema,
  averageFrameRate: ratioSchema,
  fieldOrder: z.string(),
  colourRange: z.string(),
  timecode: z.string().nullable(),
});
export type VideoStreamFacts = z.infer<typeof videoStreamFactsSchema>;

export const audioStreamFactsSchema = z.strictObject({
  kind: z.literal('audio'),
  ...streamBase,
  sampleRate: z.int(),
  channels: z.int(),
});
export type AudioStreamFacts = z.infer<typeof audioStreamFactsSchema>;

export const otherStreamFactsSchema = z.strictObject({ kind: z.enum(['subtitle', 'data', 'other']), ...streamBase });

/** One statement of when the recording was made, with where it stands in the file: clocks may disagree and all are shown. */
export const clockStatementSchema = z.strictObject({
  basis: z.enum(['container-creation-time', 'stream-creation-time', 'timecode', 'file-modified', 'file-name']),
  text: z.string(),
  /** UTC microseconds when the statement can be read as such. */
  at: microsSchema.nullable(),
});
export type ClockStatement = z.infer<typeof clockStatementSchema>;

/** What the file says of itself, read by ffprobe; derived data, never evidence. */
export const recordingFactsSchema = z.strictObject({
  container: z.string(),
  containerDescription: z.string(),
  durationMicros: microsSchema.nullable(),
  bitRate: z.int().nullable(),
  streams: z.array(
    z.discriminatedUnion('kind', [videoStreamFactsSchema, audioStreamFactsSchema, otherStreamFactsSchema]),
  ),
  /** The video stream that is shown and indexed: the default one, else the first. */
  mainVideoStream: z.int().nullable(),
  mainAudioStream: z.int().nullable(),
  clocks: z.array(clockStatementSchema),
  /** ISO 6709 text as the file carries it. */
  location: z.string().nullable(),
  device: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  /** Whether Chromium shows this picture itself; otherwise a proxy with the same frames is made (specs/frames.md 3). */
  needsProxy: z.boolean(),
  toolVersion: z.string(),
});
export type RecordingFacts = z.infer<typeof recordingFactsSchema>;

export const timingFindings = ['gap', 'repeated-pts', 'decreasing-pts', 'hidden-frames', 'long-frame'] as const;

/** Something about the timing of the frames that a reviewer must know, at a frame of the FrameIndex. */
export const timingFindingSchema = z.strictObject({
  kind: z.enum(timingFindings),
  frame: z.int(),
  pts: ptsSchema,
  /** Length of the step in ticks where that says something (gap, long frame). */
  ticks: z.int(),
});
export type TimingFinding = z.infer<typeof timingFindingSchema>;

/** What the FrameIndex says, small enough to list. */
export const frameIndexSummarySchema = z.strictObject({
  stream: z.int(),
  timebase: timebaseSchema,
  frameCount: z.int(),
  keyFrameCount: z.int(),
  hiddenFrameCount: z.int(),
  firstPts: ptsSchema,
  /** End of the last frame: its pts plus its duration. */
  endPts: ptsSchema,
  isConstantRate: z.boolean(),
  /** Usual step between frames, in ticks (the median). */
  usualStepTicks: z.int(),
  /** True rate over the whole recording: frames and the ticks they span. */
  frameRate: ratioSchema,
  readFrom: z.enum(['packets', 'decode']),
  findings: z.array(timingFindingSchema),
  /** How many findings there are in all; `findings` holds at most the first 500. */
  findingCount: z.int(),
  /** Set by the background decode that counts every frame. */
  isCountVerified: z.boolean(),
});
export type FrameIndexSummary = z.infer<typeof frameIndexSummarySchema>;
