import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const tokensFile = path.join(import.meta.dirname, '../../../../src-renderer/theme/tokens.css');
const css = readFileSync(tokensFile, 'utf8');

type Colour = readonly [number, number, number];

/** The `#rrggbb` tokens of one theme. */
function tokensOf(theme: 'dark' | 'light'): ReadonlyMap<string, Colour> {
  const block = css.slice(css.indexOf(`:root[data-theme="${theme}"] {`));
  const tokens = new Map<string, Colour>();
  for (const [, name, hex] of block.slice(0, block.indexOf('}')).matchAll(/(--[\w-]+):\s*#([0-9a-f]{6});/g)) {
    const value = Number.parseInt(hex ?? '', 16);
    tokens.set(name ?? '', [(value >> 16) & 255, (value >> 8) & 255, value & 255]);
  }
  return tokens;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

const pageSurfaces = ['app', 'panel', 'raised', 'field', 'control', 'control-hover', 'selected', 'timeline'].map(
  (name) => `--surface-${name}`,
);
const readingSurfaces = ['app', 'panel', 'raised', 'field', 'timeline'].map((name) => `--surface-${name}`);

/** Text on what it may stand on: 4.5 to 1 (AA for text of any size). */
const textPairs: readonly (readonly [string, readonly string[]])[] = [
  [
    '--text',
    [
      ...pageSurfaces,
      '--surface-control-press',
      '--good-surface',
      '--warning-surface',
      '--danger-surface',
      '--info-surface',
      '--code-conduct-surface',
      '--code-context-surface',
      '--code-setting-surface',
    ],
  ],
  ['--text-muted', pageSurfaces],
  ['--text-faint', [...readingSurfaces, '--surface-selected']],
  ['--accent-text', [...readingSurfaces, '--surface-selected']],
  ['--text-on-accent', ['--accent', '--accent-hover', '--accent-press', '--danger-fill', '--danger-fill-hover']],
  ['--good', [...readingSurfaces, '--good-surface']],
  ['--warning', [...readingSurfaces, '--warning-surface']],
  ['--danger', [...readingSurfaces, '--danger-surface']],
  ['--info', [...readingSurfaces, '--info-surface']],
  ['--code-conduct', [...readingSurfaces, '--code-conduct-surface']],
  ['--code-context', [...readingSurfaces, '--code-context-surface']],
  ['--code-setting', [...readingSurfaces, '--code-setting-surface']],
];

/** What must be seen to be used, edges of fields and marks of the timeline: 3 to 1 (AA for non-text). */
const shapePairs: readonly (readonly [string, readonly string[]])[] = [
  ['--line-field', ['--surface-field', '--surface-panel', '--surface-app']],
  ['--focus', [...pageSurfaces, '--surface-control-press']],
  ['--accent', ['--surface-panel', '--surface-app']],
  ['--mark', ['--surface-timeline']],
  ['--playhead', ['--surface-timeline']],
  ['--gap', ['--surface-timeline']],
  ['--key-frame', ['--surface-timeline']],
  ['--wave', ['--surface-timeline']],
  ['--watched', ['--surface-timeline']],
  ['--code-conduct', ['--surface-timeline']],
  ['--code-context', ['--surface-timeline']],
  ['--code-setting', ['--surface-timeline']],
];

describe.each(['dark', 'light'] as const)('the colours of %s', (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): Colour => {
    const known = tokens.get(name);
    if (known === undefined) {
      throw new Error(`tokens.css has no colour ${name} in ${theme}.`);
    }
    return known;
  };

  test('are all known to this test', () => {
    expect(tokens.size).toBeGreaterThan(40);
    const judged = new Set([...textPairs, ...shapePairs].flatMap(([name, grounds]) => [name, ...grounds]));
    // Lines that only divide, and the ground of pictures, carry no meaning of their own.
    const exempt = new Set(['--line', '--line-strong', '--surface-picture']);
    expect([...tokens.keys()].filter((name) => !judged.has(name) && !exempt.has(name))).toEqual([]);
  });

  test.each([
    ['text', textPairs, 4.5],
    ['shapes', shapePairs, 3],
  ] as const)('stand out enough: %s', (_what, pairs, least) => {
    const weak = pairs.flatMap(([name, grounds]) =>
      grounds.flatMap((ground) => {
        const ratio = contrast(colour(name), colour(ground));
        return ratio < least ? [`${name} on ${ground}: ${ratio.toFixed(2)}`] : [];
      }),
    );
    expect(weak).toEqual([]);
  });
});

test.each(['dark', 'light'] as const)('text can be read on what the pointer is over, in %s', (theme) => {
  const tokens = tokensOf(theme);
  const block = css.slice(css.indexOf(`:root[data-theme="${theme}"] {`));
  const hover = /--surface-hover: rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)/.exec(block)?.slice(1).map(Number) ?? [];
  expect(hover).toHaveLength(4);
  const share = (hover[3] ?? 0) / 100;
  const weak = ['--text', '--text-muted', '--text-faint'].flatMap((name) =>
    readingSurfaces.flatMap((ground) => {
      const below = tokens.get(ground) ?? [0, 0, 0];
      const over = below.map((value, at) => (hover[at] ?? 0) * share + value * (1 - share));
      const ratio = contrast(tokens.get(name) ?? [0, 0, 0], [over[0] ?? 0, over[1] ?? 0, over[2] ?? 0]);
      return ratio < 4.5 ? [`${name} on ${ground}: ${ratio.toFixed(2)}`] : [];
    }),
  );
  expect(weak).toEqual([]);
});

test('contrast is computed as WCAG says', () => {
  expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});
