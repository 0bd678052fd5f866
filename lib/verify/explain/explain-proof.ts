// Goes the way of verification once more with the room's own parts and keeps what comes up. That the values are the
// ones that count shows in the signature: it holds over them, and over nothing else.
import canonicalize from 'canonicalize';
import { isNode, readAddress, termOf } from '../../credential';
import { createContext, type VerifyContext } from '../context';
import type { HashName, JsonLd } from '../jsonld/processor';
import { type KeyResolution, notTied, resolveProofKey } from '../keys';
import { concat, fromBase64Url, fromMultibase } from '../keys/bytes';
import { resolveJwtKey } from '../keys/jwt-key';
import { fingerprintOf, type PublicKey } from '../keys/public-key';
import { asList, type JsonObject, parseObject } from '../parse-json';
import { jsonLdCheck, readProof, suiteOf, withEarlierProofs } from '../proofs';
import { digest, verifyBytes } from '../proofs/signature';
import type { ProofOptions, ProofSuite } from '../proofs/suite';
import { COMPACT_JWS, checkSignature, credentialInPayload, type Jwt, readJwt } from '../proofs/vc-jwt';
import type { BadgeDocument, Check, EvidenceDocument, VerifyEnvironment } from '../report';
import { createJsonLdFor, issuerIdOf, readSignedJson, readStatements } from '../secured';
import { fetchKey } from '../signed/key-document';
import { verify } from '../verify';
import { documentKind } from '../version';
import type { ExplainedKey, ExplainedProof, Explanation, HashedText } from './explanation';

/** The values between `document` and its answer. `environment.fetch`: best a replay of the documents that counted. */
export async function explainProof(
  document: BadgeDocument,
  environment: VerifyEnvironment,
): Promise<Explanation> {
  const context = createContext(environment);
  const text = document.form === 'address' ? await textAt(document.text.trim(), context) : document.text;
  if (text === undefined) return { kind: 'hosted', proofs: [] };
  const trimmed = text.trim();
  if (COMPACT_JWS.test(trimmed)) return explainJwt(document, trimmed, context);
  const parsed = parseObject(trimmed);
  if (parsed.kind === 'problem') return { kind: 'unreadable', proofs: [] };
  return documentKind(parsed.value) === 'credential'
    ? { kind: 'sealed', proofs: await explainEmbedded(parsed.value, context) }
    : { kind: 'hosted', proofs: [] };
}

async function textAt(address: string, context: VerifyContext): Promise<string | undefined> {
  const fetched = await context.get(address, 'application/ld+json, application/json;q=0.9, */*;q=0.1');
  return fetched.kind === 'document' && fetched.status >= 200 && fetched.status <= 299
    ? new TextDecoder().decode(fetched.bytes)
    : undefined;
}

async function explainEmbedded(credential: JsonObject, context: VerifyContext): Promise<ExplainedProof[]> {
  const { proof: proofs, ...unsecured } = credential;
  const question = { unsecured, proofs, jsonLd: createJsonLdFor(context), context };
  const explained: ExplainedProof[] = [];
  for (const proof of asList(proofs).slice(0, MAX_PROOFS)) explained.push(await explainOne(proof, question));
  return explained;
}

const MAX_PROOFS = 8;

interface Question {
  unsecured: JsonObject;
  proofs: unknown;
  jsonLd: JsonLd;
  context: VerifyContext;
}

