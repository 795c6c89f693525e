import { describe, expect, it } from 'vitest';
import { sumTallies, tallyLine, tallyOfGate, tallyOfPlaywright, tallyOfVitest } from '../../../scripts/gates/tally.mjs';

const vitestReport = (passed: number, failed: number, pending = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
});
const playwrightReport = (expected: number, unexpected: number, flaky = 0, skipped = 0) => ({
  stats: { expected, unexpected, flaky, skipped },
});

describe('what a suite counts for', () => {
  it('is what its report says', () => {
    expect(tallyOfVitest(vitestReport(41, 0, 2), 0)).toEqual({ passed: 41, failed: 0, skipped: 2 });
    expect(tallyOfVitest(vitestReport(40, 1), 1)).toEqual({ passed: 40, failed: 1, skipped: 0 });
    expect(tallyOfPlaywright(playwrightReport(5, 0, 0, 1), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  });

  it('is a failure when it ended badly without naming a failed test', () => {
    expect(tallyOfVitest(vitestReport(12, 0), 1)).toEqual({ passed: 12, failed: 1, skipped: 0 });
    expect(tallyOfPlaywright(playwrightReport(3, 0), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('is a failure when no test ran, whatever the exit code', () => {
    for (const report of [undefined, null, 'text', {}, { stats: {} }, vitestReport(0, 0), vitestReport(0, 0, 7)]) {
      expect(tallyOfVitest(report, 0).failed).toBe(1);
      expect(tallyOfPlaywright(report, 0).failed).toBe(1);
    }
  });

  it('counts a flaky test as failed', () => {
    expect(tallyOfPlaywright(playwrightReport(3, 0, 1), 0)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});

describe('the closing line', () => {
  it('sums every gate and names skips only when there are any', () => {
    const sum = sumTallies([tallyOfGate(0), tallyOfGate(1), tallyOfVitest(vitestReport(10, 0), 0)]);
    expect(tallyLine(sum)).toBe('11 passed, 1 failed');
    expect(tallyLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });
});
