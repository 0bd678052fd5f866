import { createHash, createPublicKey, verify as verifyWithNode } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BadgeDocument, verify } from '../../../lib/verify';
import { type Explanation, explainProof, replayOf } from '../../../lib/verify/explain';
import { documentLoader } from '../../sites/signing';
import { replay } from './hosted-world';
import { award, DID_DOCUMENT, type Json, NOW, schoolKey, schoolReplay, signedAward } from './issuers';
import { jws, KEY_ID, award as signedAward2, signedWorld } from './signed-world';

function asDocument(value: unknown): BadgeDocument {
  return { form: 'json', text: JSON.stringify(value) };
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** RDFC-1.0 by the packages themselves, with none of Laurel's code. */
async function canonicalized(document: Json): Promise<string> {
  const load = documentLoader();
  const dataset = await jsonld.toRDF(document, {
    documentLoader: async (url) => ({ contextUrl: null, ...(await load(url)) }),
    base: '',
    safe: true,
  });
  return rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', messageDigestAlgorithm: 'SHA-256' });
}

describe('the values between a sealed badge and its answer', () => {
  let credential: Json;
  let fetch: typeof globalThis.fetch;
  let explained: Explanation;
  beforeAll(async () => {
    const key = await schoolKey();
    credential = await signedAward(key);
    fetch = schoolReplay([key]);
    explained = await explainProof(asDocument(credential), { fetch, now: NOW });
  });

  it('are those that the canonicalizer and SHA-256 give by themselves', async () => {
    const { proof, ...unsecured } = credential;
    const { proofValue: _, ...options } = proof as Json;
    const [statements, signedOptions] = [
      await canonicalized(unsecured),
      await canonicalized({ '@context': credential['@context'], ...options }),
    ];
    expect(explained).toMatchObject({ kind: 'sealed', proofs: [{ form: 'n-quads', hash: 'SHA-256' }] });
    const [first] = explained.proofs;
    expect(first?.hashed.map(({ what, text }) => [what, text])).toEqual([
      ['options', signedOptions],
      ['document', statements],
    ]);
    expect(first?.hashed.map(({ digest }) => hex(digest))).toEqual([
      sha256(signedOptions),
      sha256(statements),
    ]);
    expect(hex(first?.signed)).toBe(sha256(signedOptions) + sha256(statements));
  });

  it('carry the signature, as Node finds with the shown key', () => {
    const [first] = explained.proofs;
    const key = createPublicKey({ key: { ...first?.key?.jwk }, format: 'jwk' });
    expect(first?.outcome).toBe('good');
    expect(verifyWithNode(null, first?.signed ?? Buffer.of(), key, first?.signature ?? Buffer.of())).toBe(
      true,
    );
  });

  it('say where the key came from', () => {
    expect(explained.proofs[0]?.key).toMatchObject({
      method: 'did:web:school.example#key-1',
      type: 'Ed25519',
      source: 'issuer',
      documents: [{ url: DID_DOCUMENT, status: 200 }],
    });
  });

  it('are had again from the kept documents, without asking anybody', async () => {
    const { evidence } = await verify(asDocument(credential), { fetch, now: NOW });
    const again = await explainProof(asDocument(credential), { fetch: replayOf(evidence), now: NOW });
    expect(again.proofs[0]?.outcome).toBe('good');
    expect(hex(again.proofs[0]?.signed)).toBe(hex(explained.proofs[0]?.signed));
    const without = await explainProof(asDocument(credential), { fetch: replayOf([]), now: NOW });
    expect(without.proofs[0]).toMatchObject({ outcome: 'not-tried', hash: 'SHA-256' });
    expect(without.proofs[0]?.problems.map(({ code }) => code)).toContain('not-asked');
  });

  it('show a changed badge as one that the signature does not hold over', async () => {
    const changed = { ...credential, name: 'Another name' };
    const { proofs } = await explainProof(asDocument(changed), { fetch, now: NOW });
    expect(proofs[0]?.outcome).toBe('bad');
    expect(hex(proofs[0]?.signed)).not.toBe(hex(explained.proofs[0]?.signed));
  });
});

describe('the values behind a JWT', () => {
  it('are its header, its claims and the text that was signed', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const issuer = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
    const claims = { ...award({ issuer: { id: issuer, type: ['Profile'], name: 'School' } }), iss: issuer };
    const text = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', kid: `${issuer}#0` })
      .sign(privateKey);
    const explained = await explainProof({ form: 'jws', text }, { now: NOW });
    expect(explained.jwt).toEqual({ header: { alg: 'ES256', kid: `${issuer}#0` }, claims });
    const [proof] = explained.proofs;
    expect(proof).toMatchObject({ suite: 'ES256', form: 'jws', outcome: 'good', key: { source: 'itself' } });
    expect(Buffer.from(proof?.signed ?? []).toString()).toBe(text.slice(0, text.lastIndexOf('.')));
    expect(proof?.key?.jwk).toEqual({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y });
  });
});

describe('badges without a seal of their own', () => {
  it('are explained by the documents alone', async () => {
    const hosted = {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://a.example/1',
    };
    expect(await explainProof(asDocument(hosted), {})).toEqual({ kind: 'hosted', proofs: [] });
    expect(await explainProof({ form: 'json', text: '{' }, {})).toEqual({ kind: 'unreadable', proofs: [] });
    expect(await explainProof({ form: 'address', text: 'https://a.example/1' }, {})).toEqual({
      kind: 'hosted',
      proofs: [],
    });
  });
});

describe('a signed badge of Open Badges 2.0', () => {
  it('shows the key of its issuer and where it was had', async () => {
    const text = jws(signedAward2);
    const explained = await explainProof(
      { form: 'jws', text },
      { fetch: replay(signedWorld(), []), now: NOW },
    );
    expect(explained.proofs[0]).toMatchObject({
      suite: 'RS256',
      outcome: 'good',
      key: { method: KEY_ID, type: 'RSA', source: 'issuer', documents: [{ url: KEY_ID }] },
    });
  });
});
