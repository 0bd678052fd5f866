// Identifiers that are keys, addresses of DID documents, and lists of bits: what their specifications state.
import { createContext, type Secured } from '../../../lib/verify/context';
import { resolveController, selfContainedKey } from '../../../lib/verify/keys';
import { didWebPlace } from '../../../lib/verify/keys/did-web';
import { fingerprintOf } from '../../../lib/verify/keys/public-key';
import { keyFromMethod } from '../../../lib/verify/keys/verification-method';
import { readJwt } from '../../../lib/verify/proofs/vc-jwt';
import { checkStatus } from '../../../lib/verify/status';
import { bytesOf, entryAt } from '../../../lib/verify/status/bits';
import { replay as answersOf } from '../../unit/verify/hosted-world';
import { HAS_VECTORS, vectorText } from '../replay';
import { NOW, type StatedCase } from './stated-case';

type Json = Record<string, unknown>;

/** What WebCrypto lacks, or what is for encryption, is said to be so. */
const DID_KEYS: readonly [file: string, stated: string][] = [
  ['ed25519-x25519', 'the key of its document'],
  ['nist-curves', 'the key of its document'],
  ['rsa', 'the key of its document'],
  ['secp256k1', 'a secp256k1 key'],
  ['bls12381', 'a BLS12-381 key'],
  ['x25519', 'a X25519 key'],
];

const didKeys: StatedCase[] = DID_KEYS.flatMap(([name, stated]) =>
  documentsOf(`did-key/${name}.json`).map(([did, document]) => ({
    file: `did-key/${name}.json`,
    part: did.slice(0, 40),
    stated,
    judge: async () => {
      const context = createContext({});
      const key = await selfContainedKey(did, context);
      if (key === undefined) {
        const found = await resolveController(did, context);
        const problem = found.kind === 'bare' && found.key.kind === 'problem' ? found.key.problem : undefined;
        return {
          outcome: `a ${problem?.code === 'key-kind-unknown' ? problem.params.name : 'usable'} key`,
          codes: problem === undefined ? [] : [problem.code],
        };
      }
      const named = listOf(document.assertionMethod);
      const method = listOf(document.verificationMethod)
        .map(objectOf)
        .find(({ id }) => named.includes(id));
      const written = method && (await keyFromMethod(method));
      const isSame =
        written?.kind === 'key' && (await fingerprintOf(key)) === (await fingerprintOf(written.key));
      return { outcome: isSame ? stated : 'another key', codes: [] };
    },
  })),
);

const didJwks: StatedCase[] = parsedList('did-jwk/did-jwk-vectors.json').map((vector) => {
  const did = String(vector.did);
  const document = objectOf(vector.didDocument);
  const stated = document.assertionMethod === undefined ? 'no key for signatures' : 'the key of its document';
  return {
    file: 'did-jwk/did-jwk-vectors.json',
    part: did.slice(0, 40),
    stated,
    judge: async () => {
      const key = await selfContainedKey(`${did}#0`, createContext({}));
      const written = objectOf(listOf(document.verificationMethod)[0]).publicKeyJwk;
      if (key === undefined) return { outcome: 'no key for signatures', codes: [] };
      const isSame = JSON.stringify(sorted(key.jwk)) === JSON.stringify(sorted(objectOf(written)));
      return { outcome: isSame ? 'the key of its document' : 'another key', codes: [] };
    },
  };
});

const didWebs: StatedCase[] = Object.entries(parsed('did-web/did-web-url-map.json')).map(([did, url]) => ({
  file: 'did-web/did-web-url-map.json',
  part: did,
  stated: String(url),
  judge: async () => ({ outcome: didWebPlace(did)?.document ?? 'no address', codes: [] }),
}));

interface EncodedList {
  encodedList: string;
  lengthBits?: number;
  set?: number[];
  error?: string;
}

