/** One place where a neutral description would serve better, and what to write instead. Never blocks saving. */
export type WordingHint = { readonly found: string; readonly advice: string };

const rules: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  { pattern: /\b(illegal|unlawful)(ly)?\b/i, advice: 'describe the act' },
  { pattern: /\b(kidnap|abduct)\w*/i, advice: 'write “is placed in a vehicle” or what else is seen' },
  { pattern: /\b(assault|attack|brutali[sz])\w*/i, advice: 'describe the movement' },
  { pattern: /\braid(s|ed)?\b/i, advice: 'write “operation”' },
  { pattern: /\b(victim|perpetrator)s?\b/i, advice: 'write “person” or “agent”' },
  { pattern: /\b(innocent|criminal|illegal alien)s?\b/i, advice: 'write “person”' },
  { pattern: /\b(excessive|unprovoked)(ly)?\b|\bfor no reason\b/i, advice: 'put the facts in their order in time' },
  { pattern: /\brefus\w+ to identify\b/i, advice: 'write “no identification is audible” or “visible”' },
  { pattern: /\blied\b/i, advice: 'quote the words' },
  {
    pattern: /\bangri(ly)?\b|\bangry\b|\bin order to (scare|intimidate|hurt)\b/i,
    advice: 'leave feelings and intent out, or quote',
  },
];

/** Words in an observation that state a conclusion, a feeling or an intent (specs/evidence.md 4.8). */
export function wordingHints(text: string): WordingHint[] {
  return rules.flatMap(({ pattern, advice }) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ found: match[0], advice }];
  });
}
