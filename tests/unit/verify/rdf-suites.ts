// Every suite that signs RDF statements, signing as its specification says: jsonld.js, rdf-canonize and WebCrypto,
// nothing of Laurel's.

import { base58 } from '@scure/base';
import ed25519Context from 'ed25519-signature-2020-context';
import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import { documentLoader } from '../../sites/signing';
import type { Json } from './issuers';

export interface RdfSuite {
  name: string;
  /** The members of a proof that name the suite. */
  names: Json;
  curve: 'Ed25519' | 'P-256' | 'P-384';
  /** Where VCDM 1.1 takes the words of the proof from. */
  context: string;
}

const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';

/** One entry a suite. */
export const RDF_SUITES: readonly RdfSuite[] = [
  dataIntegrity('eddsa-rdfc-2022', 'Ed25519'),
  dataIntegrity('eddsa-2022', 'Ed25519'),
  dataIntegrity('ecdsa-rdfc-2019', 'P-256'),
  dataIntegrity('ecdsa-rdfc-2019', 'P-384'),
  {
    name: 'Ed25519Signature2020',
    names: { type: 'Ed25519Signature2020' },
    curve: 'Ed25519',
    context: 'https://w3id.org/security/suites/ed25519-2020/v1',
  },
];

export interface SuiteKey {
  id: string;
  privateKey: CryptoKey;
  /** What the issuer's document lists. */
  method: Json;
}

export async function keyFor({ curve }: RdfSuite, controller: string): Promise<SuiteKey> {
  const algorithm = curve === 'Ed25519' ? { name: curve } : { name: 'ECDSA', namedCurve: curve };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('not a pair of keys');
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const id = `${controller}#${curve}`;
  const publicKeyJwk = { kty, crv, x, ...(y === undefined ? {} : { y }) };
  return { id, privateKey: pair.privateKey, method: { id, type: 'JsonWebKey', controller, publicKeyJwk } };
}

/** Adds a proof. `credential` has the context that the suite's words come from. */
export async function signWith(
  suite: RdfSuite,
  key: SuiteKey,
  credential: Json,
  created: Date,
): Promise<Json> {
  const options = {
    ...suite.names,
    created: created.toISOString(),
    verificationMethod: key.id,
    proofPurpose: 'assertionMethod',
  };
  const hash = suite.curve === 'P-384' ? 'SHA-384' : 'SHA-256';
  const data = Buffer.concat([
    await hashOf({ '@context': credential['@context'], ...options }, hash),
    await hashOf(credential, hash),
  ]);
  const algorithm = suite.curve === 'Ed25519' ? { name: suite.curve } : { name: 'ECDSA', hash };
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key.privateKey, data));
  return { ...credential, proof: { ...options, proofValue: `z${base58.encode(signature)}` } };
}

async function hashOf(document: Json, hash: 'SHA-256' | 'SHA-384'): Promise<Buffer> {
  const load = documentLoader(ed25519Context.contexts);
  const dataset = await jsonld.toRDF(document, {
    documentLoader: async (url) => ({ contextUrl: null, ...(await load(url)) }),
    safe: true,
    base: '',
    rdfDirection: 'i18n-datatype',
  });
  const quads = await rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', messageDigestAlgorithm: hash });
  return Buffer.from(await crypto.subtle.digest(hash, new TextEncoder().encode(quads)));
}

function dataIntegrity(cryptosuite: string, curve: RdfSuite['curve']): RdfSuite {
  const names = { type: 'DataIntegrityProof', cryptosuite };
  return { name: `${cryptosuite} (${curve})`, names, curve, context: DATA_INTEGRITY };
}
