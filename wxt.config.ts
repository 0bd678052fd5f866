import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { manifest } from './lib/platform/manifest';
import { pageChunks } from './scripts/page-chunks';

const LEFT_OUT = new URL('./lib/verify/jsonld/left-out.ts', import.meta.url);

/** Modules of packages that Laurel does without: whose, which by the name that they are asked for, and what instead. */
const REPLACED: readonly { by: RegExp; asked: RegExp; instead: URL }[] = [
  {
    by: /\/lib\/verify\/[\w/-]+\.ts$/,
    asked: /^jsonld$/,
    instead: new URL('./lib/verify/jsonld/shipped-jsonld.ts', import.meta.url),
  },
  {
    by: /\/rdf-canonize\/lib\/index\.js$/,
    asked: /^\.\/RDFC10Sync$/,
    instead: LEFT_OUT,
  },
  {
    by: /\/jsonld\/lib\/\w+\.js$/,
    asked: /^lru-cache$/,
    instead: new URL('./lib/verify/jsonld/recently-used.ts', import.meta.url),
  },
  {
    by: /\/jose\/dist\/webapi\/lib\/key_algorithm\.js$/,
    asked: /^\.\/jwe_algorithms\.js$/,
    instead: new URL('./lib/verify/keys/no-encryption.ts', import.meta.url),
  },
];

export const replaceModules: Plugin = {
  name: 'laurel:replaced-modules',
  enforce: 'pre',
  resolveId(asked, by = '') {
    return REPLACED.find((entry) => entry.asked.test(asked) && entry.by.test(by))?.instead.pathname;
  },
};

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/i18n/module'],
  manifestVersion: 3,
  manifest,
  vite: () => ({
    plugins: [replaceModules],
    build: { target: ['chrome137', 'firefox140'], modulePreload: { polyfill: false } },
    resolve: {
      alias: {
        // Page scripts do without WXT's context: see the file.
        'wxt/utils/content-script-context': new URL('./lib/platform/page-script-context.ts', import.meta.url)
          .pathname,
        // rdf-canonize reaches for a string-callback timer that the extension's CSP forbids.
        setimmediate: new URL('./lib/verify/jsonld/no-set-immediate.ts', import.meta.url).pathname,
      },
    },
  }),
  hooks: {
    'vite:build:extendConfig': (entrypoints, { build }) => {
      const output = build?.rollupOptions?.output;
      const isPages = entrypoints.every(({ inputPath }) => inputPath.endsWith('.html'));
      if (!isPages || !output || Array.isArray(output)) return;
      const pages = new Map(entrypoints.map(({ name, inputPath }) => [name, inputPath]));
      output.codeSplitting = { groups: pageChunks(pages) };
    },
  },
  zip: {
    includeSources: [
      'entrypoints/**',
      'components/**',
      'lib/**',
      'locales/**',
      'public/**',
      'scripts/**',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'wxt.config.ts',
      '.npmrc',
      'README.md',
      'LICENSE',
    ],
    excludeSources: ['**'],
  },
});
