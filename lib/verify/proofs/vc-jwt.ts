// VC-JWT (OB 3.0 §8.2.4, [JOSE]): a compact JWS whose payload is the credential, at the top or under `vc`.
import { compactVerify, importJWK } from 'jose';
import type { VerifyContext } from '../context';
import { readDateTime, readNumericDate } from '../dates';
import { CREDENTIALS_V1 } from '../jsonld/contexts';
import { fromBase64Url } from '../keys/bytes';
import { resolveJwtKey } from '../keys/jwt-key';
import type { KeyType, PublicKey } from '../keys/public-key';
import { asList, decodeUtf8, isJsonObject, type JsonObject, parseObject } from '../parse-json';
import type { Check, Sealer } from '../report';

/** Which algorithms a kind of key may sign with. What is not here, `none` and HMAC above all, is never accepted. */
const ALGORITHMS: Record<KeyType, readonly string[]> = {
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};
const ALL_ALGORITHMS: ReadonlySet<string> = new Set(Object.values(ALGORITHMS).flat());
/** No signature at all, or one that whoever can check it can also make. */
const WORTHLESS = /^(?:none|HS\d+)$/i;

const CLOCK_SKEW_MS = 5 * 60_000;

export const COMPACT_JWS = /^[\w-]+\.[\w-]*\.[\w-]*$/;

export interface Jwt {
  header: JsonObject;
  payload: JsonObject;
}

export type ReadJwt = { kind: 'jwt'; jwt: Jwt } | { kind: 'problem'; code: 'jws-malformed' | 'limit' };

/** Decodes without believing anything. */
export function readJwt(text: string): ReadJwt {
  const [header, payload, signature, ...more] = text.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    return { kind: 'problem', code: 'jws-malformed' };
  }
  const [readHeader, readPayload] = [header, payload].map(decodePart);
  if (readHeader?.kind === 'object' && readPayload?.kind === 'object') {
    return { kind: 'jwt', jwt: { header: readHeader.value, payload: readPayload.value } };
  }
  const limited = [readHeader, readPayload].some((part) => part?.kind === 'problem' && part.code === 'limit');
  return { kind: 'problem', code: limited ? 'limit' : 'jws-malformed' };
}

/**
 * The credential of the payload: VCDM 1.1 under `vc`, VCDM 2.0 at the top. What it leaves to the claims beside it
 * is filled in from them ([VCDM 1.1] §6.3.1). Undefined: no credential.
 */
export function credentialInPayload(payload: JsonObject): JsonObject | undefined {
  if (isJsonObject(payload.vc)) return withClaims(payload.vc, payload);
  return payload['@context'] === undefined || payload.credentialSubject === undefined
    ? undefined
    : withClaims(withoutClaims(payload), payload);
}

export interface VerifiedJwt {
  authenticity: 'authentic' | 'not-valid' | 'could-not-check';
  sealer: Sealer;
  checks: Check[];
}

export async function verifyVcJwt(
  text: string,
  { header, payload }: Jwt,
  issuerId: string | undefined,
  context: VerifyContext,
): Promise<VerifiedJwt> {
  const refusal = refuseHeader(header);
  if (refusal !== undefined) return ended(refusal);
  const claims = compareClaims(payload, context.now);
  const contradiction = claims.find((check) => check.outcome === 'failed');
  if (contradiction !== undefined) return ended(contradiction);

  const { kid, jwk, alg } = header;
  const hints = { ...(typeof kid === 'string' ? { kid } : {}), ...(jwk === undefined ? {} : { jwk }) };
  const resolution = await resolveJwtKey(hints, issuerId, context);
  if (resolution.kind === 'refused') return outcome('not-valid', resolution.checks);
  if (resolution.key === undefined) return outcome('could-not-check', resolution.checks);
  const signature = await checkSignature(text, String(alg), resolution.key);
  if (signature.outcome !== 'passed') return ended(signature);
  const checks = [signature, ...resolution.checks, ...claims];
  return resolution.kind === 'tied'
    ? { authenticity: 'authentic', sealer: resolution.sealer, checks }
    : outcome('could-not-check', checks);
}

/** Why the header alone rules the JWS out, if it does. */
export function refuseHeader({ alg, crit, b64 }: JsonObject): Check | undefined {
  if (typeof alg !== 'string') return { id: 'proof', outcome: 'failed', code: 'jws-malformed' };
  const params = { name: alg.slice(0, 40) };
  if (WORTHLESS.test(alg)) return { id: 'proof', outcome: 'failed', code: 'algorithm-refused', params };
  // RFC 7515 §4.1.11: what is critical and not understood makes it invalid. Laurel understands no extension.
  if (crit !== undefined || b64 !== undefined)
    return { id: 'proof', outcome: 'failed', code: 'header-critical' };
  return ALL_ALGORITHMS.has(alg)
    ? undefined
    : { id: 'proof', outcome: 'unknown', code: 'algorithm-unknown', params };
}

