/** What verifying finds out, with the first entry that is wrong. Lists are cut at a length that a person can read. */
export type Troubles = {
  /** Something was changed, cut or replaced. */
  problem(sentence: string, seq?: number): void;
  /** Something is not there. */
  missing(sentence: string): void;
  /** Something a person should know that proves nothing wrong. */
  finding(sentence: string): void;
  result(): {
    readonly verdict: 'OK' | 'OK_WITH_FINDINGS' | 'TAMPERED' | 'INCOMPLETE';
    readonly firstBadSeq: number | null;
    readonly problems: string[];
    readonly findings: string[];
  };
};

const mostSentences = 200;

function createList() {
  const sentences: string[] = [];
  let count = 0;
  return {
    add(sentence: string) {
      count += 1;
      if (sentences.length < mostSentences) {
        sentences.push(sentence);
      }
    },
    count: () => count,
    all: () => (count > sentences.length ? [...sentences, `And ${count - sentences.length} more.`] : [...sentences]),
  };
}

export function createTroubles(): Troubles {
  const problems = createList();
  const missing = createList();
  const findings = createList();
  let firstBadSeq: number | null = null;
  return {
    problem(sentence, seq) {
      problems.add(sentence);
      if (seq !== undefined && (firstBadSeq === null || seq < firstBadSeq)) {
        firstBadSeq = seq;
      }
    },
    missing: (sentence) => missing.add(sentence),
    finding: (sentence) => findings.add(sentence),
    result() {
      const isWhole = findings.count() === 0 ? 'OK' : 'OK_WITH_FINDINGS';
      const isThere = missing.count() === 0 ? isWhole : 'INCOMPLETE';
      return {
        verdict: problems.count() === 0 ? isThere : 'TAMPERED',
        firstBadSeq,
        problems: [...problems.all(), ...missing.all()],
        findings: findings.all(),
      };
    },
  };
}
