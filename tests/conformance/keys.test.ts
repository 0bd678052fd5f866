// Identifiers that are keys, and what their documents say of them (did:key, did:jwk, did:web test vectors).
import { describe, expect, it } from 'vitest';
import { createContext } from '../../lib/verify/context';
import { resolveController, selfContainedKey } from '../../lib/verify/keys';
import { didWebPlace } from '../../lib/verify/keys/did-web';
import { fingerprintOf } from '../../lib/verify/keys/public-key';
import { keyFromMethod } from '../../lib/verify/keys/verification-method';
import { HAS_VECTORS, vectorText } from './replay';

type Json = Record<string, unknown>;

const SUPPORTED = ['ed25519-x25519', 'nist-curves', 'rsa'];
/** What WebCrypto lacks, or what is for encryption. */
const UNSUPPORTED: readonly [file: string, name: string][] = [
  ['secp256k1', 'secp256k1'],
  ['bls12381', 'BLS12-381'],
  ['x25519', 'X25519'],
];
const context = createContext({});

describe.skipIf(!HAS_VECTORS)('did:key', () => {
  it.each(entriesOf(SUPPORTED))('%s is the key that its document writes out', async (did, document) => {
    const key = await selfContainedKey(did, context);
    if (key === undefined) throw new Error('no key');
    const named = listOf(document.assertionMethod);
    const methods = listOf(document.verificationMethod).map(objectOf);
    const method = methods.find(({ id }) => named.includes(id));
    if (method === undefined) throw new Error('no method');
    const written = await keyFromMethod(method);
    if (written.kind === 'problem') throw new Error(written.problem.code);
    expect(await fingerprintOf(key)).toBe(await fingerprintOf(written.key));
  });

  it.each(UNSUPPORTED.flatMap(([file, name]) => entriesOf([file]).map(([did]) => [did, name] as const)))(
    '%s is said to be of a kind that can not be used: %s',
    async (did, name) => {
      expect(await resolveController(did, context)).toMatchObject({
        kind: 'bare',
        key: { kind: 'problem', problem: { code: 'key-kind-unknown', params: { name } } },
      });
    },
  );
});

describe.skipIf(!HAS_VECTORS)('did:jwk', () => {
  const vectors = HAS_VECTORS
    ? listOf(JSON.parse(vectorText('did-jwk/did-jwk-vectors.json'))).map(objectOf)
    : [];

  it.each(vectors.map((vector) => [String(vector.did), objectOf(vector.didDocument)] as const))(
    '%s',
    async (did, document) => {
      const key = await selfContainedKey(`${did}#0`, context);
      if (document.assertionMethod === undefined) {
        // For encryption: nothing that it signed proves anything.
        expect(key).toBeUndefined();
        return;
      }
      expect(key?.jwk).toEqual(objectOf(listOf(document.verificationMethod)[0]).publicKeyJwk);
    },
  );
});

describe.skipIf(!HAS_VECTORS)('did:web', () => {
  const places = HAS_VECTORS ? objectOf(JSON.parse(vectorText('did-web/did-web-url-map.json'))) : {};

  it.each(Object.entries(places))('%s is at %s', (did, url) => {
    expect(didWebPlace(did)?.document).toBe(url);
  });
});

function entriesOf(files: readonly string[]): [did: string, document: Json][] {
  if (!HAS_VECTORS) return [];
  return files.flatMap((file) => {
    const vectors = objectOf(JSON.parse(vectorText(`did-key/${file}.json`)));
    const documents = 'didDocument' in vectors ? objectOf(vectors.didDocument) : vectors;
    return Object.entries(documents).map(([did, entry]): [string, Json] => {
      const vector = objectOf(entry);
      return [did, 'didDocument' in vector ? objectOf(vector.didDocument) : vector];
    });
  });
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return { ...value };
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}
