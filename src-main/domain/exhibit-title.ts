/** About a line of a list. */
const mostLetters = 80;

/**
 * A title to begin with: the first words of what was observed. Codes are left out on purpose: the name of a code over an
 * exhibit would read as a finding.
 */
export function suggestedTitle(observation: string): string {
  const plain = observation.replaceAll(/\s+/gu, ' ').trim();
  const sentence = /^.+?[.!?](?= [^\p{Ll}]|$)/u.exec(plain)?.[0] ?? plain;
  const title = sentence.replace(/\.$/u, '');
  if (title.length <= mostLetters) {
    return title;
  }
  const cut = title.slice(0, mostLetters);
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > mostLetters / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:–-]+$/u, '')}…`;
}
