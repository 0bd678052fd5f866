// Every vector of ../shared/vectors that states a verdict, asked for it in one walk; where Laurel says something else
// on purpose, it stands in stated/explained.ts. And once more, with strangers for issuers.
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { HAS_VECTORS, VECTORS } from './replay';
import { cryptosuiteCases } from './stated/cryptosuites';
import { DIFFERENCES, KINDS } from './stated/explained';
import { identifierCases } from './stated/identifiers';
import { legacyCases } from './stated/legacy';
import { pictureCases } from './stated/pictures';
import { publicValidatorCases } from './stated/public-validator';
import { caseName, GENUINE } from './stated/stated-case';

if (!HAS_VECTORS) console.log('skipped: conformance of vectors (../shared is not here)');

const CASES = [
  ...publicValidatorCases,
  ...cryptosuiteCases,
  ...legacyCases,
  ...identifierCases,
  ...pictureCases,
].map((one) => ({ ...one, name: caseName(one) }));

describe.skipIf(!HAS_VECTORS)('every vector', () => {
  const got = new Map<string, string>();
  const explained = new Map<string, string>();
  let strangersAsked = 0;
  afterAll(() => {
    const kinds = new Set(explained.values());
    console.log(
      `vectors: ${got.size - explained.size} of ${got.size} as stated, ${explained.size} explained ` +
        `(${kinds.size} kinds of case); ${strangersAsked} runs with a stranger for an issuer, none verified`,
    );
  });

  it.each(CASES)('$name: $stated', async ({ name, stated, judge }) => {
    const { outcome, codes } = await judge();
    const difference = DIFFERENCES[name];
    expect({ name, outcome }).toEqual({ name, outcome: difference?.outcome ?? stated });
    got.set(name, outcome);
    if (difference === undefined) return;
    explained.set(name, difference.kind);
    const kind = KINDS[difference.kind];
    if ('code' in kind) expect(codes).toContain(kind.code);
  });

  it.each(CASES)('$name, with strangers for its issuer', async ({ name, strangers }) => {
    const isGenuine = GENUINE.some((word) => got.get(name)?.startsWith(word));
    if (isGenuine) expect({ name, strangers: strangers?.length ?? 0 }).not.toEqual({ name, strangers: 0 });
    for (const ask of isGenuine ? (strangers ?? []) : []) {
      const { outcome } = await ask();
      expect({ name, outcome, isGenuine: GENUINE.includes(outcome) }).toEqual({
        name,
        outcome,
        isGenuine: false,
      });
      strangersAsked += 1;
    }
  });

  it('leaves out no file that states something', () => {
    const asked = new Set(CASES.map(({ file }) => file));
    const files = readdirSync(VECTORS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(
        (entry) =>
          decodeURI(`${entry.parentPath}/${entry.name}`).split('/shared/vectors/')[1]?.replace(/^\//, '') ??
          '',
      );
    expect(
      files.filter((file) => !asked.has(file) && !STATE_NOTHING.some((pattern) => pattern.test(file))),
    ).toEqual([]);
  });

  it('explains at most twelve kinds of difference, and only what differs', () => {
    expect(Object.keys(KINDS).length).toBeLessThanOrEqual(12);
    expect(new Set(Object.values(DIFFERENCES).map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
    const stated = new Map(CASES.map(({ name, stated }) => [name, stated]));
    for (const [name, { outcome }] of Object.entries(DIFFERENCES)) {
      expect(stated.has(name)).toBe(true);
      expect(outcome).not.toBe(stated.get(name));
    }
  });
});

/** Files that are part of another's case, or state nothing about a badge. */
const STATE_NOTHING: readonly RegExp[] = [
  /^MANIFEST\.md$|\/LICENSE$/,
  // Published definitions, which other files need.
  /^contexts\//,
  /^1edtech-openbadges-validator-core\/(?:extensions|components\/openbadges_context\w*)\.json$/,
  // The parts of the hosted badges of network-maps.json, and literals within the tests of single functions.
  /^1edtech-openbadges-validator-core\/components\/\d_\d\w*\.json$/,
  /^1edtech-openbadges-validator-core\/inline\//,
  // The status list that replay.ts serves to the badges beside it.
  /^1edtech-public-validator\/ob30\/bit-string-list\/testlist$/,
  // Steps between an unsigned document and its proof; what is signed and what comes of it has cases.
  /^w3c-vc-di-\w+\/(?:[\w-]+\/)*(?:combinedHash|docHash|proofCanon|proofConfig|proofHash|sigBTC58|sigHex|proofSetConfig|proofChainConfig|proofChainTempDoc1)\w*\.(?:txt|json)$/,
  /^w3c-vc-di-ecdsa\/ecdsa-sd-2023\/(?:\w+\/)?(?:add(?!SignedSDBase)|derived(?!RevealDocument)|verify|SDKeyMaterial)\w*\.(?:json|txt)$/,
  /^w3c-vc-di-\w+\/(?:[\w-]+\/)?(?:unsigned|employ\w*|prCred\w*|\w*[kK]eyPairs?)\.json$/,
  /^ob30-spec\/(?:\w+-hex-and-multibase\.json|examples\/|impl-test-vectors\/)/,
  // Keys beside what they sign.
  /^mozilla-openbadges-(?:bakery|validator)\/rsa-[\w-]+\.pem$/,
  // Illustrations of a shape: unsigned, or with keys that are not published.
  /^vc-jose-cose\/spec-example-\d+\.json$/,
  /^bitstring-status-list\/spec-example-0[123]\.json$/,
];
