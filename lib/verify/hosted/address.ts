// Addresses as identities: which spellings are one id, and whether one place lies within another.
import { type AssertionVersion, type Node, readAddress, termOf, verificationOf } from '../../credential';

/** Where an assertion says that it is hosted. 2.0 goes by `id`, 1.x by `verify.url` (OB 1.1 Verification). */
export function hostedAddress(assertion: Node, version: AssertionVersion): string | undefined {
  const id = readAddress(termOf(assertion, 'id'));
  const url = verificationOf(assertion)?.url;
  return version === '2.0' || version === '2.1' ? (id ?? url) : (url ?? id);
}

/**
 * All addresses that name the same document. Credly serves each award under two hosts and its documents name
 * either; a fragment never reaches a server.
 */
export function spellingsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  url.hash = '';
  const credly = CREDLY_HOSTS.get(url.host);
  if (credly === undefined || !url.pathname.startsWith(credly.prefix)) return [url.href];
  const path = url.pathname.slice(credly.prefix.length);
  return [url.href, `https://${credly.twin.host}${credly.twin.prefix}${path}${url.search}`];
}

/** Whether two ids name one document. http and https count as one: whoever answers https answers http. */
export function isSameId(left: string, right: string): boolean {
  const known = new Set(spellingsOf(left).map(withoutScheme));
  return spellingsOf(right).some((spelling) => known.has(withoutScheme(spelling)));
}

/** `host[:port]` in lower case, without the scheme's own port. */
export function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/** The host as checks name it. */
export function hostParams(address: string): { host: string } {
  return { host: hostOf(address) ?? address };
}

/** The same host, or one is a name below the other: `www.academy.example` and `academy.example`. */
export function isNearHost(left: string, right: string): boolean {
  const [leftName = '', rightName = ''] = [left, right].map((host) => host.replace(/:\d+$/, ''));
  // `.example` alone is nobody's: a parent has to be a name with a dot in it.
  const isBelow = (name: string, parent: string) => parent.includes('.') && name.endsWith(`.${parent}`);
  return left === right || isBelow(leftName, rightName) || isBelow(rightName, leftName);
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:/, '');
}

const CREDLY_HOSTS: ReadonlyMap<string, { prefix: string; twin: { host: string; prefix: string } }> = new Map(
  [
    ['www.credly.com', 'api.credly.com'],
    ['www.youracclaim.com', 'api.youracclaim.com'],
  ].flatMap(([site = '', api = '']) => [
    [site, { prefix: '/api/v1/obi/', twin: { host: api, prefix: '/v1/obi/' } }],
    [api, { prefix: '/v1/obi/', twin: { host: site, prefix: '/api/v1/obi/' } }],
  ]),
);
