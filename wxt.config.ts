import { defineConfig } from 'wxt';
import { manifest } from './lib/platform/manifest';

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/i18n/module'],
  manifestVersion: 3,
  manifest,
  vite: () => ({
    build: { target: ['chrome137', 'firefox140'], modulePreload: { polyfill: false } },
    resolve: {
      alias: {
        // Page scripts do without WXT's context: see the file.
        'wxt/utils/content-script-context': new URL('./lib/platform/page-script-context.ts', import.meta.url)
          .pathname,
        // jsonld reaches for a network loader and a string-callback timer that the extension's CSP
        // and the one-door network rule forbid; both are replaced by modules that refuse.
        '@digitalbazaar/http-client': new URL('./lib/verify/jsonld/no-http-client.ts', import.meta.url)
          .pathname,
        setimmediate: new URL('./lib/verify/jsonld/no-set-immediate.ts', import.meta.url).pathname,
      },
    },
  }),
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
