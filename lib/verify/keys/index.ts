// From the key that a credential names to the key that its issuer vouches for.
//
// A key proves something only when the issuer's own document lists it for signing statements, or when it is the
// issuer (did:key, did:jwk). What stands in the credential about its own key, a multibase fragment or a `jwk`
// header, says which key to look for and nothing more.
import { unavailableCheck, type VerifyContext } from '../context';
import { sealerOfAddress } from '../platforms';
import type { Check, Sealer } from '../report';
import { type Controller, type ControllerMethod, findMethod } from './controller';
import { didJwk } from './did-jwk';
import { didKey } from './did-key';
import { didWeb } from './did-web';
import { httpsKey } from './https-key';
import { fingerprintOf, type KeyOutcome, type KeyProblem, type PublicKey } from './public-key';

/** How identifiers of issuers lead to keys: one entry a method. */
const CONTROLLER_METHODS: readonly ControllerMethod[] = [didKey, didJwk, didWeb, httpsKey];

export type KeyResolution =
  /** The issuer vouches for this key, or is it. */
  | { kind: 'tied'; key: PublicKey; sealer: Sealer; checks: Check[] }
  /** The issuer's document was reached and does not vouch for the key, or the key can not be one. */
  | { kind: 'refused'; checks: Check[] }
  /** Nothing ties the key to the issuer. `key`, when known, can still show that the signature is wrong. */
  | { kind: 'loose'; key?: PublicKey; checks: Check[] };

/** The key of an embedded proof: `verificationMethod` must be in the issuer's document under assertionMethod. */
export async function resolveProofKey(
  methodId: string,
  issuerId: string | undefined,
  context: VerifyContext,
): Promise<KeyResolution> {
  if (!isAbsolute(methodId)) return refused('key-address-malformed', { name: methodId.slice(0, 120) });
  if (issuerId === undefined) return withoutIssuerId();
  const issuer = await resolveController(issuerId, context);
  if (issuer.kind === 'bare') {
    return isOwnMethod(methodId, issuerId) ? bareKey(issuer) : refused('key-not-listed', { name: issuerId });
  }
  if (issuer.kind !== 'document') return withoutIssuer(issuer, () => selfContainedKey(methodId, context));

  const listing = await findMethod(issuer.document, issuerId, methodId, context.now);
  switch (listing.kind) {
    case 'key':
      return tiedBy(listing.outcome, issuer.sealer, issuerId);
    case 'name':
      return keyKeptElsewhere(methodId, issuer.sealer, issuerId, context);
    case 'other-purpose':
      return refused('key-other-purpose', { name: issuerId });
    case 'not-listed':
      return refused('key-not-listed', { name: issuerId });
  }
}

export async function resolveController(id: string, context: VerifyContext): Promise<Controller> {
  const method = CONTROLLER_METHODS.find((candidate) => candidate.handles(id));
  if (method !== undefined) return method.resolve(id, context);
  const name = /^(did:[a-zA-Z0-9]+|[a-zA-Z][a-zA-Z0-9+.-]*):/.exec(id)?.[1];
  return name === undefined ? { kind: 'malformed', id } : { kind: 'unknown-method', id, name };
}

/** The issuer's document was not had: says why. `findKey` gives the key to try the signature with, if any. */
export async function withoutIssuer(
  issuer: Exclude<Controller, { kind: 'bare' | 'document' }>,
  findKey: () => Promise<PublicKey | undefined>,
): Promise<KeyResolution> {
  if (issuer.kind === 'other-document') return refused('issuer-document-other', { name: issuer.id });
  const key = await findKey();
  return {
    kind: 'loose',
    ...(key === undefined ? {} : { key }),
    checks: [...reasonWhyNot(issuer), notTied()],
  };
}

/** did:key and did:jwk: the issuer is nobody but the key. */
export async function bareKey({ key }: Extract<Controller, { kind: 'bare' }>): Promise<KeyResolution> {
  if (key.kind === 'problem') return unusable(key.problem);
  const fingerprint = await fingerprintOf(key.key);
  return {
    kind: 'tied',
    key: key.key,
    sealer: { kind: 'key', value: fingerprint },
    checks: [{ id: 'key', outcome: 'warning', code: 'bare-key', params: { fingerprint } }],
  };
}

