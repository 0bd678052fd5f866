// Beside other people's verifiers: 1,000 generated credentials, each good or with one fault, get the same yes or no
// from Laurel as from the Digital Bazaar packages (embedded proofs) and jose (VC-JWT). Where the two mean different
// things by yes, the table below says why.
import { verifyCredential } from '@digitalbazaar/vc';
import fc from 'fast-check';
import { CompactSign, compactVerify, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Verdict, verify } from '../../lib/verify';
import {
  didKeyFor,
  loaderFor,
  OTHERS_SUITES,
  type OthersKey,
  type OthersSuite,
  signByOthers,
} from '../sites/others-suites';
import { BADGE_CONTEXTS } from '../sites/signing';
import { award, type Json, NOW } from '../unit/verify/issuers';

/** The same thousand on every machine; the keys are new each time, and nothing hangs on them. */
const SEED = 20261123;
const PER_ORACLE = 500;
const DOCUMENTS = 50;

/** Faults on which the answers differ, on purpose. */
const EXPLAINED: Readonly<Record<string, { ours: Verdict; theirs: boolean; reason: string }>> = {
  'embedded: no recipient, no achievement': {
    ours: 'not-valid',
    theirs: true,
    reason: 'a credential, and no badge: Open Badges 3.0 §B.1.3 wants an achievement',
  },
  'jwt: another issuer in iss': {
    ours: 'not-valid',
    theirs: true,
    reason: 'jose compares no claim with the credential; Open Badges 3.0 §8.2.4.1 wants them equal',
  },
  'jwt: another id in jti': {
    ours: 'not-valid',
    theirs: true,
    reason: 'jose compares no claim with the credential; Open Badges 3.0 §8.2.4.1 wants them equal',
  },
  'jwt: over by what the credential says': {
    ours: 'expired',
    theirs: true,
    reason: 'jose knows exp, and not validUntil',
  },
};

const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'ES512', 'RS256', 'PS256'];

interface Fault<T> {
  name: string;
  /** Before signing. */
  draft?: (credential: Json) => Json;
  /** After signing. */
  damage?: (signed: T) => T | Promise<T>;
}

let asOracle = 0;
let accepted = 0;
const acceptedOf = new Set<string>();
const explained = new Map<string, number>();
afterAll(() => {
  const others = [...explained.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `differential (seed ${SEED}): ${asOracle} of ${asOracle + others} as the oracle, ` +
      `${others} of ${explained.size} kinds explained`,
  );
});

/** Our verdict is theirs, or is the one of the table. */
function compare(fault: string, ours: Verdict, theirs: boolean, how: string): void {
  if (theirs) {
    accepted += 1;
    acceptedOf.add(how);
  }
  const difference = EXPLAINED[fault];
  if (difference === undefined) {
    expect({ fault, how, accepted: ours === 'verified' }).toEqual({ fault, how, accepted: theirs });
    asOracle += 1;
    return;
  }
  expect({ fault, how, ours, theirs }).toEqual({
    fault,
    how,
    ours: difference.ours,
    theirs: difference.theirs,
  });
  explained.set(fault, (explained.get(fault) ?? 0) + 1);
}

const shapes = fc.sample(shape(), { numRuns: DOCUMENTS, seed: SEED });

interface Hands {
  suite: OthersSuite;
  key: OthersKey;
  stranger: OthersKey;
}

