// The worker ships jsonld.js without the parts that Laurel never calls (wxt.config.ts): what is left says the same.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type * as processor from '../../../lib/verify/jsonld/processor';
import { createJsonLd as createWholeJsonLd } from '../../../lib/verify/jsonld/processor';
import { RecentlyUsed } from '../../../lib/verify/jsonld/recently-used';
import { asShipped } from '../../as-shipped';
import { award, type Json } from './issuers';

let shipped: typeof processor;
beforeAll(async () => {
  shipped = await asShipped('lib/verify/jsonld/processor.ts');
}, 60_000);

async function quads(jsonLd: processor.JsonLd, document: Json): Promise<string> {
  const expanded = await jsonLd.expand(document);
  if (expanded.kind === 'problem') return JSON.stringify(expanded.problem);
  const canonical = await jsonLd.canonize(expanded.value, 'SHA-384');
  return canonical.kind === 'problem' ? JSON.stringify(canonical.problem) : canonical.value;
}

it.each<[string, Json]>([
  ['an award', award()],
  ['nodes without names that look alike', award({ evidence: [{ type: 'Evidence' }, { type: 'Evidence' }] })],
  ['a term that no context knows', award({ madeUp: 'Kelp' })],
  ['a context that nobody knows', { '@context': 'https://stranger.example/', local: 'Kelp' }],
  [
    'lists, literals and an import',
    {
      '@context': {
        '@version': 1.1,
        '@import': 'https://w3id.org/security/multikey/v1',
        '@vocab': 'https://school.example/terms#',
        list: { '@container': '@list' },
        json: { '@type': '@json' },
      },
      '@id': 'https://school.example/nodes/1',
      list: [1, 'two', [3.5]],
      json: { b: [1], a: null },
    },
  ],
])('%s', async (_, document) => {
  const whole = await quads(
    createWholeJsonLd(async () => undefined),
    document,
  );
  expect(
    await quads(
      shipped.createJsonLd(async () => undefined),
      document,
    ),
  ).toBe(whole);
});

it('keeps what was used last, as lru-cache does', () => {
  const load = createRequire(createRequire(import.meta.url).resolve('jsonld'));
  const LruCache: new (options: { max: number }) => RecentlyUsed<number, string> = load('lru-cache');
  const steps = fc.array(fc.tuple(fc.nat(6), fc.option(fc.string(), { nil: undefined })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (sequence) => {
      const [ours, theirs] = [new RecentlyUsed<number, string>({ max: 4 }), new LruCache({ max: 4 })];
      for (const [key, value] of sequence) {
        if (value !== undefined) for (const cache of [ours, theirs]) cache.set(key, value);
        else expect(ours.get(key)).toBe(theirs.get(key));
      }
    }),
    { seed: 20261123 },
  );
});
