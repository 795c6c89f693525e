import { z } from 'zod';

/** Ready-made sets of keys: the product's own, and one where the arrows seek as LosslessCut and YouTube users expect. */
export const keyProfiles = ['standard', 'arrows-seek'] as const;
export type KeyProfile = (typeof keyProfiles)[number];

/** `Mod+Shift+Z`, `Space`, `,`: a chord as the command table writes it. */
export const chordSchema = z.string().min(1).max(60);

/**
 * Which keys run which command on this workstation: a profile, and over it what the person changed. An empty list is a
 * command without keys. Ids that this version does not know are kept and do nothing.
 */
export const keyMapSchema = z.strictObject({
  profile: z.enum(keyProfiles),
  changes: z.record(z.string().max(100), z.array(chordSchema).max(6)),
});
export type KeyMap = z.infer<typeof keyMapSchema>;

export const plainKeyMap: KeyMap = { profile: 'standard', changes: {} };

/** A key map as a file that travels to another workstation. */
export const keyMapFileSchema = z.strictObject({
  kind: z.literal('frame-of-record-key-map'),
  version: z.literal(1),
  keyMap: keyMapSchema,
});

/** The key map as text for a file. */
export function keyMapText(keyMap: KeyMap): string {
  return `${JSON.stringify({ kind: 'frame-of-record-key-map', version: 1, keyMap }, null, 2)}\n`;
}

/** The key map in the text of a file; null when the text is none. */
export function parseKeyMapText(text: string): KeyMap | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      return null;
    }
    throw thrown;
  }
  const parsed = keyMapFileSchema.safeParse(value);
  return parsed.success ? parsed.data.keyMap : null;
}