describe('embedded proofs beside the Digital Bazaar packages', () => {
  let hands: Hands[];
  beforeAll(async () => {
    hands = await Promise.all(
      OTHERS_SUITES.map(async (suite) => ({
        suite,
        key: await didKeyFor(suite),
        stranger: await didKeyFor(suite),
      })),
    );
  });

  const FAULTS: readonly EmbeddedFault[] = [
    { name: 'none' },
    { name: 'over', draft: (draft) => ({ ...draft, validUntil: '2026-06-01T00:00:00Z' }) },
    { name: 'not begun', draft: (draft) => ({ ...draft, validFrom: '2027-06-01T00:00:00Z' }) },
    { name: 'still good', draft: (draft) => ({ ...draft, validUntil: '2027-06-01T00:00:00Z' }) },
    {
      name: 'no recipient, no achievement',
      draft: (draft) => ({ ...draft, credentialSubject: { id: 'urn:uuid:1', type: ['AchievementSubject'] } }),
    },
    { name: 'another name', damage: (signed) => ({ ...signed, name: 'Something better' }) },
    { name: 'another id', damage: (signed) => ({ ...signed, id: 'https://school.example/credentials/9' }) },
    { name: 'no name', damage: ({ name: _, ...signed }) => signed },
    { name: 'a longer life', damage: (signed) => ({ ...signed, validUntil: '2099-01-01T00:00:00Z' }) },
    { name: 'a word that no context knows', damage: (signed) => ({ ...signed, madeUp: 'Kelp' }) },
    {
      name: 'a type that no context knows',
      damage: (signed) => ({ ...signed, type: [signed.type, 'MadeUp'].flat() }),
    },
    {
      name: 'another description',
      damage: (signed) => withAchievement(signed, { description: 'Knows all.' }),
    },
    { name: 'no proof', damage: ({ proof: _, ...signed }) => signed },
    { name: 'another purpose', damage: (signed) => withProof(signed, { proofPurpose: 'authentication' }) },
    {
      name: 'another moment of signing',
      damage: (signed) => withProof(signed, { created: '2001-01-01T00:00:00Z' }),
    },
    {
      name: 'a proof that is over',
      damage: (signed) => withProof(signed, { expires: '2026-01-01T00:00:00Z' }),
    },
    {
      name: 'a suite that nobody knows',
      damage: (signed) => withProof(signed, { cryptosuite: 'made-up-2026' }),
    },
    {
      name: 'a stranger’s key',
      damage: (signed, { stranger }) => withProof(signed, { verificationMethod: stranger.id }),
    },
    {
      name: 'a stranger’s signature',
      damage: ({ proof: _, ...signed }, { suite, stranger }) => signByOthers(suite, stranger, signed, NOW),
    },
    {
      name: 'a signature of other letters',
      damage: (signed) => withSignature(signed, (text) => swapped(text)),
    },
    { name: 'a short signature', damage: (signed) => withSignature(signed, (text) => text.slice(0, -6)) },
    { name: 'a signature in no known base', damage: (signed) => withSignature(signed, (text) => `x${text}`) },
    {
      name: 'another issuer',
      damage: (signed, { stranger }) => ({
        ...signed,
        issuer: { ...(signed.issuer as Json), id: stranger.controller },
      }),
    },
    { name: 'no badge context', damage: (signed) => ({ ...signed, '@context': BADGE_CONTEXTS.slice(0, 1) }) },
    {
      name: 'members in another order',
      damage: (signed) => Object.fromEntries(Object.entries(signed).reverse()),
    },
  ];

  it('give the same yes or no', async () => {
    const genuine = new Map<string, Json>();
    for (let index = 0; index < PER_ORACLE; index++) {
      const fault = FAULTS[index % FAULTS.length];
      const round = Math.floor(index / FAULTS.length);
      const [draft, hand] = [shapes[round % shapes.length], hands[round % hands.length]];
      if (fault === undefined || draft === undefined || hand === undefined)
        throw new Error('a table is empty');
      const { suite, key } = hand;
      const credential = inSuite(suite, (fault.draft ?? same)(issuedBy(draft, key.controller)));
      const text = JSON.stringify(credential);
      const signed = genuine.get(text) ?? (await signByOthers(suite, key, credential, NOW));
      genuine.set(text, signed);
      const document = await (fault.damage ?? same)(signed, hand);
      const theirs = await isVerifiedByOracle(document, hand);
      const ours = await verify({ form: 'json', text: JSON.stringify(document) }, { now: NOW });
      compare(`embedded: ${fault.name}`, ours.verdict, theirs, suite.name);
    }
  }, 180_000);
});

interface EmbeddedFault extends Omit<Fault<Json>, 'damage'> {
  damage?: (signed: Json, hand: Hands) => Json | Promise<Json>;
}

/** With the words of the suite's proofs in its context. */
function inSuite({ context }: OthersSuite, credential: Json): Json {
  return context === undefined
    ? credential
    : { ...credential, '@context': [...(credential['@context'] as string[]), context] };
}

async function isVerifiedByOracle(credential: Json, { suite, key, stranger }: Hands): Promise<boolean> {
  try {
    const { verified } = await verifyCredential({
      credential,
      suite: suite.verifying(),
      documentLoader: loaderFor([key, stranger], suite),
      now: NOW,
    });
    return verified;
  } catch {
    // It throws at what it can not make sense of.
    return false;
  }
}

