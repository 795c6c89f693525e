import { defineConfig } from '@playwright/test';

/** The e2e tests drive one real window at a time, so they run one after the other and are never retried. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: /[.](e2e|spec|test)[.]ts$/,
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
