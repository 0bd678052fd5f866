import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

if (!existsSync(new URL('../shared/vectors', import.meta.url))) {
  console.log('skipped: conformance over ../shared (the folder is not here)');
}

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [await WxtVitest()].flat(),
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: ['tests/seed.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['tests/seed.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          environment: 'node',
          // One browser at a time: the builds and the machine are shared.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Windows, prompts and menus belong to the system; one that a busy machine swallowed is asked for again.
          // The report names what needed it.
          retry: 1,
        },
      },
    ],
  },
});
