// A secured credential, badge or not: is its proof good, is the key its issuer's, and what exactly was signed?
import { type Secured, unavailableCheck, type VerifyContext } from './context';
import { createJsonLd, type JsonLd } from './jsonld/processor';
import { readSignedStatements, speaksPlainly } from './jsonld/signed-view';
import { resolveProofKey } from './keys';
import { placesNestedPlainly } from './nested/coverage';
import { asList, isJsonObject, type JsonObject, type JsonProblem, parseObject } from './parse-json';
import { jsonLdCheck, type SignedReading, verifyProofs } from './proofs';
import { COMPACT_JWS, credentialInPayload, readJwt, verifyVcJwt } from './proofs/vc-jwt';

/** A credential from its text: proof, key and issuer binding. Its dates are the caller's to judge. */
export async function verifySecured(text: string, context: VerifyContext): Promise<Secured> {
  const trimmed = text.trim();
  if (COMPACT_JWS.test(trimmed)) return verifySecuredJwt(trimmed, context);
  const parsed = parseObject(trimmed);
  return parsed.kind === 'object'
    ? verifySecuredJson(parsed.value, context)
    : unreadable(parsed.code, context);
}

/** Embedded proofs. */
export async function verifySecuredJson(document: JsonObject, context: VerifyContext): Promise<Secured> {
  const { proof: proofs, ...unsecured } = document;
  const jsonLd = createJsonLdFor(context);
  const verdict = await verifyProofs({
    proofs,
    unsecured,
    jsonLd,
    now: context.now,
    read: (suite) => (suite.signs === 'json' ? readSignedJson : readStatements)(unsecured, jsonLd),
    resolveKey: (method, issuerId) => resolveProofKey(method, issuerId, context),
  });
  for (const check of verdict.checks) context.record(check);
  if (verdict.kind === 'good') {
    const { credential, sealer, issuerId, signs } = verdict;
    const coversNested = signs === 'json' || placesNestedPlainly(unsecured);
    return { authenticity: 'authentic', credential, sealer, coversNested, ...named(issuerId) };
  }
  return {
    authenticity: verdict.kind === 'failed' ? 'not-valid' : 'could-not-check',
    ...named(issuerIdOf(document)),
    sealer: { kind: 'none' },
  };
}

/** VC-JWT. */
export async function verifySecuredJwt(text: string, context: VerifyContext): Promise<Secured> {
  const read = readJwt(text);
  if (read.kind === 'problem') return unreadable(read.code, context);
  const signed = credentialInPayload(read.jwt.payload);
  if (signed === undefined) {
    context.record({ id: 'shape', outcome: 'failed', code: 'no-credential' });
    return { authenticity: 'not-valid', sealer: { kind: 'none' } };
  }
  const reading = await readSignedJson(signed, createJsonLdFor(context));
  const issuerId = reading.kind === 'read' ? reading.issuerId : issuerIdOf(signed);
  const verified = await verifyVcJwt(text, read.jwt, issuerId, context);
  for (const check of verified.checks) context.record(check);
  const { authenticity, sealer } = verified;
  if (authenticity !== 'authentic') return { authenticity, ...named(issuerId), sealer };
  if (reading.kind === 'problem') {
    // The signature holds for JSON whose words Laurel can not place.
    context.record({ ...reading.check, outcome: 'unknown' });
    return { authenticity: 'could-not-check', ...named(issuerId), sealer: { kind: 'none' } };
  }
  return { authenticity, credential: reading.credential, ...named(issuerId), sealer, coversNested: true };
}

/** JSON-LD whose pinned contexts come through this verification's requests. */
export function createJsonLdFor(context: VerifyContext): JsonLd {
  return createJsonLd(async (url) => {
    const fetched = await context.get(url, 'application/ld+json, application/json');
    if (fetched.kind === 'document') return fetched.status === 200 ? fetched.bytes : undefined;
    context.record(unavailableCheck('context', fetched));
    return undefined;
  });
}

/** The statements that a signature over RDF covers. */
export async function readStatements(unsecured: JsonObject, jsonLd: JsonLd): Promise<SignedReading> {
  const expanded = await jsonLd.expand(unsecured);
  const read =
    expanded.kind === 'problem' ? expanded : readSignedStatements(expanded.value, unsecured['@context']);
  if (read.kind === 'problem') return { kind: 'problem', check: jsonLdCheck(read.problem) };
  const name = renamedTerm(unsecured, read.value);
  if (name === undefined) return asRead(read.value);
  return {
    kind: 'problem',
    check: { id: 'context', outcome: 'unknown', code: 'renamed-terms', params: { name } },
  };
}

/**
 * Who gave the badge, and to whom, stands in the JSON under the names that every reader knows. Statuses and dates of
 * other names are judged all the same; a badge that calls its issuer or its recipient something else means to be
 * read in two ways.
 */
function renamedTerm(unsecured: JsonObject, signed: JsonObject): string | undefined {
  const atTop = ['issuer', 'credentialSubject'].find((name) => name in signed && !(name in unsecured));
  if (atTop !== undefined) return atTop;
  const subjectsWith = (credential: JsonObject) =>
    asList(credential.credentialSubject).filter(
      (subject) => isJsonObject(subject) && 'identifier' in subject,
    );
  return subjectsWith(signed).length > subjectsWith(unsecured).length ? 'identifier' : undefined;
}

/** JSON that was signed as it stands may be read as it stands when its words mean what they usually mean. */
export async function readSignedJson(unsecured: JsonObject, jsonLd: JsonLd): Promise<SignedReading> {
  return speaksPlainly(unsecured) ? asRead(unsecured) : readStatements(unsecured, jsonLd);
}

function asRead(credential: JsonObject): SignedReading {
  return { kind: 'read', credential, ...named(issuerIdOf(credential)) };
}

export function issuerIdOf({ issuer }: JsonObject): string | undefined {
  const issuers = asList(issuer);
  // Two issuers are none: nobody could say whose key to ask for.
  if (issuers.length !== 1) return undefined;
  const [only] = issuers;
  const id = isJsonObject(only) ? only.id : only;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function named(issuerId: string | undefined): { issuerId?: string } {
  return issuerId === undefined ? {} : { issuerId };
}

function unreadable(code: JsonProblem | 'jws-malformed', context: VerifyContext): Secured {
  const limited = code === 'limit';
  context.record({ id: 'format', outcome: limited ? 'unknown' : 'failed', code });
  return { authenticity: limited ? 'could-not-check' : 'not-valid', sealer: { kind: 'none' } };
}
