// Counting what the gates found. Pure, so that it can be tested.

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** A gate without tests of its own counts as one. @param {number} code its exit code @returns {Tally} */
export function tallyOfGate(code) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * What vitest's JSON report says.
 * @param {unknown} report @param {number} code vitest's exit code
 */
export function tallyOfVitest(report, code) {
  const passed = countIn(report, 'numPassedTests');
  const failed = countIn(report, 'numFailedTests');
  const skipped = countIn(report, 'numPendingTests') + countIn(report, 'numTodoTests');
  return settle({ passed, failed, skipped }, code);
}

/**
 * What Playwright's JSON report says. A flaky test is a failed one.
 * @param {unknown} report @param {number} code Playwright's exit code
 */
export function tallyOfPlaywright(report, code) {
  const stats = fieldOf(report, 'stats');
  const failed = countIn(stats, 'unexpected') + countIn(stats, 'flaky');
  return settle({ passed: countIn(stats, 'expected'), failed, skipped: countIn(stats, 'skipped') }, code);
}

/**
 * A suite that ended badly without naming a failed test (it did not load, it crashed), or that ran no test at all, has failed once.
 * @param {Tally} tally @param {number} code @returns {Tally}
 */
function settle(tally, code) {
  const ranNothing = tally.passed + tally.failed === 0;
  return (code !== 0 && tally.failed === 0) || ranNothing ? { ...tally, failed: tally.failed + 1 } : tally;
}

/** @param {Tally[]} tallies @returns {Tally} */
export function sumTallies(tallies) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
  }
  return sum;
}

/** @param {Tally} tally the closing line, in the form that test runners' readers expect */
export function tallyLine(tally) {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

/** @param {unknown} value @param {string} name @returns {unknown} */
function fieldOf(value, name) {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/** @param {unknown} value @param {string} name @returns {number} */
function countIn(value, name) {
  const count = fieldOf(value, name);
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : 0;
}
