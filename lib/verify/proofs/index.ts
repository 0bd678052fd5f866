// Embedded proofs ([DI]): which suites Laurel knows, and whether one of a credential's proofs holds.
import { readDateTime } from '../dates';
import type { JsonLd, JsonLdProblem } from '../jsonld/processor';
import type { KeyResolution } from '../keys';
import type { PublicKey } from '../keys/public-key';
import { asList, isJsonObject, type JsonObject, stringsOf } from '../parse-json';
import type { Check, Sealer } from '../report';
import { ecdsaJcs2019 } from './ecdsa-jcs-2019';
import { ecdsaRdfc2019 } from './ecdsa-rdfc-2019';
import { ecdsaSd2023 } from './ecdsa-sd-2023';
import { ed25519Signature2020 } from './ed25519-signature-2020';
import { eddsa2022 } from './eddsa-2022';
import { eddsaJcs2022 } from './eddsa-jcs-2022';
import { eddsaRdfc2022 } from './eddsa-rdfc-2022';
import type { ProofOptions, ProofSuite, SuiteOutcome } from './suite';

/** One entry a suite. */
const SUITES: readonly ProofSuite[] = [
  eddsaRdfc2022,
  eddsa2022,
  ed25519Signature2020,
  eddsaJcs2022,
  ecdsaRdfc2019,
  ecdsaJcs2019,
  ecdsaSd2023,
];

export type ProofVerdict =
  | {
      kind: 'good';
      credential: JsonObject;
      issuerId?: string;
      sealer: Sealer;
      signs: ProofSuite['signs'];
      checks: Check[];
    }
  | { kind: 'failed'; checks: Check[] }
  | { kind: 'unknown'; checks: Check[] };

export interface ProofQuestion {
  proofs: unknown;
  /** The credential without its proofs: one object, so that it is expanded once. */
  unsecured: JsonObject;
  jsonLd: JsonLd;
  now: Date;
  /** What a signature of this suite would cover, read from nothing else. Asks nobody about keys. */
  read(suite: ProofSuite): Promise<SignedReading>;
  /** The key that a verification method names, as far as the issuer vouches for it. */
  resolveKey(verificationMethod: string, issuerId: string | undefined): Promise<KeyResolution>;
}

export type SignedReading =
  | { kind: 'read'; credential: JsonObject; issuerId?: string }
  | { kind: 'problem'; check: Check };

const MAX_PROOFS = 8;

/**
 * Any one good proof suffices (OB 3.0 §8.2); without one, the worst that was found. All are looked at: of a set
 * or a chain ([DI] §2.1), a proof beside the good one that does not hold is worth knowing.
 */
export async function verifyProofs(question: ProofQuestion): Promise<ProofVerdict> {
  const all = asList(question.proofs);
  if (all.length === 0) return failed([{ id: 'proof', outcome: 'failed', code: 'proof-missing' }]);
  if (all.length > MAX_PROOFS)
    return { kind: 'unknown', checks: [{ id: 'proof', outcome: 'unknown', code: 'limit' }] };
  const verdicts: ProofVerdict[] = [];
  for (const proof of all) verdicts.push(await verifyProof(proof, question));
  const good = verdicts.find((verdict) => verdict.kind === 'good');
  if (good !== undefined) {
    return { ...good, checks: verdicts.flatMap((one) => (one === good ? one.checks : asNotes(one.checks))) };
  }
  const checks = verdicts.flatMap((verdict) => verdict.checks);
  return { kind: verdicts.some((verdict) => verdict.kind === 'failed') ? 'failed' : 'unknown', checks };
}

