// The key of a VC-JWT: found by `kid` or by the `jwk` header, believed only when the issuer vouches for it
// ([OB3-IMPL] key provenance: the issuer's `/.well-known/jwks.json`, or its controller or DID document; [JOSE]: its
// `/.well-known/jwt-vc-issuer`).
import type { VerifyContext } from '../context';
import { asList, isJsonObject, type JsonObject, parseObjectBytes } from '../parse-json';
import { sealerOfAddress } from '../platforms';
import { assertionKeys, type Controller, type ListedKey } from './controller';
import {
  bareKey,
  isAbsolute,
  isOwnMethod,
  type KeyResolution,
  refused,
  resolveController,
  selfContainedKey,
  tiedBy,
  unusable,
  withoutIssuer,
  withoutIssuerId,
} from './index';
import { isSameKey, keyFromJwk, type PublicKey } from './public-key';
import { keyFromMethod } from './verification-method';

export interface JwtKeyHints {
  kid?: string;
  jwk?: unknown;
}

export async function resolveJwtKey(
  { kid, jwk }: JwtKeyHints,
  issuerId: string | undefined,
  context: VerifyContext,
): Promise<KeyResolution> {
  const own = jwk === undefined ? undefined : keyFromJwk(jwk);
  if (own?.kind === 'problem') return unusable(own.problem);
  const hint: Hint = {
    ...(kid === undefined ? {} : { kid }),
    ...(own === undefined ? {} : { key: own.key }),
  };
  // [OB3] data-integrity: at least one of kid and jwk.
  if (kid === undefined && own === undefined) return refused('key-missing');
  if (issuerId === undefined) return withoutIssuerId();

  const issuer = await resolveController(issuerId, context);
  if (issuer.kind === 'bare') return bareIssuer(issuer, hint);
  const sets = [
    ...(issuer.kind === 'document' ? [await assertionKeys(issuer.document, issuerId, context.now)] : []),
    // An issuer's address may answer with its key set as well.
    ...(issuer.kind === 'none' && issuer.document !== undefined ? listedIn(issuer.document, issuerId) : []),
  ];
  for (const keys of sets) {
    const found = await choose(keys, hint, context);
    if (found !== undefined) return tiedBy(found.outcome, sealerOf(issuer, issuerId), issuerId);
  }
  let published = false;
  for (const ask of [keySet, keysInMetadata]) {
    const keys = await ask(issuerId, context);
    const found = keys === undefined ? undefined : await choose(keys, hint, context);
    if (found !== undefined) return tiedBy(found.outcome, sealerOfAddress(issuerId), issuerId);
    published ||= keys !== undefined;
  }
  if (issuer.kind === 'document' || sets.length > 0 || published) {
    return refused('key-not-listed', { name: issuerId });
  }
  return withoutIssuer(
    issuer,
    async () => hint.key ?? (kid === undefined ? undefined : selfContainedKey(kid, context)),
  );
}

interface Hint {
  kid?: string;
  key?: PublicKey;
}

async function bareIssuer(
  issuer: Extract<Controller, { kind: 'bare' }>,
  { kid, key }: Hint,
): Promise<KeyResolution> {
  const foreignKid = kid !== undefined && isAbsolute(kid) && !isOwnMethod(kid, issuer.id);
  const foreignKey =
    key !== undefined && issuer.key.kind === 'key' && !(await isSameKey(key, issuer.key.key));
  return foreignKid || foreignKey ? refused('key-not-listed', { name: issuer.id }) : bareKey(issuer);
}

function sealerOf(issuer: Controller, issuerId: string) {
  return issuer.kind === 'document' ? issuer.sealer : sealerOfAddress(issuerId);
}

/** By name, else by being the same key as the header's, else by being the key that the `kid` address gives. */
async function choose(
  keys: ListedKey[],
  { kid, key }: Hint,
  context: VerifyContext,
): Promise<ListedKey | undefined> {
  const named = kid === undefined ? undefined : keys.find((listed) => isCalled(listed, kid));
  if (named !== undefined) return named;
  const wanted = key ?? (kid === undefined ? undefined : await dereference(kid, context));
  if (wanted === undefined) return undefined;
  for (const listed of keys) {
    if (listed.outcome.kind === 'key' && (await isSameKey(listed.outcome.key, wanted))) return listed;
  }
  return undefined;
}

