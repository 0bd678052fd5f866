// Selective disclosure beside Digital Bazaar's package, which issues, derives and verifies with no code of ours.
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { generate } from '@digitalbazaar/ecdsa-multikey';
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { derive, issue, verifyCredential } from '@digitalbazaar/vc';
import { base64urlnopad } from '@scure/base';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, verify } from '../../lib/verify';
import { deriveCredential, disclosable } from '../../lib/verify/disclose';
import { createJsonLd } from '../../lib/verify/jsonld/processor';
import { decodeCbor } from '../../lib/verify/proofs/sd/cbor';
import { encodeCbor } from '../../lib/verify/proofs/sd/encode-cbor';
import { relabel } from '../../lib/verify/proofs/sd/labels';
import { documentLoader, openBadgeCredential } from '../sites/signing';

const NOW = new Date('2026-11-23T12:00:00Z');
const ISSUER = 'did:web:school.example';
const KEY_ID = `${ISSUER}#sd`;
/** What an issuer who thinks of verifiers always shows. */
const MANDATORY = ['/issuer', '/validFrom', '/validUntil', '/credentialSubject/achievement/name'];

type Json = Record<string, unknown>;
type Key = Awaited<ReturnType<typeof generate>>;

let key: Key;
let didDocument: Json;

beforeAll(async () => {
  key = await generate({ curve: 'P-256', id: KEY_ID, controller: ISSUER });
  didDocument = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: ISSUER,
    verificationMethod: [
      {
        id: KEY_ID,
        type: 'Multikey',
        controller: ISSUER,
        publicKeyMultibase: key.publicKeyMultibase,
      },
    ],
    assertionMethod: [KEY_ID],
  };
});

describe('a badge of which its holder shows a part', () => {
  it('is verified, whoever derived it', async () => {
    const base = await baseCredential();
    const pointers = ['/credentialSubject/achievement'];
    const ours = await derived(base, pointers);
    expect(ours).toEqual(await theirsDerived(base, pointers));
    expect((await reportOf(ours)).verdict).toBe('verified');
    expect(await theyVerify(ours)).toBe(true);
  });

  it('says that an end date or a status may have been left out, unless both are there', async () => {
    const bare = await derived(await baseCredential(), ['/credentialSubject/achievement']);
    expect(codesOf(await reportOf(bare))).toContain('shown-in-part');
  });

  it('is shown as its holder keeps it: could not check, for want of a copy for others', async () => {
    const report = await reportOf(await baseCredential());
    expect(report.verdict).toBe('could-not-check');
    expect(report.checks).toContainEqual({ id: 'proof', outcome: 'unknown', code: 'proof-for-holder' });
    expect(report.evidence).toEqual([]);
  });

  it('gives the same as their package for every choice of one and of two parts', async () => {
    const base = await baseCredential();
    const parts = (disclosable(JSON.stringify(base)) ?? []).filter((part) => !part.mandatory);
    expect(parts.length).toBeGreaterThan(8);
    const choices = parts.flatMap(({ pointer }, index) => [
      [pointer],
      [pointer, parts[(index + 3) % parts.length]?.pointer ?? pointer],
    ]);
    for (const pointers of choices) {
      const ours = await derived(base, pointers);
      expect(ours).toEqual(await theirsDerived(base, pointers));
      expect(await theyVerify(ours)).toBe(true);
      expect(codesOf(await reportOf(ours))).toContain('proof-good');
    }
  }, 120_000);

  it('shows nothing that was not chosen', async () => {
    const base = await baseCredential();
    const ours = JSON.stringify(await derived(base, ['/credentialSubject/achievement/criteria']));
    expect(ours).toContain('Read ten.');
    expect(ours).not.toContain('Reads tide tables.');
    expect(ours).not.toContain('sha256$');
  });

  it('is derived also where nothing is always shown', async () => {
    const base = await baseCredential({}, []);
    const pointers = ['/issuer', '/validFrom', '/credentialSubject/achievement'];
    const ours = await derived(base, pointers);
    expect(ours).toEqual(await theirsDerived(base, pointers));
    expect((await reportOf(ours)).verdict).toBe('verified');
    expect(await deriveCredential(JSON.stringify(base), [])).toEqual({
      kind: 'problem',
      problem: { code: 'nothing-chosen' },
    });
  });

  it('can be chosen from by its place in a list of one', async () => {
    const base = await baseCredential();
    const ours = await derived(base, ['/credentialSubject/identifier/0/identityType']);
    expect(codesOf(await reportOf(ours))).toContain('proof-good');
  });

  it.each(['/nothing/here', '/credentialSubject/identifier/7', 'no pointer', '/__proto__/x', '/constructor'])(
    'has nothing at %s',
    async (pointer) => {
      expect(await deriveCredential(JSON.stringify(await baseCredential()), [pointer])).toEqual({
        kind: 'problem',
        problem: { code: 'pointer-unknown', params: { name: pointer } },
      });
    },
  );

  it.each(['', '{}', '[', '{"proof":{"cryptosuite":"ecdsa-sd-2023","proofValue":"u2V0AgA"}}'])(
    'can not be derived from %j',
    async (text) => {
      expect(await deriveCredential(text, ['/issuer'])).toEqual({
        kind: 'problem',
        problem: { code: 'no-base-proof' },
      });
      expect(disclosable(text)).toBeUndefined();
    },
  );

  it('can not be derived again from what was derived', async () => {
    const ours = await derived(await baseCredential(), ['/credentialSubject/achievement']);
    expect(await deriveCredential(JSON.stringify(ours), ['/issuer'])).toMatchObject({
      problem: { code: 'no-base-proof' },
    });
  });
});