const ENCODED_LISTS = 'bitstring-status-list/encoded-list-vectors.json';
const encodedLists: StatedCase[] = encodedListsIn(ENCODED_LISTS).map((list, index) => ({
  file: ENCODED_LISTS,
  part: String(index),
  stated: list.error === undefined ? bitsInWords(list.lengthBits, list.set) : 'no list',
  judge: async () => {
    const unpacked = await bytesOf(list.encodedList, 'multibase');
    if (unpacked.kind === 'problem') return { outcome: 'no list', codes: [unpacked.code] };
    const bits = unpacked.bytes.length * 8;
    const set = Array.from({ length: bits }, (_, at) => at).filter(
      (at) => entryAt(unpacked.bytes, at, 1) === 1,
    );
    return { outcome: bitsInWords(bits, set), codes: [] };
  },
}));

/** Only the lists: their signatures are asked about with the cryptosuites, their badges with the credentials. */
const exampleList: StatedCase = {
  file: 'bitstring-status-list/spec-example-04.json',
  part: 'for spec-example-03.json',
  stated: 'not revoked',
  judge: async () => {
    const credential = objectOf(parsed('bitstring-status-list/spec-example-03.json').example);
    const list = objectOf(parsed('bitstring-status-list/spec-example-04.json').example);
    const entry = objectOf(credential.credentialStatus);
    const context = createContext({
      fetch: answersOf({ [String(entry.statusListCredential)]: { body: list } }),
      now: NOW,
    });
    const proven = async (text: string): Promise<Secured> => ({
      authenticity: 'authentic',
      credential: JSON.parse(text),
      issuerId: String(list.issuer),
      sealer: { kind: 'none' },
    });
    const about = { id: String(credential.id), issuerId: String(credential.issuer) };
    const status = await checkStatus([entry], about, context, proven);
    return {
      outcome: status === 'good' ? 'not revoked' : status,
      codes: context.checks.map(({ code }) => code),
    };
  },
};

/** Their keys are not published: that they can be read is all that is stated. */
const printedJwts: StatedCase[] = printedIn('vc-jose-cose/jwts-in-spec.json').map((text, index) => ({
  file: 'vc-jose-cose/jwts-in-spec.json',
  part: String(index),
  stated: 'a JWT',
  judge: async () => {
    const read = readJwt(text);
    return read.kind === 'problem'
      ? { outcome: 'no JWT', codes: [read.code] }
      : { outcome: 'a JWT', codes: [] };
  },
}));

export const identifierCases: StatedCase[] = HAS_VECTORS
  ? [...didKeys, ...didJwks, ...didWebs, ...encodedLists, exampleList, ...printedJwts]
  : [];

function bitsInWords(bits: number | undefined, set: readonly number[] | undefined): string {
  return `${bits} bits, set: ${(set ?? []).join(', ') || 'none'}`;
}

function documentsOf(file: string): [did: string, document: Json][] {
  const vectors = parsed(file);
  const documents = 'didDocument' in vectors ? objectOf(vectors.didDocument) : vectors;
  return Object.entries(documents).map(([did, entry]): [string, Json] => {
    const vector = objectOf(entry);
    return [did, 'didDocument' in vector ? objectOf(vector.didDocument) : vector];
  });
}

function encodedListsIn(file: string): EncodedList[] {
  return HAS_VECTORS ? JSON.parse(vectorText(file)).vectors : [];
}

function printedIn(file: string): string[] {
  return HAS_VECTORS ? JSON.parse(vectorText(file)) : [];
}

function parsed(file: string): Json {
  return HAS_VECTORS ? objectOf(JSON.parse(vectorText(file))) : {};
}

function parsedList(file: string): Json[] {
  return HAS_VECTORS ? listOf(JSON.parse(vectorText(file))).map(objectOf) : [];
}

function sorted(members: object): [string, unknown][] {
  return Object.entries(members).sort(([left], [right]) => (left < right ? -1 : 1));
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return { ...value };
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}