describe('VC-JWTs beside jose', () => {
  interface Signer {
    alg: string;
    privateKey: CryptoKey;
    publicKey: CryptoKey;
    jwk: JWK;
    did: string;
  }
  let signers: Signer[];
  beforeAll(async () => {
    signers = await Promise.all(ALGORITHMS.map(signer));
  });

  async function signer(alg: string): Promise<Signer> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    return { alg, publicKey, privateKey, jwk, did: `did:jwk:${encoded(jwk)}` };
  }

  interface Token {
    text: string;
    by: Signer;
  }

  /** Claims as they stand beside the credential. */
  const claims = (more: Json) => (credential: Json) => ({ ...credential, ...more });
  const FAULTS: readonly Fault<Token>[] = [
    { name: 'none' },
    {
      name: 'over',
      draft: (draft) => ({ ...draft, validUntil: '2026-06-01T00:00:00Z', exp: seconds('2026-06-01') }),
    },
    {
      name: 'not begun',
      draft: (draft) => ({ ...draft, validFrom: '2027-06-01T00:00:00Z', nbf: seconds('2027-06-01') }),
    },
    {
      name: 'still good',
      draft: (draft) => ({ ...draft, validUntil: '2027-06-01T00:00:00Z', exp: seconds('2027-06-01') }),
    },
    { name: 'over by what the credential says', draft: claims({ validUntil: '2026-06-01T00:00:00Z' }) },
    { name: 'another issuer in iss', draft: claims({ iss: 'https://stranger.example/' }) },
    { name: 'another id in jti', draft: claims({ jti: 'urn:uuid:2' }) },
    {
      name: 'another letter in the signature',
      damage: ({ text, by }) => ({ by, text: part(text, 2, swapped) }),
    },
    { name: 'a short signature', damage: ({ text, by }) => ({ by, text: text.slice(0, -8) }) },
    { name: 'no signature', damage: ({ text, by }) => ({ by, text: part(text, 2, () => '') }) },
    {
      name: 'another content',
      damage: ({ text, by }) => ({ by, text: changed(text, 1, { name: 'Better' }) }),
    },
    {
      name: 'content that is no JSON',
      damage: ({ text, by }) => ({ by, text: part(text, 1, () => 'e30x') }),
    },
    { name: 'alg none', damage: ({ text, by }) => ({ by, text: changed(text, 0, { alg: 'none' }) }) },
    { name: 'alg HS256', damage: ({ text, by }) => ({ by, text: changed(text, 0, { alg: 'HS256' }) }) },
    {
      name: 'alg of another kind of key',
      damage: ({ text, by }) => ({ by, text: changed(text, 0, { alg: otherAlg(by.alg) }) }),
    },
    {
      name: 'something critical',
      damage: async ({ by, text }) => ({ by, text: await resigned(text, by, { crit: ['exp'] }) }),
    },
    { name: 'four parts', damage: ({ text, by }) => ({ by, text: `${text}.e30` }) },
    {
      name: 'a stranger’s signature',
      damage: async ({ text, by }) => ({ by, text: await resigned(text, await signer(by.alg), {}) }),
    },
  ];

  function sign(payload: Json, { alg, privateKey, did }: Signer): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg, typ: 'JWT', kid: `${did}#0` })
      .sign(privateKey);
  }

  /** The same header and content, and what is added to the header, under a signature that fits. */
  async function resigned(text: string, by: Signer, more: Json): Promise<string> {
    const [header = '', payload = ''] = text.split('.');
    const start = `${encoded({ ...decoded(header), ...more })}.${payload}`;
    const data = new TextEncoder().encode(start);
    const signature = await crypto.subtle.sign(signatureAlgorithm(by), by.privateKey, data);
    return `${start}.${Buffer.from(signature).toString('base64url')}`;
  }

  it('give the same yes or no', async () => {
    for (let index = 0; index < PER_ORACLE; index++) {
      const fault = FAULTS[index % FAULTS.length];
      const round = Math.floor(index / FAULTS.length);
      const draft = shapes[round % shapes.length];
      const by = signers[round % signers.length];
      if (fault === undefined || draft === undefined || by === undefined) throw new Error('a table is empty');
      const credential = issuedBy(draft, by.did);
      const payload = {
        ...credential,
        iss: by.did,
        jti: credential.id,
        nbf: seconds('2026-01-01'),
      };
      const token = { by, text: await sign((fault.draft ?? same)(payload), by) };
      const { text } = await (fault.damage ?? same)(token);
      const theirs = await isVerifiedByJose(text, by);
      const ours = await verify({ form: 'jws', text }, { now: NOW });
      compare(`jwt: ${fault.name}`, ours.verdict, theirs, by.alg);
    }
  }, 180_000);

  async function isVerifiedByJose(text: string, { publicKey, alg }: Signer): Promise<boolean> {
    try {
      await compactVerify(text, publicKey, { algorithms: [alg] });
      await jwtVerify(text, publicKey, { algorithms: [alg], currentDate: NOW });
      return true;
    } catch {
      return false;
    }
  }

  function signatureAlgorithm({ alg }: Signer) {
    if (alg.startsWith('ES')) return { name: 'ECDSA', hash: `SHA-${alg === 'ES512' ? '512' : alg.slice(2)}` };
    if (alg === 'PS256') return { name: 'RSA-PSS', saltLength: 32 };
    return { name: alg === 'RS256' ? 'RSASSA-PKCS1-v1_5' : 'Ed25519' };
  }
});

