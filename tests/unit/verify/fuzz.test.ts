import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, verify, verifyAll } from '../../../lib/verify';
import { type Json, NOW, schoolKey, schoolReplay, signedAward } from './issuers';

const VERDICTS = [
  'verified',
  'not-valid',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'could-not-check',
];

let signed: Json;
let fetch: typeof globalThis.fetch;
beforeAll(async () => {
  const key = await schoolKey();
  signed = await signedAward(key, { validUntil: '2027-01-01T00:00:00Z' });
  fetch = schoolReplay([key]);
});

function expectAnswer(report: Report): void {
  expect(VERDICTS).toContain(report.verdict);
  expect(report.checks.length).toBeGreaterThan(0);
}

describe('whatever stands in a document', () => {
  it('a mutated credential gets an answer, and never a genuine one of another content', async () => {
    const original = JSON.stringify(signed);
    await fc.assert(
      fc.asyncProperty(mutation(), async (mutate) => {
        const document = mutate(structuredClone(signed));
        const text = JSON.stringify(document) ?? 'null';
        const report = await verify({ form: 'json', text }, { now: NOW, fetch });
        expectAnswer(report);
        if (report.verdict === 'verified' && text !== original) {
          // Only what says the same may: the shown fields are those that were signed.
          expect(report.badge).toMatchObject({ name: 'Tide tables', validUntil: '2027-01-01T00:00:00Z' });
          expect(report.badge?.issuer.name).toBe('School');
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('any JSON with a credential’s members gets an answer', async () => {
    const anything = fc.json({ maxDepth: 4 }).map((text): unknown => JSON.parse(text));
    const members = fc.record(
      {
        '@context': fc.oneof(anything, fc.constant(signedContext())),
        type: fc.oneof(anything, fc.constant(['VerifiableCredential', 'OpenBadgeCredential'])),
        issuer: anything,
        credentialSubject: anything,
        credentialStatus: anything,
        proof: fc.oneof(
          anything,
          fc.record({
            type: fc.constant('DataIntegrityProof'),
            cryptosuite: fc.constant('eddsa-rdfc-2022'),
            proofPurpose: fc.constant('assertionMethod'),
            verificationMethod: fc.oneof(fc.string(), fc.webUrl()),
            proofValue: fc.string(),
          }),
        ),
      },
      { requiredKeys: ['credentialSubject'] },
    );
    await fc.assert(
      fc.asyncProperty(members, async (document) => {
        const report = await verify({ form: 'json', text: JSON.stringify(document) }, { now: NOW, fetch });
        expectAnswer(report);
        expect(report.verdict).not.toBe('verified');
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('any JWS-like text gets an answer', async () => {
    const part = fc.oneof(
      fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text).toString('base64url')),
      fc
        .record(
          { alg: fc.constantFrom('none', 'RS256', 'EdDSA', 'HS256'), jwk: fc.object(), kid: fc.webUrl() },
          { requiredKeys: [] },
        )
        .map((header) => Buffer.from(JSON.stringify(header)).toString('base64url')),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
        const report = await verify({ form: 'jws', text: parts.join('.') }, { now: NOW, fetch });
        expectAnswer(report);
        expect(report.verdict).not.toBe('verified');
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('any file gets reports or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        for (const report of await verifyAll({ kind: 'file', bytes }, { now: NOW })) expectAnswer(report);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

function signedContext(): unknown {
  return [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ];
}

/** Sets, removes or duplicates something at a random place. */
function mutation(): fc.Arbitrary<(document: Json) => unknown> {
  const place = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
  const value = fc.oneof(
    fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
    fc.constantFrom<unknown>(null, [], {}, '', '_:b0', 'https://evil.example/', '@id'),
  );
  const name = fc.constantFrom(
    '@id',
    '@graph',
    '@reverse',
    '@included',
    '@context',
    '@type',
    'id',
    'type',
    'proof',
    'issuer',
    'validUntil',
    'credentialStatus',
    '__proto__',
    'constructor',
  );
  return fc
    .tuple(place, value, fc.constantFrom('set', 'remove', 'add'), name)
    .map(([steps, item, action, key]) => (document) => {
      let target: Json = document;
      for (const step of steps.slice(0, -1)) {
        const children = Object.values(target).filter(
          (child): child is Json => typeof child === 'object' && child !== null,
        );
        const child = children[step % Math.max(children.length, 1)];
        if (child === undefined) break;
        target = child;
      }
      const keys = Object.keys(target);
      const chosen = keys[(steps.at(-1) ?? 0) % Math.max(keys.length, 1)];
      if (action === 'add') target[key] = item;
      else if (chosen !== undefined && action === 'set') target[chosen] = item;
      else if (chosen !== undefined) delete target[chosen];
      return document;
    });
}