async function explainOne(proof: unknown, question: Question): Promise<ExplainedProof> {
  const { unsecured, proofs, jsonLd, context } = question;
  const read = readProof(proof);
  if ('code' in read) return notTried('', [{ id: 'proof', outcome: 'failed', ...read }]);
  const name = read.cryptosuite ?? read.type;
  const suite = suiteOf(read);
  if (suite === undefined) {
    return notTried(name, [{ id: 'proof', outcome: 'unknown', code: 'suite-unknown', params: { name } }]);
  }
  const document = withEarlierProofs(unsecured, read, proofs);
  if (document === undefined) {
    return notTried(name, [{ id: 'proof', outcome: 'failed', code: 'proof-chain-broken' }]);
  }
  const reading = await (suite.signs === 'json' ? readSignedJson : readStatements)(unsecured, jsonLd);
  const issuerId = reading.kind === 'read' ? reading.issuerId : undefined;
  const had = await keyOf(context, () => resolveProofKey(read.verificationMethod, issuerId, context));
  const { key, checks } = had;
  const explainedKey = key === undefined ? {} : { key: await explainKey(key, read.verificationMethod, had) };
  const signature = fromMultibase(read.proofValue);
  const found: Omit<ExplainedProof, 'outcome' | 'hashed'> = {
    suite: name,
    form: FORMS.has(name) ? (suite.signs === 'json' ? 'jcs' : 'n-quads') : 'other',
    ...explainedKey,
    ...(signature === undefined ? {} : { signature }),
    problems: [...(reading.kind === 'problem' ? [reading.check] : []), ...checks],
  };
  if (found.form === 'other') {
    // Seals with more steps than two hashes: only whether the signature holds.
    const outcome = key && (await suite.verify({ document, proof: read, key, jsonLd }));
    const kind = outcome?.kind === 'good' || outcome?.kind === 'bad' ? outcome.kind : 'not-tried';
    return { ...found, outcome: kind, hashed: [] };
  }
  const hash = key?.type === 'P-384' ? 'SHA-384' : 'SHA-256';
  const hashed = await hashedTexts(document, read, suite, hash, jsonLd);
  if (hashed.kind === 'problem') {
    return { ...found, outcome: 'not-tried', hashed: [], problems: [...found.problems, hashed.check] };
  }
  const signed = concat(...hashed.texts.map((text) => text.digest));
  const good = key && signature && (await verifyBytes(key, signature, signed, hash));
  return {
    ...found,
    outcome: good === undefined ? 'not-tried' : good ? 'good' : 'bad',
    hash,
    hashed: hashed.texts,
    signed,
  };
}

/** Suites that sign the hash of the options, then the hash of the document ([EDDSA] §3, [ECDSA] §3). */
const FORMS: ReadonlySet<string> = new Set([
  'eddsa-rdfc-2022',
  'eddsa-2022',
  'Ed25519Signature2020',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019',
  'ecdsa-jcs-2019',
]);

type Hashed = { kind: 'hashed'; texts: HashedText[] } | { kind: 'problem'; check: Check };

async function hashedTexts(
  document: JsonObject,
  proof: ProofOptions,
  suite: ProofSuite,
  hash: HashName,
  jsonLd: JsonLd,
): Promise<Hashed> {
  const { proofValue: _, ...options } = proof.raw;
  if (suite.signs === 'json') return hashAll(canonicalize(options), canonicalize(document), hash);
  const texts: string[] = [];
  for (const part of [{ ...options, '@context': document['@context'] }, document]) {
    const expanded = await jsonLd.expand(part);
    const quads = expanded.kind === 'problem' ? expanded : await jsonLd.canonize(expanded.value, hash);
    if (quads.kind === 'problem') return { kind: 'problem', check: jsonLdCheck(quads.problem) };
    texts.push(quads.value);
  }
  return hashAll(texts[0], texts[1], hash);
}

async function hashAll(
  options: string | undefined,
  document: string | undefined,
  hash: HashName,
): Promise<Hashed> {
  if (options === undefined || document === undefined) {
    return { kind: 'problem', check: { id: 'proof', outcome: 'failed', code: 'proof-malformed' } };
  }
  const texts: HashedText[] = [
    { what: 'options', text: options, digest: await digest(hash, options) },
    { what: 'document', text: document, digest: await digest(hash, document) },
  ];
  return { kind: 'hashed', texts };
}

async function explainJwt(
  document: BadgeDocument,
  text: string,
  context: VerifyContext,
): Promise<Explanation> {
  const read = readJwt(text);
  if (read.kind === 'problem') return { kind: 'unreadable', proofs: [] };
  const { header, payload } = read.jwt;
  const alg = String(header.alg);
  const { key, method } = await (documentKind(payload) === 'assertion' ? keyOfAssertion : keyOfVcJwt)(
    document,
    read.jwt,
    context,
  );
  const signature = key.key && (await checkSignature(text, alg, key.key));
  const end = text.lastIndexOf('.');
  const signatureBytes = fromBase64Url(text.slice(end + 1));
  const explainedKey = key.key && (await explainKey(key.key, method, key));
  const proof: ExplainedProof = {
    suite: alg,
    form: 'jws',
    outcome: JWS_OUTCOMES[signature?.code ?? ''] ?? 'not-tried',
    hashed: [],
    signed: new TextEncoder().encode(text.slice(0, end)),
    ...(signatureBytes === undefined ? {} : { signature: signatureBytes }),
    ...(explainedKey === undefined ? {} : { key: explainedKey }),
    problems: [
      ...(signature !== undefined && signature.outcome !== 'passed' ? [signature] : []),
      ...key.checks,
    ],
  };
  return { kind: 'sealed', proofs: [proof], jwt: { header, claims: payload } };
}

