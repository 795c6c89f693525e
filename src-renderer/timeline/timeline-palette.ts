/** Colours a canvas needs, read from the tokens of the theme in force. */
export type TimelinePalette = {
  readonly background: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  readonly wave: string;
  readonly waveBand: string;
  readonly gap: string;
  /** Marks of content that may disturb. */
  readonly noted: string;
  readonly keyFrame: string;
  readonly mark: string;
  readonly playhead: string;
  readonly selected: string;
  readonly picture: string;
  readonly watched: string;
  /** Hatching of what was not watched. */
  readonly quiet: string;
  readonly chosenFill: string;
  readonly codes: Readonly<Record<'conduct' | 'context' | 'setting', { readonly ink: string; readonly fill: string }>>;
  readonly font: string;
};

/** Reads the tokens as `element` sees them. Call again when the theme changes. */
export function readPalette(element: Element): TimelinePalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const code = (kind: string) => ({ ink: token(`--code-${kind}`), fill: token(`--code-${kind}-surface`) });
  return {
    background: token('--surface-timeline'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    text: token('--text'),
    textMuted: token('--text-faint'),
    wave: token('--wave'),
    waveBand: token('--surface-panel'),
    gap: token('--gap'),
    noted: token('--warning'),
    keyFrame: token('--key-frame'),
    mark: token('--mark'),
    playhead: token('--playhead'),
    selected: token('--focus'),
    picture: token('--surface-picture'),
    watched: token('--watched'),
    quiet: token('--line-strong'),
    chosenFill: token('--surface-selected'),
    codes: { conduct: code('conduct'), context: code('context'), setting: code('setting') },
    font: `500 11px ${token('--family')}`,
  };
}
