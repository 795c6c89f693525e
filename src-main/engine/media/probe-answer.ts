import { z } from 'zod';

/** What ffprobe prints with `-show_format -show_streams -of json`, as far as we read it; strange values fail the parse. */

const longestDurationSeconds = 7 * 24 * 3600;

const tagsSchema = z.record(z.string(), z.coerce.string()).default({});

const fractionSchema = z
  .string()
  .regex(/^-?\d+[/:]\d+$/)
  .transform((text) => {
    const [num = 0, den = 1] = text.split(/[/:]/).map(Number);
    return { num, den };
  });

const wholeNumberText = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number)
  .pipe(z.int());

const secondsText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .transform(Number)
  .pipe(z.number().max(longestDurationSeconds, 'A recording of more than seven days is not believed.'));

const flag = z.union([z.literal(0), z.literal(1)]).default(0);

const streamSchema = z.object({
  index: z.int().min(0),
  codec_type: z.string().default('other'),
  codec_name: z.string().default('unknown'),
  codec_tag_string: z.string().default(''),
  profile: z.coerce.string().default(''),
  width: z.int().min(0).max(16_384).default(0),
  height: z.int().min(0).max(16_384).default(0),
  pix_fmt: z.string().default(''),
  sample_aspect_ratio: fractionSchema.default({ num: 1, den: 1 }),
  r_frame_rate: fractionSchema.default({ num: 0, den: 1 }),
  avg_frame_rate: fractionSchema.default({ num: 0, den: 1 }),
  field_order: z.string().default('unknown'),
  color_range: z.string().default('unknown'),
  time_base: fractionSchema.pipe(z.object({ num: z.int().positive(), den: z.int().positive() })),
  start_pts: z.int().nullable().default(null),
  duration_ts: z.int().nullable().default(null),
  sample_rate: wholeNumberText.default(0),
  channels: z.int().min(0).default(0),
  disposition: z.object({ default: flag, attached_pic: flag }).prefault({}),
  tags: tagsSchema,
  side_data_list: z
    .array(z.object({ side_data_type: z.string().default(''), rotation: z.number().optional() }))
    .default([]),
});

export const probeAnswerSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({
    format_name: z.string(),
    format_long_name: z.string().default(''),
    duration: secondsText.optional(),
    bit_rate: wholeNumberText.optional(),
    probe_score: z.int().default(0),
    tags: tagsSchema,
  }),
});

export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
export type ProbedStream = ProbeAnswer['streams'][number];
