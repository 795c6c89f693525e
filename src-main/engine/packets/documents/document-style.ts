import type { TextStyle } from './text-lines.ts';

export const ink = '#111111';
/** Still 7 : 1 on white. */
export const quietInk = '#4a4a4a';
export const ruleColour = '#b5b5b5';
export const headerFill = '#e9ecef';
/** Light enough to read through on a black and white copy; blanks are in brackets besides. */
export const blankFill = '#fff2a8';
export const blankRule = '#a58200';

export const styles = {
  body: { face: 'serif', size: 10.5, colour: ink, leading: 1.38 },
  small: { face: 'serif', size: 9, colour: ink, leading: 1.34 },
  title: { face: 'serif-bold', size: 17, colour: ink, leading: 1.22 },
  subtitle: { face: 'serif', size: 11, colour: quietInk, leading: 1.35 },
  section: { face: 'serif-bold', size: 12.5, colour: ink, leading: 1.3 },
  part: { face: 'serif-bold', size: 10.5, colour: ink, leading: 1.3 },
  cell: { face: 'sans', size: 8, colour: ink, leading: 1.36 },
  cellBold: { face: 'sans-bold', size: 8, colour: ink, leading: 1.36 },
  cellQuiet: { face: 'sans', size: 7.5, colour: quietInk, leading: 1.36 },
  cellHead: { face: 'sans-bold', size: 7.5, colour: ink, leading: 1.3 },
  digest: { face: 'mono', size: 7.6, colour: ink, leading: 1.42 },
  running: { face: 'sans', size: 7.5, colour: quietInk, leading: 1.3 },
  runningBold: { face: 'sans-bold', size: 7.5, colour: ink, leading: 1.3 },
} as const satisfies Readonly<Record<string, TextStyle>>;
