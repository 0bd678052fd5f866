// Which places an issuer names for its badges (OB 2.0 VerificationObject: startsWith, allowedOrigins).
import { listOf, type Node, nodeOf, termOf } from '../../credential';
import { hostOf, spellingsOf } from './address';
import { isOneAccount } from './shared-hosts';

export type Scope =
  | { kind: 'within' }
  /** On the profile's host by default, but in another account of it: anybody could have put it there. */
  | { kind: 'shared-host' }
  /** `allowed`: prefixes and origins as the issuer states them. */
  | { kind: 'outside'; allowed: string[] };

/**
 * Whether an assertion at `assertionId` is where its issuer keeps its badges. Prefixes are whole addresses, so
 * they say enough by themselves; beside origins both count. Without either, the host of the profile's own
 * address is the only place.
 */
export function scopeOf(assertionId: string, profile: Node, profileAddress: string): Scope {
  const policy = nodeOf(profile, 'verification');
  const prefixes = policy === undefined ? [] : stringsOf(termOf(policy, 'startsWith'));
  const origins = policy === undefined ? [] : stringsOf(termOf(policy, 'allowedOrigins'));
  const allowed = [...prefixes, ...origins];
  if (allowed.length === 0) return defaultScopeOf(assertionId, profileAddress);
  const isWithin = spellingsOf(assertionId).some(
    (id) =>
      (prefixes.length === 0 || prefixes.some((prefix) => startsAt(id, prefix))) &&
      (origins.length === 0 || origins.some((origin) => hostOfOrigin(origin) === hostOf(id))),
  );
  return isWithin ? { kind: 'within' } : { kind: 'outside', allowed };
}

function defaultScopeOf(assertionId: string, profileAddress: string): Scope {
  const homes = spellingsOf(profileAddress);
  const onHost = spellingsOf(assertionId).filter((id) => homes.some((home) => hostOf(id) === hostOf(home)));
  if (onHost.length === 0) return { kind: 'outside', allowed: [hostOf(profileAddress) ?? profileAddress] };
  const isNeighbour = onHost.every((id) => !homes.some((home) => isOneAccount(id, home)));
  return { kind: isNeighbour ? 'shared-host' : 'within' };
}

/**
 * `startsWith` as a prefix that ends at a boundary: `https://a.example/b` covers `https://a.example/b/1` and
 * `https://a.example/b?id=1`, not `https://a.example/badges` nor `https://a.example.evil.test/b`.
 */
export function startsAt(address: string, prefix: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(prefix)) return false;
  const [place, start] = [new URL(address), new URL(prefix)];
  if (!isSameOrigin(place, start)) return false;
  const [path, pathStart] = [place.pathname + place.search, start.pathname + start.search];
  if (!path.startsWith(pathStart)) return false;
  const next = path.slice(pathStart.length, pathStart.length + 1);
  return next === '' || BOUNDARY.test(next) || BOUNDARY.test(pathStart.slice(-1));
}

const BOUNDARY = /[/?&=]/;

/** An issuer that names https is not served by http; one that names http may have moved on to https. */
function isSameOrigin(place: URL, start: URL): boolean {
  return place.host === start.host && (place.protocol === start.protocol || place.protocol === 'https:');
}

/** Meant to be a bare host, with a port where it is not the usual one; some issuers write whole addresses. */
function hostOfOrigin(origin: string): string | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(origin) ? origin : `https://${origin}`;
  return hostOf(address);
}

function stringsOf(value: unknown): string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}