describe('what can be ticked', () => {
  it('is every part in order, in its own words, those always shown marked', async () => {
    const parts = disclosable(JSON.stringify(await baseCredential())) ?? [];
    expect(parts.slice(0, 4)).toEqual([
      { pointer: '/name', labels: ['name'], value: 'Tide tables', mandatory: false },
      { pointer: '/issuer/name', labels: ['issuer', 'name'], value: 'School', mandatory: true },
      { pointer: '/issuer/url', labels: ['issuer', 'url'], value: 'https://school.example', mandatory: true },
      { pointer: '/validFrom', labels: ['valid from'], value: '2026-01-01T00:00:00Z', mandatory: true },
    ]);
    expect(parts).toContainEqual({
      pointer: '/credentialSubject/achievement/image',
      labels: ['credential subject', 'achievement', 'image'],
      value: 'https://school.example/tide.png',
      mandatory: false,
    });
  });
});

describe('a part that was tampered with', () => {
  const FAULTS: [string, (credential: Json) => Promise<Json> | Json][] = [
    ['a word changed', (credential) => ({ ...credential, validFrom: '2020-01-01T00:00:00Z' })],
    ['a word added', (credential) => ({ ...credential, description: 'Added.' })],
    ['a word left out that is always shown', ({ validUntil: _, ...rest }) => rest],
    [
      'a signature left out',
      (credential) => withValue(credential, ([, , signatures]) => listOf(signatures).pop()),
    ],
    [
      'two signatures swapped',
      (credential) => withValue(credential, ([, , signatures]) => listOf(signatures).reverse()),
    ],
    ['another key for the parts', (credential) => withValue(credential, (parts) => flip(bytesOf(parts[1])))],
    [
      'a changed signature of the issuer',
      (credential) => withValue(credential, (parts) => flip(bytesOf(parts[0]))),
    ],
    [
      'a place of what is always shown left out',
      (credential) => withValue(credential, (parts) => listOf(parts[4]).pop()),
    ],
    [
      'a name of a blank node left out',
      (credential) => withValue(credential, (parts) => mapOf(parts[3]).delete(0)),
    ],
    ['names of blank nodes swapped', (credential) => withValue(credential, (parts) => swap(mapOf(parts[3])))],
  ];

  it.each(FAULTS)('%s: not valid, and Digital Bazaar’s package says the same', async (_, spoil) => {
    const credential = await spoil(await derived(await baseCredential(), ['/credentialSubject']));
    expect(await theyVerify(credential)).toBe(false);
    const report = await reportOf(credential);
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report).some((code) => code === 'proof-failed' || code === 'unsigned-terms')).toBe(true);
  });

  it.each(['u2V0B', 'u2V0BgA', 'z2V0B', 'u', `u2V0C${'A'.repeat(50)}`, `u2V0B${'A'.repeat(500_000)}`])(
    'a proof value of %.12s: not valid',
    async (proofValue) => {
      const good = await derived(await baseCredential(), ['/credentialSubject']);
      const report = await reportOf({ ...good, proof: { ...objectOf(good.proof), proofValue } });
      expect(report.verdict).toBe('not-valid');
    },
  );

  it('one signed thing pulled apart into two: not valid', async () => {
    const { achievement } = openBadgeCredential(SEED).credentialSubject;
    const subject = {
      id: 'did:example:ana',
      type: ['AchievementSubject'],
      identifier: [identity({ identityHash: 'ana@example.org', identityType: 'emailAddress' })],
      achievement: { ...achievement, alignment: [], criteria: { id: 'https://school.example/criteria' } },
    };
    const good = await derived(await baseCredential({ credentialSubject: subject }), ['/credentialSubject']);
    expect((await reportOf(good)).verdict).toBe('verified');
    const identifier = [
      identity({ identityHash: 'ana@example.org' }),
      identity({ identityType: 'emailAddress' }),
    ];
    const split = { ...good, credentialSubject: { ...subject, identifier } };
    // Two blank nodes under one signed name: each statement finds the signature that it had when there was one.
    const one = await statementsOf(good);
    const attack = withValue(split, (parts) => {
      mapOf(parts[3]).set(1, mapOf(parts[3]).get(0) ?? new Uint8Array());
    });
    const two = await statementsOf(attack);
    expect(new Set(two)).toEqual(new Set(one));
    expect(two.length).toBeGreaterThan(one.length);
    const resigned = withValue(attack, (parts) => {
      const [signatures, mandatory] = [listOf(parts[2]), listOf(parts[4])];
      const optional = one.filter((__, index) => !mandatory.includes(index));
      const isMandatory = (statement: string) => !optional.includes(statement);
      parts[2] = two.filter((line) => !isMandatory(line)).map((line) => signatures[optional.indexOf(line)]);
      parts[4] = two.flatMap((line, index) => (isMandatory(line) ? [index] : []));
    });
    expect(await theyVerify(resigned)).toBe(true);
    expect((await reportOf(resigned)).verdict).toBe('not-valid');
  });

  it('text that looks like the name of a blank node is signed as it stands', async () => {
    const narrative = 'Ask _:anna for the key.';
    const credential = openBadgeCredential({
      ...SEED,
      achievement: { ...SEED.achievement, criteria: narrative },
    });
    const good = await theirsDerived(await baseCredential(credential), ['/credentialSubject']);
    const text = JSON.stringify(good).replace('_:anna', '_:otto');
    // Their package signs and accepts any name there; so a changed text passes with them.
    expect(await theyVerify(JSON.parse(text))).toBe(true);
    expect((await reportOf(JSON.parse(text))).verdict).toBe('not-valid');
  });
});

