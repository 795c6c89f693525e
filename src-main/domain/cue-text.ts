const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as WebVTT carries it: nothing in it can be read as a tag, an entity or a line of times. */
export function escapeCue(text: string): string {
  return text.replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What a cue can show of a text: no blank lines, because one ends the cue, and no line breaks that only some readers know. */
export function cueLines(text: string): string {
  return text
    .split(/[\r\n\v\f\u{85}\u{2028}\u{2029}]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** A cue that begins with the code it stands for. */
export function cueText(code: string, text: string): string {
  return `[${code}] ${cueLines(text)}`;
}
