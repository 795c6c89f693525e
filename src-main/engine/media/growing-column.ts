/** Numbers appended one by one, kept unboxed: a day of packets is 2.6 million of them. */
export interface GrowingColumn {
  push(value: number): void;
  readonly length: number;
  /** A copy of exactly the numbers pushed. */
  take(): Float64Array;
}

export function createGrowingColumn(): GrowingColumn {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const grown = new Float64Array(values.length * 2);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      length += 1;
    },
    get length() {
      return length;
    },
    take: () => values.slice(0, length),
  };
}
