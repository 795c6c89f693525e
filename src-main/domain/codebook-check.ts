import { z } from 'zod';
import type { Codebook } from './codebook.ts';
import type { CodebookRule } from './codebook-rule.ts';

/** An annotation as the rules look at it; times in microseconds of its recording. */
export type CheckedAnnotation = {
  readonly id: string;
  readonly footageId: string;
  readonly code: string;
  readonly inFrame: number;
  readonly inMicros: number;
  readonly outMicros: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly subjectIds: readonly string[];
};

/** Something to look at: which annotation, which rule, and what was found, in a sentence. No verdict. */
export const codebookFindingSchema = z.strictObject({
  ruleId: z.string(),
  ruleLabel: z.string(),
  annotationId: z.string(),
  otherId: z.string().nullable(),
  footageId: z.string(),
  frame: z.int(),
  code: z.string(),
  sentence: z.string(),
});
export type CodebookFinding = z.infer<typeof codebookFindingSchema>;

/** Sorted by their beginning, with the longest length, so that what may touch a time is found without looking at all. */
type Lane = { readonly items: readonly CheckedAnnotation[]; readonly longest: number };

type Codes = { readonly kindOf: ReadonlyMap<string, string>; readonly groupOf: ReadonlyMap<string, string> };

function codesOf(codebook: Codebook): Codes {
  return {
    kindOf: new Map(codebook.groups.map(({ id, kind }) => [id, kind])),
    groupOf: new Map(codebook.codes.map(({ id, group }) => [id, group])),
  };
}

function selects(selectors: readonly string[], code: string, codes: Codes): boolean {
  const group = codes.groupOf.get(code) ?? code.slice(0, 3);
  return selectors.some(
    (one) => one === '*' || one === code || one === group || one === `kind:${codes.kindOf.get(group) ?? 'conduct'}`,
  );
}

function laneOf(items: readonly CheckedAnnotation[]): Lane {
  const sorted = items.toSorted((a, b) => a.inMicros - b.inMicros);
  return { items: sorted, longest: sorted.reduce((most, item) => Math.max(most, item.outMicros - item.inMicros), 0) };
}

/** The first of a lane within `[from, to]` (its beginning not after `to`, its end not before `from`) that passes `test`. */
function findIn(lane: Lane, from: number, to: number, test: (item: CheckedAnnotation) => boolean): CheckedAnnotation[] {
  let [low, high] = [0, lane.items.length];
  const earliest = from - lane.longest;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane.items[middle]?.inMicros ?? 0) < earliest) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const found: CheckedAnnotation[] = [];
  for (let at = low; at < lane.items.length; at++) {
    const item = lane.items[at];
    if (item === undefined || item.inMicros > to) {
      break;
    }
    if (item.outMicros >= from && test(item)) {
      found.push(item);
    }
  }
  return found;
}

function secondsText(millis: number): string {
  return millis >= 60_000 && millis % 60_000 === 0
    ? `${millis / 60_000} ${millis === 60_000 ? 'minute' : 'minutes'}`
    : `${millis / 1000} ${millis === 1000 ? 'second' : 'seconds'}`;
}

function listText(selectors: readonly string[]): string {
  const words = selectors.map((one) => (one === '*' ? 'any code' : one.startsWith('kind:') ? one.slice(5) : one));
  return words.length <= 4 ? words.join(' or ') : `${words.slice(0, 3).join(', ')} or ${words.length - 3} more`;
}

function sharesSubject(one: CheckedAnnotation, other: CheckedAnnotation): boolean {
  return one.subjectIds.some((id) => other.subjectIds.includes(id));
}

type Report = (annotation: CheckedAnnotation, other: CheckedAnnotation | null, sentence: string) => void;

function checkExclusion(
  rule: Extract<CodebookRule, { kind: 'exclusion' }>,
  own: Lane,
  others: Lane,
  report: Report,
): void {
  const isBoth = new Set(own.items.filter((item) => others.items.includes(item)).map(({ id }) => id));
  for (const item of own.items) {
    const clashing = findIn(others, item.inMicros, item.outMicros, (other) => {
      const isSelf = other.id === item.id || (isBoth.has(other.id) && isBoth.has(item.id) && other.id < item.id);
      const isOverlap = other.inMicros < item.outMicros && other.outMicros > item.inMicros;
      return !isSelf && isOverlap && (rule.scope === 'recording' || sharesSubject(item, other));
    });
    for (const other of clashing) {
      const where = rule.scope === 'subject' ? ' and name the same subject' : '';
      report(item, other, `${item.code} and ${other.code} lie over the same moment${where}.`);
    }
  }
}

