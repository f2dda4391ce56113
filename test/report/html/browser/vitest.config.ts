import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

/** Tests in a real browser, apart from the others: they need a Chromium, and fail without one. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..', '..', '..'),
    include: ['test/report/html/browser/**/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Times are measured: nothing else may run beside.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
