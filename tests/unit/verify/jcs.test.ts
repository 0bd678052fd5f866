import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { base58 } from '@scure/base';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { award, codesOf, type Json, verifyJson } from './issuers';

const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';

/** eddsa-jcs-2022 by hand ([EDDSA] §3.3): no package that issues it is at hand. */
function seal(
  changes: Json,
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
): Json {
  const x = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const multibase = `z${base58.encode(Buffer.concat([Buffer.from([0xed, 1]), x]))}`;
  const did = `did:key:${multibase}`;
  const document = award({ issuer: { id: did, type: ['Profile'], name: 'Guild' }, ...changes });
  const options = {
    '@context': document['@context'],
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: `${did}#${multibase}`,
    proofPurpose: 'assertionMethod',
  };
  const hash = (value: unknown) =>
    createHash('sha256')
      .update(canonicalize(value) ?? '')
      .digest();
  const proofValue = `z${base58.encode(sign(null, Buffer.concat([hash(options), hash(document)]), privateKey))}`;
  return { ...document, proof: { ...options, proofValue } };
}

describe('eddsa-jcs-2022', () => {
  const keys = generateKeyPairSync('ed25519');

  it('verifies, and not once anything was changed', async () => {
    const signed = seal({}, keys);
    expect((await verifyJson(signed, {})).verdict).toBe('verified');
    expect((await verifyJson({ ...signed, name: 'Other' }, {})).verdict).toBe('not-valid');
  });

  it('does not let a context that was added later say what the signed words mean', async () => {
    const signed = seal({}, keys);
    const context = [...(signed['@context'] as unknown[]), { identifier: `${OB}somethingElse` }];
    const report = await verifyJson({ ...signed, '@context': context }, {});
    expect(report.verdict).not.toBe('verified');
    expect(codesOf(report)).not.toContain('proof-good');
  });
});
