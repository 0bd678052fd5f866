// What ties an assertion to the issuer it names: the rules of each version, and who then is the sealer.
import { type AssertionVersion, type Node, readAddress } from '../../credential';
import { sealerOfAddress } from '../platforms';
import type { Check, Sealer } from '../report';
import { hostOf, hostParams, isNearHost } from './address';
import type { Found } from './fetch-node';
import { scopeOf } from './scope';

/** A part that was fetched, or that stood in the document above it and has no address of its own. */
export type Linked = Found | { kind: 'embedded'; node: Node } | { kind: 'not-had' } | { kind: 'absent' };

export interface Parts {
  assertion: Found;
  badgeClass: Linked;
  issuer: Linked;
}

/** What ties the assertion to its issuer. Without a sealer the tie is not there, or was not had. */
export interface Binding {
  sealer?: Sealer;
  checks: Check[];
}

export function bindingOf(version: AssertionVersion, parts: Parts): Binding {
  if (parts.badgeClass.kind === 'not-had' || parts.issuer.kind === 'not-had') return { checks: [] };
  const { issuer } = parts;
  const namesOrigin = issuer.kind === 'embedded' && issuer.node.origin !== undefined;
  if (namesOrigin && !version.startsWith('2')) return bindingOfOrigin(parts);
  if (version === '0.5' && issuer.kind !== 'found') return notTied(parts.assertion);
  return issuer.kind === 'found' ? bindingOfProfile(version, parts, issuer) : bindingOfUnplacedIssuer(parts);
}

/** 0.5, and the first of 1.0: the schema demands that the issuer's origin is the assertion's. */
function bindingOfOrigin({ assertion, issuer }: Parts): Binding {
  const origin = issuer.kind === 'embedded' ? readAddress(issuer.node.origin) : undefined;
  if (origin === undefined) return notTied(assertion);
  const [host = '', home, served = ''] = [assertion.id, origin, assertion.finalUrl].map(hostOf);
  if (host !== home) return outside(assertion, [home ?? origin]);
  return isNearHost(host, served) ? tied(assertion, assertion) : servedElsewhere(assertion);
}

function bindingOfProfile(version: AssertionVersion, parts: Parts, profile: Found): Binding {
  const { assertion } = parts;
  const scope = scopeOf(assertion.id, profile.node, profile.id);
  if (scope.kind === 'shared-host') return notTied(assertion);
  // 1.x has no rule about places, so breaking one is no proof of forgery; nothing else ties it, either.
  if (scope.kind === 'outside')
    return !version.startsWith('2') ? notTied(assertion) : outside(assertion, scope.allowed);
  return isServedInScope(assertion, profile) ? tied(assertion, profile) : servedElsewhere(assertion);
}

/** An issuer without an address can name no places. Then class and assertion have to be in one place at least. */
function bindingOfUnplacedIssuer({ assertion, badgeClass }: Parts): Binding {
  const isElsewhere =
    badgeClass.kind === 'found' && hostOf(badgeClass.finalUrl) !== hostOf(assertion.finalUrl);
  if (isElsewhere) return notTied(assertion);
  const { sealer, checks } = tied(assertion, assertion);
  const warning: Check = {
    id: 'scope',
    outcome: 'warning',
    code: 'scope-not-enforceable',
    params: hostParams(assertion.finalUrl),
  };
  return { checks: [...checks.filter((check) => check.id !== 'scope'), warning], ...(sealer && { sealer }) };
}

/**
 * A redirect is the host's own word, but hosts with a forwarding page give it to anybody: where the document
 * came from at last has to be the issuer's place too.
 */
function isServedInScope(assertion: Found, profile: Found): boolean {
  const [asked = '', served = '', home = ''] = [assertion.id, assertion.finalUrl, profile.finalUrl].map(
    hostOf,
  );
  if (isNearHost(asked, served) || isNearHost(served, home)) return true;
  return scopeOf(assertion.finalUrl, profile.node, profile.id).kind === 'within';
}

function tied(assertion: Found, seat: Found): Binding {
  return {
    sealer: seat === assertion ? sealerAt(placeOf(seat), false) : sealerOfProfile(seat),
    checks: [{ id: 'scope', outcome: 'passed', code: 'scope-within', params: hostParams(assertion.id) }],
  };
}

function outside(assertion: Found, allowed: string[]): Binding {
  const params = { ...hostParams(assertion.id), allowed: allowed.slice(0, 5).join(', ').slice(0, 500) };
  return { checks: [{ id: 'scope', outcome: 'failed', code: 'scope', params }] };
}

function notTied(assertion: Found): Binding {
  const params = hostParams(assertion.id);
  return { checks: [{ id: 'scope', outcome: 'unknown', code: 'issuer-not-tied', params }] };
}

function servedElsewhere(assertion: Found): Binding {
  const params = hostParams(assertion.finalUrl);
  return { checks: [{ id: 'scope', outcome: 'unknown', code: 'redirected-out-of-scope', params }] };
}

/** Who answers for a profile: its own address, or where that sent the request on to. */
export function sealerOfProfile(profile: Found): Sealer {
  return sealerAt(placeOf(profile), true);
}

function placeOf({ id, finalUrl }: Found): string {
  const [asked = '', served = ''] = [id, finalUrl].map(hostOf);
  return isNearHost(asked, served) ? id : finalUrl;
}

/** A profile's path tells the issuers of a platform apart; an assertion's path tells nobody. */
export function sealerAt(address: string, isProfile: boolean): Sealer {
  const { kind, value, account } = sealerOfAddress(address);
  return {
    kind,
    ...(value === undefined ? {} : { value }),
    ...(isProfile && account !== undefined ? { account } : {}),
  };
}
