/**
 * Text of unknown origin (file names, tags) made safe to read: control characters and the marks that turn the reading
 * direction are written as visible escapes, so that no name can look like another (specs/evidence.md 5.4).
 */
export function plainText(text: string, maxLength = 500): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  let shown = '';
  for (const character of cut) {
    const code = character.codePointAt(0) ?? 0;
    shown += isHidden(code) ? `\\u{${code.toString(16)}}` : character;
  }
  return shown;
}

/** What people write here, in lines of their own: these stay, anything else that is hidden is written out as above. */
export function proseText(text: string, maxLength = 500): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => plainText(line, maxLength + 1))
    .join('\n');
}

function isHidden(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0x00ad ||
    code === 0x061c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xfff9 && code <= 0xfffb)
  );
}