function checkPairing(rule: Extract<CodebookRule, { kind: 'pairing' }>, own: Lane, others: Lane, report: Report): void {
  const reach = rule.withinMillis * 1000;
  const within = secondsText(rule.withinMillis);
  for (const item of own.items) {
    const test = (other: CheckedAnnotation): boolean => {
      switch (rule.position) {
        case 'overlap':
          return other.id !== item.id && other.inMicros < item.outMicros && other.outMicros > item.inMicros;
        case 'before':
          return other.id !== item.id && other.inMicros <= item.inMicros;
        case 'after':
          return other.id !== item.id && other.inMicros >= item.inMicros;
        case 'near':
          return other.id !== item.id;
      }
    };
    const from = rule.position === 'before' || rule.position === 'near' ? item.inMicros - reach : item.inMicros;
    const to = rule.position === 'after' || rule.position === 'near' ? item.outMicros + reach : item.outMicros;
    if (findIn(others, from, to, test).length === 0) {
      const place = {
        overlap: 'in the same span',
        before: `in the ${within} before`,
        after: `within ${within} after it`,
        near: `within ${within} around it`,
      };
      report(item, null, `${item.code} has no ${listText(rule.others)} ${place[rule.position]}.`);
    }
  }
}

function checkRequirement(
  rule: Extract<CodebookRule, { kind: 'requirement' }>,
  own: Lane,
  codebook: Codebook,
  report: Report,
): void {
  const codes = new Map(codebook.codes.map((code) => [code.id, code]));
  for (const item of own.items) {
    if (rule.attribute === null && item.subjectIds.length === 0) {
      report(item, null, `${item.code} names no subject.`);
    }
    if (rule.attribute !== null && (item.attributes[rule.attribute] ?? '').trim() === '') {
      const attribute = codes.get(item.code)?.attributes.find(({ id }) => id === rule.attribute);
      report(item, null, `${item.code} leaves “${attribute?.label ?? rule.attribute}” open.`);
    }
  }
}

export type CheckResult = { readonly findings: CodebookFinding[]; readonly leftOff: number };

/** Holds annotations against the rules of a codebook that are on; at most `limit` findings, the rest counted. */
export function checkAnnotations(
  codebook: Codebook,
  annotations: readonly CheckedAnnotation[],
  limit: number,
): CheckResult {
  const codes = codesOf(codebook);
  const byFootage = Map.groupBy(annotations, ({ footageId }) => footageId);
  const findings: CodebookFinding[] = [];
  let leftOff = 0;
  for (const rule of codebook.rules.filter(({ isOff }) => !isOff)) {
    const report: Report = (annotation, other, sentence) => {
      if (findings.length >= limit) {
        leftOff += 1;
        return;
      }
      findings.push({
        ruleId: rule.id,
        ruleLabel: rule.label,
        annotationId: annotation.id,
        otherId: other?.id ?? null,
        footageId: annotation.footageId,
        frame: annotation.inFrame,
        code: annotation.code,
        sentence,
      });
    };
    const pick = (items: readonly CheckedAnnotation[], selectors: readonly string[]): Lane => {
      const wanted = new Map<string, boolean>();
      return laneOf(
        items.filter(({ code }) => {
          const known = wanted.get(code) ?? selects(selectors, code, codes);
          wanted.set(code, known);
          return known;
        }),
      );
    };
    for (const items of byFootage.values()) {
      const own = pick(items, rule.codes);
      if (rule.kind === 'requirement') {
        checkRequirement(rule, own, codebook, report);
      } else if (rule.kind === 'pairing') {
        checkPairing(rule, own, pick(items, rule.others), report);
      } else {
        checkExclusion(rule, own, pick(items, rule.others), report);
      }
    }
  }
  return { findings, leftOff };
}