/** The signature over the characters as received. `alg` has to fit the kind of key. */
export async function checkSignature(text: string, alg: string, key: PublicKey): Promise<Check> {
  const params = { name: alg };
  // By the kind of key and never by the header's word alone: a public key is not an HMAC secret.
  if (
    !ALGORITHMS[key.type].includes(alg) ||
    (key.alg !== undefined && key.alg !== alg && !isEdDsa(key.alg, alg))
  ) {
    return { id: 'key', outcome: 'failed', code: 'key-wrong-kind', params };
  }
  try {
    await compactVerify(text, await importJWK({ ...key.jwk }, alg), { algorithms: [alg] });
    return { id: 'proof', outcome: 'passed', code: 'proof-good', params };
  } catch (error) {
    if (isJoseError(error, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED')) {
      return { id: 'proof', outcome: 'failed', code: 'proof-failed', params };
    }
    // Keys that WebCrypto or jose will not use: RSA under 2048 bits, points off the curve.
    return { id: 'key', outcome: 'failed', code: 'key-unusable', params };
  }
}

function isEdDsa(one: string, other: string): boolean {
  return ALGORITHMS.Ed25519.includes(one) && ALGORITHMS.Ed25519.includes(other);
}

function isJoseError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Claims beside the credential say the same as the credential: a contradiction is refused, an absence noted. */
function compareClaims(payload: JsonObject, now: Date): Check[] {
  const underVc = isJsonObject(payload.vc);
  const credential = isJsonObject(payload.vc) ? payload.vc : withoutClaims(payload);
  const subject = asList(credential.credentialSubject).filter(isJsonObject)[0] ?? {};
  return [
    ...contextFits(credential, underVc),
    ...sameText('iss', payload.iss, idOf(credential.issuer)),
    ...sameText('sub', payload.sub, subject.id),
    ...sameText('jti', payload.jti, credential.id),
    ...sameMoment('nbf', payload.nbf, credential.validFrom, credential.issuanceDate),
    ...(payload.exp === undefined
      ? []
      : sameMoment('exp', payload.exp, credential.validUntil, credential.expirationDate)),
    ...issuedBefore(now, payload.iat),
  ];
}

/** [OB3-IMPL]: the `vc` claim goes with VCDM 1.1 only. */
function contextFits(credential: JsonObject, underVc: boolean): Check[] {
  return (asList(credential['@context'])[0] === CREDENTIALS_V1) === underVc
    ? []
    : [{ id: 'claims', outcome: 'warning', code: 'claims-model' }];
}

function sameText(name: string, claim: unknown, field: unknown): Check[] {
  if (claim === undefined) return field === undefined ? [] : [missing(name)];
  return field === undefined || claim === field ? [] : [contradicts(name)];
}

/** To the second: NumericDate may have fractions, dates may have none. Issuers mix the terms of both data models. */
function sameMoment(name: string, claim: unknown, ...fields: unknown[]): Check[] {
  const said = fields.filter((field) => field !== undefined);
  if (claim === undefined) return said.length === 0 ? [] : [missing(name)];
  const time = readNumericDate(claim);
  if (time === undefined) return [contradicts(name)];
  const dates = said.map(readDateTime).filter((date) => date !== undefined);
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
  const agrees = dates.some((date) => Math.abs(seconds(time) - seconds(date.time)) <= 1);
  return agrees || dates.length === 0 ? [] : [contradicts(name)];
}

/** When it was signed (RFC 7519 §4.1.6) is no date of the credential's; only one to come is odd. */
function issuedBefore(now: Date, iat: unknown): Check[] {
  if (iat === undefined) return [];
  const time = readNumericDate(iat);
  return time !== undefined && time <= now.getTime() + CLOCK_SKEW_MS
    ? []
    : [{ id: 'claims', outcome: 'warning', code: 'claim-odd', params: { name: 'iat' } }];
}

function missing(name: string): Check {
  return { id: 'claims', outcome: 'warning', code: 'claim-missing', params: { name } };
}

function contradicts(name: string): Check {
  return { id: 'claims', outcome: 'failed', code: 'claim-contradicts', params: { name } };
}

function idOf(value: unknown): unknown {
  const [first] = asList(value);
  return isJsonObject(first) ? first.id : first;
}

/** Registered claims are no part of the credential (RFC 7519 §4.1). */
function withoutClaims(payload: JsonObject): JsonObject {
  const { iss, sub, aud, exp, nbf, iat, jti, cnf, ...credential } = payload;
  return credential;
}

function withClaims(credential: JsonObject, { iss, sub, jti, nbf, exp }: JsonObject): JsonObject {
  const older = asList(credential['@context'])[0] === CREDENTIALS_V1;
  const [from, until] = older ? ['issuanceDate', 'expirationDate'] : ['validFrom', 'validUntil'];
  const subject = credential.credentialSubject;
  const filled: JsonObject = {
    issuer: iss,
    id: jti,
    [from]: credential.validFrom ?? credential.issuanceDate ?? dateOf(nbf),
    [until]: credential.validUntil ?? credential.expirationDate ?? dateOf(exp),
    ...credential,
    credentialSubject: isJsonObject(subject) && sub !== undefined ? { id: sub, ...subject } : subject,
  };
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined));
}

function dateOf(claim: unknown): string | undefined {
  const time = readNumericDate(claim);
  return time === undefined ? undefined : new Date(time).toISOString();
}

function decodePart(part: string) {
  const bytes = fromBase64Url(part);
  const text = bytes === undefined ? undefined : decodeUtf8(bytes);
  return text === undefined ? undefined : parseObject(text);
}

function ended(check: Check): VerifiedJwt {
  return outcome(check.outcome === 'failed' ? 'not-valid' : 'could-not-check', [check]);
}

function outcome(authenticity: 'not-valid' | 'could-not-check', checks: Check[]): VerifiedJwt {
  return { authenticity, sealer: { kind: 'none' }, checks };
}
