/** One measurement: ours beside what a person would run instead, measured in the same run. */
export type BenchLine = {
  readonly name: string;
  readonly ours: number;
  readonly reference: number;
  readonly unit: string;
  /** `ours / reference`, or where more is better the other way round, as the goal says. */
  readonly ratio: number;
  /** The goal in words ("at most 1.1 times cp + two sha256sum"). */
  readonly goal: string;
  readonly isMet: boolean;
};
