import { z } from 'zod';
import { keyMapSchema, plainKeyMap } from './key-map.ts';

/** The name of a panel or a choice on the screen ("review-panel"). */
const partName = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
/** Where the same workstation serves several people, each by the name they give when they open a matter. */
const reviewerName = z.string().min(1).max(200);

/**
 * What a workstation remembers for its person, outside every matter and never as evidence. One line a setting; a new one
 * needs its default below and nothing else. Parts of the screen that only want a size or a choice kept use `sizes` and
 * `choices` (session/use-remembered.ts).
 */
const settingSchemas = {
  /** CSS pixels, by the panel. */
  sizes: z.record(partName, z.int().min(0).max(20_000)),
  /** Open tabs, layouts and other small choices, by the part that has them. */
  choices: z.record(partName, z.string().max(100)),
  keyMap: keyMapSchema,
  /** Commands chosen in the palette, newest first. */
  recentCommands: z.array(z.string().max(100)).max(20),
  isIntroductionDismissed: z.boolean(),
  /** Recordings come up silent. */
  opensMuted: z.boolean(),
  /** Reviewers who asked not to be told before a span with a content note plays. */
  withoutContentNotices: z.array(reviewerName).max(200),
};

export const settingsSchema = z.strictObject(settingSchemas);
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** Some settings anew, each as a whole. */
export const settingsChangeSchema = z.strictObject(settingSchemas).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export const defaultSettings: Settings = {
  sizes: {},
  choices: {},
  keyMap: plainKeyMap,
  recentCommands: [],
  isIntroductionDismissed: false,
  opensMuted: false,
  withoutContentNotices: [],
};

export const settingNames = Object.keys(defaultSettings) as SettingName[];

/** One setting as it was stored, or its default where nothing usable was. */
export function parseSetting<N extends SettingName>(name: N, stored: unknown): Settings[N] {
  const parsed = settingSchemas[name].safeParse(stored);
  return (parsed.success ? parsed.data : defaultSettings[name]) as Settings[N];
}