interface NamedKey {
  key: FoundKey;
  method?: string;
}

async function keyOfVcJwt(
  _document: BadgeDocument,
  { header, payload }: Jwt,
  context: VerifyContext,
): Promise<NamedKey> {
  const { kid, jwk } = header;
  const hints = { ...(typeof kid === 'string' ? { kid } : {}), ...(jwk === undefined ? {} : { jwk }) };
  const credential = credentialInPayload(payload);
  const reading = credential && (await readSignedJson(credential, createJsonLdFor(context)));
  const issuerId = reading?.kind === 'read' ? reading.issuerId : credential && issuerIdOf(credential);
  const key = await keyOf(context, () => resolveJwtKey(hints, issuerId, context));
  return { key, ...(hints.kid === undefined ? {} : { method: hints.kid }) };
}

/** Open Badges 1.x and 2.0: `verify.url` or `verification.creator` says where the key is. */
async function keyOfAssertion(
  document: BadgeDocument,
  { payload }: Jwt,
  context: VerifyContext,
): Promise<NamedKey> {
  const verification = [termOf(payload, 'verification'), termOf(payload, 'verify')].find(isNode);
  const method = verification && readAddress(termOf(verification, 'creator') ?? termOf(verification, 'url'));
  if (method === undefined) return { key: { checks: [notTied()], documents: [] } };
  const before = context.evidence.length;
  const had = await fetchKey(method, context);
  const documents = context.evidence.slice(before).map(withoutBytes);
  if (had.kind === 'problem') return { key: { checks: [had.check], documents }, method };
  // Whose key it is takes the whole way: class, issuer and their places.
  const { checks } = await verify(document, context.environment);
  return { key: { key: had.key, checks: checks.filter(({ id }) => id === 'key'), documents }, method };
}

const JWS_OUTCOMES: Partial<Record<string, ExplainedProof['outcome']>> = {
  'proof-good': 'good',
  'proof-failed': 'bad',
};

interface FoundKey {
  key?: PublicKey;
  checks: Check[];
  documents: ExplainedKey['documents'];
}

/** The key, and every document that was read to get at it. */
async function keyOf(context: VerifyContext, resolve: () => Promise<KeyResolution>): Promise<FoundKey> {
  const before = context.evidence.length;
  const resolution = await resolve();
  const documents = context.evidence.slice(before).map(withoutBytes);
  const { checks } = resolution;
  const key = resolution.kind === 'refused' ? undefined : resolution.key;
  return { checks, documents, ...(key === undefined ? {} : { key }) };
}

async function explainKey(
  key: PublicKey,
  method: string | undefined,
  { checks, documents }: FoundKey,
): Promise<ExplainedKey> {
  const source = checks.some(({ code }) => code === 'bare-key')
    ? 'itself'
    : checks.some(({ code }) => LISTED.has(code))
      ? 'issuer'
      : 'badge';
  return {
    ...(method === undefined ? {} : { method }),
    type: key.type,
    jwk: key.jwk,
    fingerprint: await fingerprintOf(key),
    source,
    documents,
  };
}

/** What checks say of keys for which the issuer's own documents speak. */
const LISTED: ReadonlySet<string> = new Set(['key-listed', 'key-at-issuer']);

function withoutBytes({ bytes: _, ...kept }: EvidenceDocument): Omit<EvidenceDocument, 'bytes'> {
  return kept;
}

function notTried(suite: string, problems: Check[]): ExplainedProof {
  return { suite, form: 'other', outcome: 'not-tried', hashed: [], problems };
}