describe('who sealed it', () => {
  it('a stranger’s key in the issuer’s document: not valid', async () => {
    const good = await derived(await baseCredential(), ['/credentialSubject']);
    const { publicKeyMultibase } = await generate({ curve: 'P-256' });
    const [method] = listOf(didDocument.verificationMethod);
    const strangers = { ...didDocument, verificationMethod: [{ ...objectOf(method), publicKeyMultibase }] };
    expect((await reportOf(good, strangers)).verdict).toBe('not-valid');
  });

  it('a P-384 key is of the wrong kind', async () => {
    const good = await derived(await baseCredential(), ['/credentialSubject']);
    const { publicKeyMultibase } = await generate({ curve: 'P-384' });
    const [method] = listOf(didDocument.verificationMethod);
    const others = { ...didDocument, verificationMethod: [{ ...objectOf(method), publicKeyMultibase }] };
    const report = await reportOf(good, others);
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('key-wrong-kind');
  });

  it.each(['validUntil', 'validFrom', 'credentialStatus', 'issuer'])(
    '%s under another name through an inline context is never verified unseen',
    async (name) => {
      const good = await derived(await baseCredential({ validUntil: '2026-02-01T00:00:00Z' }), [
        '/credentialSubject',
      ]);
      const { [name]: hidden, ...rest } = good;
      const iri = `https://www.w3.org/2018/credentials#${name}`;
      const aliased = {
        ...rest,
        '@context': [...listOf(good['@context']), { nothing: { '@id': iri, '@type': '@id' } }],
        ...(hidden === undefined ? {} : { nothing: hidden }),
      };
      expect((await reportOf(aliased)).verdict).not.toBe('verified');
    },
  );
});

