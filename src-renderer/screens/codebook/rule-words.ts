import type { CodebookRule } from '../../../src-main/domain/codebook-rule.ts';

function selectorText(selector: string): string {
  return selector === '*' ? 'any code' : selector.startsWith('kind:') ? `any ${selector.slice(5)} code` : selector;
}

function listText(selectors: readonly string[], word: 'and' | 'or'): string {
  const words = selectors.map(selectorText);
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1) ?? ''}`;
}

/** Milliseconds in the words of a sentence. */
export function reachText(millis: number): string {
  const seconds = millis / 1000;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** A rule said in one sentence. */
export function ruleSentence(rule: CodebookRule): string {
  const own = listText(rule.codes, 'or').replace(/^./u, (first) => first.toUpperCase());
  switch (rule.kind) {
    case 'exclusion':
      return `${own} may not share time with ${listText(rule.others, 'or')}${rule.scope === 'subject' ? ' where both name the same subject' : ' in a recording'}.`;
    case 'pairing': {
      const where = {
        overlap: 'in the same span',
        before: `in the ${reachText(rule.withinMillis)} before it`,
        after: `within ${reachText(rule.withinMillis)} after it`,
        near: `within ${reachText(rule.withinMillis)} around it`,
      };
      return `${own} asks for ${listText(rule.others, 'or')} ${where[rule.position]}.`;
    }
    case 'requirement':
      return rule.attribute === null
        ? `${own} asks for a subject.`
        : `${own} asks for the attribute ${rule.attribute}.`;
  }
}