async function verifyProof(proof: unknown, question: ProofQuestion): Promise<ProofVerdict> {
  const read = readProof(proof);
  if ('code' in read) return failed([{ id: 'proof', outcome: 'failed', ...read }]);
  const suite = suiteOf(read);
  if (suite === undefined) {
    const params = { name: (read.cryptosuite ?? read.type).slice(0, 80) };
    return { kind: 'unknown', checks: [{ id: 'proof', outcome: 'unknown', code: 'suite-unknown', params }] };
  }
  const early = timeAndPurpose(read, question.now);
  if (early !== undefined) return failed([early]);
  const refusal = suite.refuse?.(read);
  if (refusal !== undefined) return verdictOf(refusal);
  const document = withEarlierProofs(question.unsecured, read, question.proofs);
  if (document === undefined) return failed([{ id: 'proof', outcome: 'failed', code: 'proof-chain-broken' }]);

  const reading = await question.read(suite);
  if (reading.kind === 'problem') return verdictOf(reading.check);
  const resolution = await question.resolveKey(read.verificationMethod, reading.issuerId);
  if (resolution.kind === 'refused') return failed(resolution.checks);
  const { key } = resolution;
  if (key === undefined) return { kind: 'unknown', checks: resolution.checks };
  const outcome = await suite.verify({ document, proof: read, key, jsonLd: question.jsonLd });
  const check = checkOf(outcome, suite);
  if (check.outcome !== 'passed') return verdictOf(check);
  const checks = [
    check,
    ...deprecation(suite),
    ...omissions(suite, reading.credential),
    ...resolution.checks,
  ];
  if (resolution.kind === 'loose') return { kind: 'unknown', checks };
  const { kind: _, ...signed } = reading;
  return { kind: 'good', ...signed, sealer: resolution.sealer, signs: suite.signs, checks };
}

/** Only the signature, with a key that the caller already has: for proof-level vectors and earlier links of chains. */
export async function verifySignature(
  document: JsonObject,
  proof: unknown,
  key: PublicKey,
  jsonLd: JsonLd,
): Promise<SuiteOutcome['kind'] | 'proof-malformed' | 'suite-unknown'> {
  const read = readProof(proof);
  if ('code' in read) return 'proof-malformed';
  const suite = suiteOf(read);
  if (suite === undefined) return 'suite-unknown';
  const { proof: _, ...unsecured } = document;
  const chained = withEarlierProofs(unsecured, read, document.proof);
  return chained === undefined
    ? 'bad'
    : (await suite.verify({ document: chained, proof: read, key, jsonLd })).kind;
}

/** [DI] verify proof, steps 1 to 3: the members that every suite needs. */
export function readProof(proof: unknown): ProofOptions | Pick<Check, 'code' | 'params'> {
  if (!isJsonObject(proof)) return { code: 'proof-malformed' };
  const [type] = stringsOf(proof.type);
  const { cryptosuite, proofPurpose, expires, proofValue } = proof;
  const method = isJsonObject(proof.verificationMethod)
    ? proof.verificationMethod.id
    : proof.verificationMethod;
  if (type === undefined) return { code: 'proof-malformed' };
  if (!isKnownType(type, cryptosuite)) {
    // What an unknown suite needs is unknown as well.
    return {
      raw: proof,
      type,
      verificationMethod: '',
      proofPurpose: '',
      proofValue: '',
      ...suiteName(cryptosuite),
    };
  }
  if (typeof proofPurpose !== 'string' || typeof method !== 'string' || typeof proofValue !== 'string') {
    return { code: 'proof-malformed' };
  }
  if (expires !== undefined && typeof expires !== 'string') return { code: 'proof-malformed' };
  return {
    raw: proof,
    type,
    verificationMethod: method,
    proofPurpose,
    proofValue,
    ...suiteName(cryptosuite),
    ...(expires === undefined ? {} : { expires }),
  };
}

function suiteName(cryptosuite: unknown): { cryptosuite?: string } {
  return typeof cryptosuite === 'string' ? { cryptosuite } : {};
}

function isKnownType(type: string, cryptosuite: unknown): boolean {
  return SUITES.some(({ name }) => name === (type === 'DataIntegrityProof' ? cryptosuite : type));
}