const SEED = {
  id: 'https://school.example/credentials/1',
  issuer: { id: ISSUER, name: 'School', url: 'https://school.example' },
  achievement: {
    id: 'https://school.example/achievements/1',
    name: 'Tide tables',
    description: 'Reads tide tables.',
    criteria: 'Read ten.',
    image: 'https://school.example/tide.png',
    alignment: [
      { targetName: 'Tides', targetUrl: 'https://skills.example/tides' },
      { targetName: 'Tables', targetUrl: 'https://skills.example/tables' },
    ],
  },
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2030-01-01T00:00:00Z',
};

/** As the holder gets it. */
async function baseCredential(changes: Json = {}, mandatoryPointers = MANDATORY): Promise<Json> {
  const suite = new DataIntegrityProof({
    signer: key.signer(),
    cryptosuite: createSignCryptosuite({ mandatoryPointers }),
    date: NOW,
  });
  const credential = { ...openBadgeCredential(SEED), ...changes };
  return issue({ credential, suite, documentLoader: documentLoader(), now: NOW });
}

async function derived(base: Json, pointers: string[]): Promise<Json> {
  const outcome = await deriveCredential(JSON.stringify(base), pointers);
  if (outcome.kind === 'problem') throw new Error(JSON.stringify(outcome.problem));
  return outcome.credential;
}

function theirsDerived(base: Json, selectivePointers: string[]): Promise<Json> {
  const suite = new DataIntegrityProof({ cryptosuite: createDiscloseCryptosuite({ selectivePointers }) });
  return derive({ verifiableCredential: base, suite, documentLoader: documentLoader() });
}

async function theyVerify(credential: Json): Promise<boolean> {
  const documents = new Map<string, unknown>([
    [ISSUER, didDocument],
    [
      KEY_ID,
      {
        '@context': 'https://w3id.org/security/multikey/v1',
        ...objectOf(listOf(didDocument.verificationMethod)[0]),
      },
    ],
  ]);
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const result = await verifyCredential({
    credential,
    suite,
    documentLoader: documentLoader(documents),
    now: NOW,
  });
  return result.verified;
}

function reportOf(credential: Json, document = didDocument): Promise<Report> {
  return verify(
    { form: 'json', text: JSON.stringify(credential) },
    { now: NOW, fetch: async () => Response.json(document) },
  );
}

function codesOf(report: Report): string[] {
  return report.checks.map((check) => check.code);
}

/** The credential with its derived proof value taken apart, changed and put together again. */
function withValue(credential: Json, change: (parts: unknown[]) => unknown): Json {
  const proof = objectOf(credential.proof);
  const bytes = base64urlnopad.decode(String(proof.proofValue).slice(1));
  // Changes happen in place, to a copy: what is decoded are views of these bytes.
  const parts = decodeCbor(bytes.slice(3));
  if (!Array.isArray(parts)) throw new Error('no derived proof value');
  change(parts);
  const value = Buffer.concat([Buffer.from('d95d01', 'hex'), encodeCbor(parts)]).toString('base64url');
  return { ...credential, proof: { ...proof, proofValue: `u${value}` } };
}

/** In the order of their signatures and indexes. */
async function statementsOf({ proof, ...document }: Json): Promise<string[]> {
  const bytes = base64urlnopad.decode(String(objectOf(proof).proofValue).slice(1));
  const labels = [...mapOf(listOf(decodeCbor(bytes.slice(3)))[3])].map(([number, hmac]): [string, string] => [
    `c14n${number}`,
    `u${base64urlnopad.encode(hmac)}`,
  ]);
  const jsonLd = createJsonLd(async () => undefined);
  const expanded = await jsonLd.expand(document);
  if (expanded.kind === 'problem') throw new Error(expanded.problem.code);
  const nQuads = await jsonLd.canonize(expanded.value, 'SHA-256');
  return (nQuads.kind === 'done' ? relabel(nQuads.value, new Map(labels)) : undefined) ?? [];
}

function flip(bytes: Uint8Array): void {
  bytes.set([(bytes[20] ?? 0) ^ 1], 20);
}

function swap(labels: Map<number, unknown>): void {
  const [first, second] = [labels.get(0), labels.get(1)];
  labels.set(0, second).set(1, first);
}

function identity(members: Json): Json {
  return { type: 'IdentityObject', ...members };
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return { ...value };
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}

function bytesOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error('no bytes');
  return value;
}

function mapOf(value: unknown): Map<number, Uint8Array> {
  if (!(value instanceof Map)) throw new Error('no map');
  return value;
}