it('every explained difference was met, and something was accepted of every suite and algorithm', () => {
  expect([...explained.keys()].sort()).toEqual(Object.keys(EXPLAINED).sort());
  expect(asOracle).toBeGreaterThan(800);
  expect([...acceptedOf].sort()).toEqual([...OTHERS_SUITES.map(({ name }) => name), ...ALGORITHMS].sort());
  // Both answers were given often.
  expect(accepted).toBeGreaterThan(150);
  expect(accepted).toBeLessThan(500);
});

/** Awards of every shape: who, what for, with which papers. */
function shape(): fc.Arbitrary<Json> {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const alignment = fc.record({ targetName: word, targetUrl: fc.constant('https://skills.example/1') });
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  return fc
    .record({
      name: word,
      subjectId: optional(fc.constantFrom('did:example:learner', 'mailto:learner@school.example')),
      narrative: word,
      alignments: fc.array(alignment, { maxLength: 4 }),
      evidence: fc.array(fc.record({ name: word, narrative: word }), { maxLength: 2 }),
      tags: optional(fc.array(word, { minLength: 1, maxLength: 3 })),
      achievementType: fc.constantFrom('Badge', 'Certificate', 'MicroCredential'),
      isList: fc.boolean(),
    })
    .map(({ name, subjectId, narrative, alignments, evidence, tags, achievementType, isList }) => {
      const plain = award();
      const subject = plain.credentialSubject as Json;
      const achievement = {
        ...(subject.achievement as Json),
        achievementType,
        criteria: { narrative },
        ...(alignments.length === 0
          ? {}
          : { alignment: alignments.map((one) => ({ type: ['Alignment'], ...one })) }),
        ...(tags === undefined ? {} : { tag: tags }),
      };
      return {
        ...plain,
        name,
        type: isList ? ['VerifiableCredential', 'AchievementCredential'] : plain.type,
        credentialSubject: { ...subject, ...(subjectId === undefined ? {} : { id: subjectId }), achievement },
        ...(evidence.length === 0
          ? {}
          : { evidence: evidence.map((one) => ({ type: ['Evidence'], ...one })) }),
      };
    });
}

function issuedBy(draft: Json, id: string): Json {
  return { ...draft, issuer: { ...(draft.issuer as Json), id } };
}

function same<T>(value: T): T {
  return value;
}

function withProof(signed: Json, changes: Json): Json {
  return { ...signed, proof: { ...(signed.proof as Json), ...changes } };
}

function withSignature(signed: Json, change: (text: string) => string): Json {
  return withProof(signed, { proofValue: change(String((signed.proof as Json).proofValue)) });
}

function withAchievement(signed: Json, changes: Json): Json {
  const subject = signed.credentialSubject as Json;
  return {
    ...signed,
    credentialSubject: { ...subject, achievement: { ...(subject.achievement as Json), ...changes } },
  };
}

/** Another letter of the same alphabets in the middle. */
function swapped(text: string): string {
  const middle = text.length >> 1;
  return text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
}

function part(text: string, index: number, change: (text: string) => string): string {
  return text
    .split('.')
    .map((one, at) => (at === index ? change(one) : one))
    .join('.');
}

function changed(text: string, index: number, changes: Json): string {
  return part(text, index, (one) => encoded({ ...decoded(one), ...changes }));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(text: string): Json {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}

function otherAlg(alg: string): string {
  return alg === 'ES256' ? 'RS256' : 'ES256';
}

function seconds(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}
