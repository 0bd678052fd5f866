// Bundled contexts are not tried out anew: following each other, they come to what a jsonld.js that Laurel has not
// touched makes of them.
import { createRequire } from 'node:module';
import type { ActiveContext, Options } from 'jsonld';
import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { withSharedDefinitions } from '../../../lib/verify/jsonld/context-copies';
import { bundledAddresses, knownContext } from '../../../lib/verify/jsonld/contexts';
import type { Json } from './issuers';

/** As many in a row as Laurel knows beforehand; a fourth one is processed as any other. */
const MOST = 3;

interface Side {
  process(before: ActiveContext | null, address: string): Promise<ActiveContext>;
}

let laurel: Side;
let reference: Side;
beforeAll(async () => {
  const options = await withSharedDefinitions({}, optionsOver(documentOf));
  laurel = sideOf(jsonld, options);
  const require = createRequire(import.meta.url);
  for (const path of Object.keys(require.cache)) {
    if (path.includes('/node_modules/jsonld/')) delete require.cache[path];
  }
  const untouched: typeof jsonld = require('jsonld');
  expect(untouched).not.toBe(jsonld);
  // A copy each time: nothing that Laurel holds is within its reach.
  const copying = optionsOver((address) => structuredClone(documentOf(address)));
  reference = sideOf(untouched, { ...copying, processingMode: 'json-ld-1.1' });
});

function optionsOver(documentAt: (address: string) => unknown): Options {
  return {
    safe: true,
    base: '',
    documentLoader: async (address) => ({
      contextUrl: null,
      documentUrl: address,
      document: documentAt(address),
    }),
  };
}

function sideOf(processor: typeof jsonld, options: Options): Side {
  return {
    process: async (before, address) =>
      processor.processContext(
        before ?? (await processor.processContext(null, null, options)),
        address,
        options,
      ),
  };
}

function documentOf(address: string): unknown {
  const source = knownContext(address)?.source;
  if (source?.kind !== 'bundled') throw new Error(`${address} is not bundled`);
  return source.document;
}

/** All that a context says; of the protected terms jsonld.js asks whether there are any and each definition itself. */
function whatItSays({ mappings, protected: names, previousContext, ...rest }: ActiveContext) {
  const { clone, inverse, getInverse, revertToPreviousContext, ...own } = rest as Record<string, unknown>;
  return {
    ...own,
    mappings: Object.fromEntries(mappings),
    anyProtected: Object.keys(names).length > 0,
    previousContext: previousContext !== undefined,
  };
}

type Outcome = { context: ActiveContext } | { refused: unknown };

async function outcomeOf(side: Side, before: ActiveContext | null, address: string): Promise<Outcome> {
  try {
    return { context: await side.process(before, address) };
  } catch (error) {
    return { refused: (error as { details?: { code?: unknown } }).details?.code };
  }
}

/** Gives what both sides came to when both came to the same. */
async function compare(
  befores: { ours: ActiveContext | null; theirs: ActiveContext | null },
  address: string,
): Promise<{ ours: ActiveContext; theirs: ActiveContext } | undefined> {
  const ours = await outcomeOf(laurel, befores.ours, address);
  const theirs = await outcomeOf(reference, befores.theirs, address);
  if ('refused' in ours || 'refused' in theirs) {
    expect(ours).toEqual(theirs);
    return undefined;
  }
  expect(whatItSays(ours.context)).toEqual(whatItSays(theirs.context));
  return { ours: ours.context, theirs: theirs.context };
}

describe('a bundled context', () => {
  it('means after up to two others what jsonld.js makes of it', async () => {
    const counted = { same: 0, refused: 0 };
    const follow = async (
      befores: { ours: ActiveContext | null; theirs: ActiveContext | null },
      depth: number,
    ): Promise<void> => {
      for (const address of bundledAddresses()) {
        const both = await compare(befores, address);
        counted[both === undefined ? 'refused' : 'same'] += 1;
        if (both !== undefined && depth < MOST) await follow(both, depth + 1);
      }
    };
    await follow({ ours: null, theirs: null }, 1);
    // Both happen, so both were compared.
    expect(counted.same).toBeGreaterThan(200);
    expect(counted.refused).toBeGreaterThan(200);
  }, 120_000);

  it('names no other one within its definitions, where protected terms may be defined anew', () => {
    for (const address of bundledAddresses()) {
      const { '@context': context } = documentOf(address) as Json;
      expect(namedWithin([context].flat().filter((part) => typeof part === 'object'))).toEqual([]);
    }
  });
});

function namedWithin(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '@context' && typeof member !== 'object' ? [member] : namedWithin(member),
  );
}