function isCalled({ id, outcome }: ListedKey, kid: string): boolean {
  const fragment = kid.startsWith('#') ? kid.slice(1) : kid;
  if (id === kid || (id !== undefined && !isAbsolute(kid) && id.endsWith(`#${fragment}`))) return true;
  return outcome.kind === 'key' && outcome.key.kid === kid;
}

/** `{ "keys": [...] }` (RFC 7517 §5), or a lone JWK. */
function listedIn(document: JsonObject, issuerId: string): ListedKey[][] {
  // [OB3-IMPL]: a key set that names its owner is good for that one only.
  if (document.iss !== undefined && document.iss !== issuerId) return [];
  if (Array.isArray(document.keys)) {
    return [
      asList(document.keys)
        .slice(0, 50)
        .map((jwk) => ({ outcome: keyFromJwk(jwk) })),
    ];
  }
  return typeof document.kty === 'string' ? [[{ outcome: keyFromJwk(document) }]] : [];
}

const ACCEPT_KEYS = 'application/jwk-set+json, application/json;q=0.9';

/** The key set of the issuer's host; undefined when there is none or it could not be had. */
async function keySet(issuerId: string, context: VerifyContext): Promise<ListedKey[] | undefined> {
  if (!isWebAddress(issuerId)) return undefined;
  const document = await jsonAt(`${new URL(issuerId).origin}/.well-known/jwks.json`, context);
  return document === undefined ? undefined : listedIn(document, issuerId)[0];
}

/** JWT VC Issuer Metadata (SD-JWT VC §5): the keys, or their address, of the issuer that it names. */
async function keysInMetadata(issuerId: string, context: VerifyContext): Promise<ListedKey[] | undefined> {
  if (!isWebAddress(issuerId)) return undefined;
  const { origin, pathname } = new URL(issuerId);
  const path = pathname.replace(/\/$/, '');
  const metadata = await jsonAt(`${origin}/.well-known/jwt-vc-issuer${path}`, context);
  if (metadata === undefined || metadata.issuer !== issuerId) return undefined;
  const { jwks, jwks_uri: address } = metadata;
  const document =
    typeof address === 'string' && isWebAddress(address) && jwks === undefined
      ? await jsonAt(address, context)
      : jwks;
  return isJsonObject(document) ? listedIn(document, issuerId)[0] : undefined;
}

function isWebAddress(address: string): boolean {
  return address.startsWith('https://') && URL.canParse(address);
}

async function jsonAt(address: string, context: VerifyContext): Promise<JsonObject | undefined> {
  const fetched = await context.get(address, ACCEPT_KEYS);
  return fetched.kind === 'document' ? jsonOf(fetched) : undefined;
}

/** What a `kid` address gives: a JWK, a key set or a key document. It names a key; it does not vouch for it. */
async function dereference(kid: string, context: VerifyContext): Promise<PublicKey | undefined> {
  if (!isWebAddress(kid)) return selfContainedKey(kid, context);
  const document = await jsonAt(kid, context);
  if (document === undefined) return undefined;
  const candidates = [
    ...(listedIn(document, String(document.iss ?? ''))[0] ?? []),
    ...(await assertionKeys(document, String(document.id ?? ''), context.now)),
  ];
  const fragment = new URL(kid).hash.slice(1);
  const named = candidates.find(
    (listed) => isCalled(listed, kid) || (fragment !== '' && isCalled(listed, fragment)),
  );
  const only = candidates.length === 1 ? candidates[0] : undefined;
  const outcome = (named ?? only)?.outcome ?? (await keyFromMethod(document));
  return outcome.kind === 'key' ? outcome.key : undefined;
}

function jsonOf({ status, finalUrl, bytes }: { status: number; finalUrl: string; bytes: Uint8Array }) {
  if (status < 200 || status > 299 || !finalUrl.startsWith('https:')) return undefined;
  const parsed = parseObjectBytes(bytes);
  return parsed.kind === 'object' ? parsed.value : undefined;
}
