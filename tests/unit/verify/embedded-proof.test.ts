import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, verify } from '../../../lib/verify';
import {
  didDocument,
  documentLoader,
  sign,
  statusEntry,
  statusListCredential,
  strangerKey,
} from '../../sites/signing';
import {
  award,
  codesOf,
  DID_DOCUMENT,
  ISSUER,
  type Json,
  NOW,
  replayOf,
  schoolKey,
  schoolReplay,
  signedAsIs,
  signedAward,
  verifyJson,
} from './issuers';

describe('an embedded proof by the Digital Bazaar packages', () => {
  let key: Awaited<ReturnType<typeof schoolKey>>;
  let credential: Json;
  beforeAll(async () => {
    key = await schoolKey();
    credential = await signedAward(key);
  });

  it('verifies here as it does there', async () => {
    const loader = documentLoader(
      new Map<string, unknown>([
        [ISSUER, didDocument(ISSUER, [key])],
        [
          key.id,
          {
            '@context': 'https://w3id.org/security/multikey/v1',
            ...didDocument(ISSUER, [key]).verificationMethod[0],
          },
        ],
      ]),
    );
    const theirs = await verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader: loader,
      now: NOW,
    });
    const ours = await verifyJson(credential, { fetch: schoolReplay([key]) });
    expect([theirs.verified, ours.verdict]).toEqual([true, 'verified']);
    expect(ours.sealer).toEqual({ kind: 'domain', value: 'school.example' });
    expect(ours.badge).toMatchObject({ name: 'Tide tables', issuer: { id: ISSUER, name: 'School' } });
    expect(ours.evidence.map(({ url, status }) => ({ url, status }))).toEqual([
      { url: DID_DOCUMENT, status: 200 },
    ]);
  });

  it.each<[string, (document: Json) => Json]>([
    ['a changed date', (document) => ({ ...document, validUntil: '2099-01-01T00:00:00Z' })],
    ['a changed id', (document) => ({ ...document, id: 'https://school.example/credentials/2' })],
    [
      'another issuer name',
      (document) => ({ ...document, issuer: { id: ISSUER, type: ['Profile'], name: 'MIT' } }),
    ],
    ['a removed field', ({ name: _, ...document }) => document],
    [
      'a changed proof',
      (document) => ({
        ...document,
        proof: { ...(document.proof as Json), created: '2001-01-01T00:00:00Z' },
      }),
    ],
  ])('is not valid with %s', async (_, change) => {
    const report = await verifyJson(change(credential), { fetch: schoolReplay([key]) });
    expect(report.verdict).toBe('not-valid');
    expect(report.sealer).toEqual({ kind: 'none' });
  });

  it('is not valid once its proof is gone', async () => {
    const { proof: _, ...unsigned } = credential;
    const report = await verifyJson(unsigned, { fetch: schoolReplay([key]) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('proof-missing');
  });

  it('is not valid when the issuer’s document lists another key', async () => {
    const report = await verifyJson(credential, { fetch: schoolReplay([await schoolKey()]) });
    expect(report.verdict).toBe('not-valid');
  });

  it('is not valid when the issuer keeps its key for other purposes', async () => {
    const document = { ...didDocument(ISSUER, [key]), assertionMethod: [], authentication: [key.id] };
    const report = await verifyJson(credential, { fetch: replayOf({ [DID_DOCUMENT]: document }) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('key-other-purpose');
  });

  it('is not valid when the document at the issuer’s place is about somebody else', async () => {
    const document = { ...didDocument(ISSUER, [key]), id: 'did:web:other.example' };
    const report = await verifyJson(credential, { fetch: replayOf({ [DID_DOCUMENT]: document }) });
    expect(report.verdict).toBe('not-valid');
  });

  it('accepts relative ids in the issuer’s document', async () => {
    const [method] = didDocument(ISSUER, [key]).verificationMethod;
    const document = {
      id: ISSUER,
      verificationMethod: [{ ...method, id: '#key-1' }],
      assertionMethod: ['#key-1'],
    };
    const report = await verifyJson(credential, { fetch: replayOf({ [DID_DOCUMENT]: document }) });
    expect(report.verdict).toBe('verified');
  });

  it('could not be checked without a network, and says whom to ask', async () => {
    const report = await verifyJson(credential, {});
    expect(report).toMatchObject({
      verdict: 'could-not-check',
      needs: ['school.example'],
      sealer: { kind: 'none' },
    });
    expect(codesOf(report)).toEqual(expect.arrayContaining(['not-asked', 'key-not-tied']));
  });

  it.each<[string, typeof fetch]>([
    ['does not answer', () => Promise.reject(new TypeError('fetch failed'))],
    ['has nothing there', replayOf({})],
    [
      'gives a page',
      async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['fails', async () => new Response('{}', { status: 500 })],
  ])('could not be checked when the issuer’s host %s', async (_, fetch) => {
    const report = await verifyJson(credential, { fetch });
    expect(report.verdict).toBe('could-not-check');
    expect(report.needs).toEqual([]);
    expect(codesOf(report)).toContain('key-not-tied');
  });

  it.each(['consent', 'permission', 'offline'] as const)(
    'needs leave when the door refuses for want of %s',
    async (reason) => {
      const fetch = () =>
        Promise.reject(Object.assign(new Error('refused'), { reason, host: 'school.example' }));
      const report = await verifyJson(credential, { fetch });
      expect(report).toMatchObject({ verdict: 'could-not-check', needs: ['school.example'] });
    },
  );

  it.each(['guard', 'limit', 'host'] as const)(
    'does not ask for leave that would not help (%s)',
    async (reason) => {
      const fetch = () =>
        Promise.reject(Object.assign(new Error('refused'), { reason, host: 'school.example' }));
      const report = await verifyJson(credential, { fetch });
      expect(report).toMatchObject({ verdict: 'could-not-check', needs: [] });
    },
  );

  it('asks each address once and tells every check as it ends', async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      asked.push(String(input));
      return schoolReplay([key])(input);
    };
    const report = await verifyJson(credential, { fetch, onCheck: (check) => told.push(check.code) });
    expect(asked).toEqual([DID_DOCUMENT]);
    expect(told).toEqual(codesOf(report));
  });

  it('uses any one good proof of several, and refuses when none is good', async () => {
    const bad = { ...(credential.proof as Json), proofValue: `z${'1'.repeat(64)}` };
    const unknown = { type: 'SomeProofType', proofPurpose: 'assertionMethod' };
    const fetch = schoolReplay([key]);
    expect(
      (await verifyJson({ ...credential, proof: [unknown, bad, credential.proof] }, { fetch })).verdict,
    ).toBe('verified');
    expect((await verifyJson({ ...credential, proof: [unknown, bad] }, { fetch })).verdict).toBe('not-valid');
    const report = await verifyJson({ ...credential, proof: [unknown] }, { fetch });
    expect(report.verdict).toBe('could-not-check');
    expect(codesOf(report)).toContain('suite-unknown');
  });

  it.each([
    ['expired', { validUntil: '2026-06-01T00:00:00Z' }],
    ['not-yet-valid', { validFrom: '2027-01-01T00:00:00Z' }],
    ['verified', { validUntil: '2026-11-23T12:00:00Z' }],
    ['verified', { validFrom: '2026-01-01T00:00:00' }],
    ['not-valid', { validUntil: '2027-02-30T00:00:00Z' }],
  ])('is %s with %o', async (verdict, changes) => {
    const signed = await signedAsIs(award(changes), key);
    expect((await verifyJson(signed, { fetch: schoolReplay([key]) })).verdict).toBe(verdict);
  });

  it('is not valid without an achievement, however well it is signed', async () => {
    const signed = await signedAward(key, {
      credentialSubject: { id: 'did:example:ana', type: ['AchievementSubject'] },
    });
    const report = await verifyJson(signed, { fetch: schoolReplay([key]) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('shape-missing');
  });
});

describe('a did:key issuer', () => {
  it('verifies without asking anybody, with a note, and is named by its fingerprint', async () => {
    const key = await strangerKey();
    const credential = await sign(
      award({ issuer: { id: key.controller, type: ['Profile'], name: 'Guild' } }),
      key,
      NOW,
    );
    const report = await verifyJson(credential, {});
    expect(report.verdict).toBe('verified');
    expect(report.sealer.kind).toBe('key');
    expect(report.checks).toContainEqual(expect.objectContaining({ code: 'bare-key', outcome: 'warning' }));
  });

  it('is plainly verified once the person trusts the key', async () => {
    const key = await strangerKey();
    const credential = await sign(award({ issuer: key.controller }), key, NOW);
    const { value = '' } = (await verifyJson(credential, {})).sealer;
    const trusting = (fingerprint: string) =>
      verifyJson(credential, { trust: [{ kind: 'key', value: fingerprint, decision: 'trusted' }] });
    const warnings = ({ checks }: Report) => checks.filter(({ outcome }) => outcome === 'warning');
    expect(warnings(await trusting(value))).toEqual([]);
    expect(warnings(await trusting(`${value}x`))).toMatchObject([{ code: 'bare-key' }]);
  });

  it('is refused when another key signed', async () => {
    const [key, other] = [await strangerKey(), await strangerKey()];
    const credential = await sign(award({ issuer: key.controller }), other, NOW);
    expect((await verifyJson(credential, {})).verdict).toBe('not-valid');
  });

  it('lends its key to nobody: an issuer of another name is not tied to it', async () => {
    const key = await strangerKey();
    const claimed = await sign(award({ issuer: 'https://real-university.example/' }), key, NOW);
    expect((await verifyJson(claimed, { fetch: replayOf({}) })).verdict).toBe('could-not-check');
    const reached = replayOf({
      'https://real-university.example/': { id: 'https://real-university.example/', name: 'Real' },
    });
    expect((await verifyJson(claimed, { fetch: reached })).verdict).toBe('not-valid');
  });
});

describe('status', () => {
  const LIST = 'https://school.example/status/1';
  it.each([
    ['verified', 'revocation', []],
    ['revoked', 'revocation', [7]],
    ['suspended', 'suspension', [7]],
  ] as const)('%s by a signed %s list with %o set', async (verdict, purpose, set) => {
    const key = await schoolKey();
    const credential = await signedAward(key, { credentialStatus: [statusEntry(LIST, purpose, 7)] });
    const list = await sign(
      statusListCredential({
        id: LIST,
        issuer: ISSUER,
        purpose,
        set: [...set],
        validFrom: '2026-01-01T00:00:00Z',
      }),
      key,
      NOW,
    );
    const report = await verifyJson(credential, { fetch: schoolReplay([key], { [LIST]: list }) });
    expect(report.verdict).toBe(verdict);
  });

  it('could not be checked when the list is silent or signed by a stranger', async () => {
    const key = await schoolKey();
    const credential = await signedAward(key, { credentialStatus: [statusEntry(LIST, 'revocation', 7)] });
    expect((await verifyJson(credential, { fetch: schoolReplay([key]) })).verdict).toBe('could-not-check');
    const forged = await sign(
      statusListCredential({
        id: LIST,
        issuer: ISSUER,
        purpose: 'revocation',
        set: [],
        validFrom: '2026-01-01T00:00:00Z',
      }),
      await schoolKey(),
      NOW,
    );
    expect((await verifyJson(credential, { fetch: schoolReplay([key], { [LIST]: forged }) })).verdict).toBe(
      'could-not-check',
    );
  });
});

describe('documents that are no readable badge', () => {
  it.each([
    ['', 'not-valid'],
    ['{', 'not-valid'],
    ['[]', 'not-valid'],
    ['{}', 'could-not-check'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'could-not-check'],
  ])('%j is %s', async (text, verdict) => {
    expect((await verify({ form: 'json', text }, { now: NOW })).verdict).toBe(verdict);
  });
});
