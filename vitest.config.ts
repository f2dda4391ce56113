import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // Two cores: more workers only make the PostgreSQL servers of the suites wait for each other.
    maxWorkers: 2,
  },
});
