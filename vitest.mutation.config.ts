import { defineConfig } from 'vitest/config';

/* What Stryker runs to find out which mutants the tests notice: unit tests alone, as they need nothing that is built. */
export default defineConfig({
  test: {
    include: [
      'test/unit/{clusters,collection,curate,embed,exchange,explore,fetch,metadata,neighbours,project,search}/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