export function suiteOf({ type, cryptosuite }: ProofOptions): ProofSuite | undefined {
  const name = type === 'DataIntegrityProof' ? cryptosuite : type;
  return SUITES.find((suite) => suite.name === name);
}

function timeAndPurpose({ proofPurpose, expires }: ProofOptions, now: Date): Check | undefined {
  if (proofPurpose !== 'assertionMethod') {
    return {
      id: 'proof',
      outcome: 'failed',
      code: 'proof-purpose',
      params: { name: proofPurpose.slice(0, 80) },
    };
  }
  if (expires === undefined) return undefined;
  const end = readDateTime(expires);
  if (end === undefined) return { id: 'proof', outcome: 'failed', code: 'proof-malformed' };
  return end.time < now.getTime()
    ? { id: 'proof', outcome: 'failed', code: 'proof-expired', params: { date: expires } }
    : undefined;
}

/** A proof chain signs the proofs before it as well: they are put back before hashing ([DI] previousProof). */
export function withEarlierProofs(
  unsecured: JsonObject,
  { raw }: ProofOptions,
  all: unknown,
): JsonObject | undefined {
  const names = asList(raw.previousProof);
  if (names.length === 0) return unsecured;
  const proofs = asList(all).filter(isJsonObject);
  const earlier = names.map((name) => proofs.find((proof) => typeof name === 'string' && proof.id === name));
  return earlier.every((proof) => proof !== undefined && proof !== raw)
    ? { ...unsecured, proof: earlier }
    : undefined;
}

function checkOf(outcome: SuiteOutcome, suite: ProofSuite): Check {
  const params = { name: suite.name };
  switch (outcome.kind) {
    case 'good':
      return { id: 'proof', outcome: 'passed', code: 'proof-good', params };
    case 'bad':
      return { id: 'proof', outcome: 'failed', code: 'proof-failed', params };
    case 'wrong-key':
      return { id: 'key', outcome: 'failed', code: 'key-wrong-kind', params };
    case 'aliased':
      return { id: 'proof', outcome: 'failed', code: 'proof-aliased' };
    case 'problem':
      return jsonLdCheck(outcome.problem);
  }
}

/** What stood in the way of reading the statements that are signed. */
export function jsonLdCheck(problem: JsonLdProblem): Check {
  switch (problem.code) {
    case 'context-unknown':
      return { id: 'context', outcome: 'unknown', code: problem.code, params: problem.params };
    case 'limit':
      return { id: 'context', outcome: 'unknown', code: problem.code };
    case 'not-one-credential':
      return { id: 'shape', outcome: 'failed', code: problem.code };
    case 'unsigned-terms':
    case 'context-broken':
      return { id: 'proof', outcome: 'failed', code: problem.code, params: problem.params };
  }
}

function deprecation({ deprecated, name }: ProofSuite): Check[] {
  return deprecated === true
    ? [{ id: 'proof', outcome: 'warning', code: 'suite-deprecated', params: { name } }]
    : [];
}

/** What decides over a badge's standing and can be left out by whoever shows it, unless the issuer forbade that. */
const DECISIVE = [['validUntil', 'expirationDate'], ['credentialStatus']];

/** [ECDSA] §6: a verifier can not tell what the issuer never said from what the holder keeps back. */
function omissions({ showsPart }: ProofSuite, credential: JsonObject): Check[] {
  return showsPart === true && DECISIVE.some((names) => names.every((name) => credential[name] === undefined))
    ? [{ id: 'proof', outcome: 'warning', code: 'shown-in-part' }]
    : [];
}

/** Proofs beside the one that holds: told, and without weight. */
function asNotes(checks: Check[]): Check[] {
  return checks.map((check) => (check.outcome === 'failed' ? { ...check, outcome: 'warning' } : check));
}

function verdictOf(check: Check): ProofVerdict {
  return { kind: check.outcome === 'failed' ? 'failed' : 'unknown', checks: [check] };
}

function failed(checks: Check[]): ProofVerdict {
  return { kind: 'failed', checks };
}
