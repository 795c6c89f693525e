import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    reporters: ['default'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // Native modules, child processes and real files: each test file gets a process of its own.
          pool: 'forks',
          // Programs of their own (the command line, engines that are killed) need not compile the same sources each time.
          env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'frame-of-record-compiled') },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