export function tiedBy(outcome: KeyOutcome, sealer: Sealer, issuerId: string): KeyResolution {
  if (outcome.kind === 'problem') return unusable(outcome.problem);
  const params = { name: sealer.value ?? issuerId };
  return {
    kind: 'tied',
    key: outcome.key,
    sealer,
    checks: [{ id: 'key', outcome: 'passed', code: 'key-listed', params }],
  };
}

export function refused(code: string, params?: Record<string, string>): KeyResolution {
  return {
    kind: 'refused',
    checks: [{ id: 'key', outcome: 'failed', code, ...(params === undefined ? {} : { params }) }],
  };
}

/** A key that is none, or that gives its secret away, proves nothing; a kind that is not known may be good. */
export function unusable(problem: KeyProblem): KeyResolution {
  if (problem.code !== 'key-kind-unknown') {
    return refused(problem.code, 'params' in problem ? problem.params : undefined);
  }
  return {
    kind: 'loose',
    checks: [{ id: 'key', outcome: 'unknown', code: problem.code, params: problem.params }],
  };
}

/** Nobody is named whose key it could be: not even a shape that could be believed. */
export function withoutIssuerId(): KeyResolution {
  return {
    kind: 'refused',
    checks: [{ id: 'shape', outcome: 'failed', code: 'shape-missing', params: { fields: 'issuer' } }],
  };
}

export function notTied(): Check {
  return { id: 'key', outcome: 'unknown', code: 'key-not-tied' };
}

export function isAbsolute(address: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:./.test(address);
}

/** A key that needs nothing but its name: did:key and did:jwk. */
export async function selfContainedKey(
  methodId: string,
  context: VerifyContext,
): Promise<PublicKey | undefined> {
  const [did = ''] = methodId.split('#');
  if (!didKey.handles(did) && !didJwk.handles(did)) return undefined;
  const controller = await resolveController(did, context);
  return controller.kind === 'bare' && controller.key.kind === 'key' ? controller.key.key : undefined;
}

/** did:key names its method by the key, did:jwk by `0`; the bare DID and other fragments are met and mean the same one key. */
export function isOwnMethod(methodId: string, did: string): boolean {
  return methodId === did || methodId.startsWith(`${did}#`);
}

/** The issuer's document names the key without holding it: it is fetched from where it is. */
async function keyKeptElsewhere(
  methodId: string,
  sealer: Sealer,
  issuerId: string,
  context: VerifyContext,
): Promise<KeyResolution> {
  const [home = ''] = methodId.split('#');
  const keeper = await resolveController(home, context);
  if (keeper.kind === 'bare') return tiedBy(keeper.key, sealer, issuerId);
  if (keeper.kind === 'document') {
    const listing = await findMethod(keeper.document, home, methodId, context.now);
    return listing.kind === 'key'
      ? tiedBy(listing.outcome, sealer, issuerId)
      : refused('key-not-listed', { name: home });
  }
  const host = sealerOfAddress(home).value ?? home;
  return keeper.kind === 'other-document' || keeper.kind === 'malformed'
    ? refused('key-not-listed', { name: host })
    : { kind: 'loose', checks: [...reasonWhyNot(keeper), notTied()] };
}

function reasonWhyNot(
  issuer: Exclude<Controller, { kind: 'bare' | 'document' | 'other-document' }>,
): Check[] {
  switch (issuer.kind) {
    case 'unavailable':
      return [unavailableCheck('key', issuer.fetched)];
    case 'none':
      return [{ id: 'key', outcome: 'unknown', code: 'no-key-document', params: { host: issuer.host } }];
    case 'unknown-method':
      return [{ id: 'key', outcome: 'unknown', code: 'issuer-kind-unknown', params: { name: issuer.name } }];
    case 'malformed':
      return [
        {
          id: 'key',
          outcome: 'unknown',
          code: 'issuer-id-malformed',
          params: { name: issuer.id.slice(0, 120) },
        },
      ];
  }
}
