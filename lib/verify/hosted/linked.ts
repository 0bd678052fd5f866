// The documents that an assertion links or embeds: its class, and the profile of its issuer.
import { isEndorsement, isNode, listOf, type Node, readAddress, termOf } from '../../credential';
import { type EndorsedNode, type VerifyContext, withoutIdentity } from '../context';
import { hostParams } from './address';
import type { Linked } from './binding';
import { type Found, fetchNode } from './fetch-node';
import { resemblesBadgeClass, resemblesProfile } from './shape';

/** Class and issuer of an award. An endorsement awards nothing: its issuer is named in itself. */
export async function fetchParts(
  award: Node,
  base: string | undefined,
  context: VerifyContext,
): Promise<{ badgeClass: Linked; issuer: Linked }> {
  if (isEndorsement(award)) {
    return {
      badgeClass: { kind: 'absent' },
      issuer: await fetchLinked('issuer', termOf(award, 'issuer'), base, context),
    };
  }
  const badgeClass = await fetchLinked('badge-class', termOf(award, 'badge'), base, context);
  if (!('node' in badgeClass)) return { badgeClass, issuer: { kind: 'not-had' } };
  const place = badgeClass.kind === 'found' ? badgeClass.finalUrl : base;
  return {
    badgeClass,
    issuer: await fetchLinked('issuer', termOf(badgeClass.node, 'issuer'), place, context),
  };
}

/**
 * A class or profile with an http id is what its own address says, also where a copy is embedded; one without
 * is what the document above it says, which is all there is.
 */
async function fetchLinked(
  role: 'badge-class' | 'issuer',
  value: unknown,
  base: string | undefined,
  context: VerifyContext,
): Promise<Linked> {
  const [part] = listOf(value);
  if (part === undefined) return { kind: 'absent' };
  const address = isNode(part) ? readAddress(termOf(part, 'id')) : readAddress(part, baseFor(part, base));
  if (isNode(part) && address === undefined) return { kind: 'embedded', node: part };
  if (address === undefined) {
    // An issuer that is only a did: or urn: still leaves the place; a class that is only a name leaves nothing.
    if (role === 'badge-class') context.record({ id: role, outcome: 'unknown', code: 'link-unusable' });
    return { kind: 'absent' };
  }
  const hosted = await fetchNode(role, address, context);
  if (hosted.kind !== 'found') return { kind: 'not-had' };
  if (role === 'issuer' ? resemblesProfile(hosted.node) : resemblesBadgeClass(hosted.node)) return hosted;
  context.record({
    id: role,
    outcome: 'unknown',
    code: role === 'issuer' ? 'not-a-profile' : 'not-a-badge-class',
    params: hostParams(hosted.finalUrl),
    about: withoutIdentity(address),
  });
  return { kind: 'not-had' };
}

/** `/class` and `class.json` lie beside the document; `_:b0` and `#class` are no places. */
function baseFor(link: unknown, base: string | undefined): string | undefined {
  return typeof link === 'string' && /^[^\s:#]/.test(link) && !link.startsWith('_:') ? base : undefined;
}

/** 1.0 documents have no id: their address is their name. */
export function withAddress({ node, id }: Found): Node {
  return readAddress(termOf(node, 'id')) === undefined ? { ...node, id: withoutIdentity(id) } : node;
}

export function withId(part: Linked): Node | undefined {
  if (part.kind === 'found') return withAddress(part);
  return part.kind === 'embedded' ? part.node : undefined;
}

/** What the award, its class and its issuer are endorsed for; praise of a praise is not followed. */
export function endorsedNodes(award: Node, badgeClass?: Node, profile?: Node): EndorsedNode[] {
  if (isEndorsement(award)) return [];
  return [
    { place: 'badge', node: award },
    ...(badgeClass === undefined ? [] : [{ place: 'achievement', node: badgeClass } as const]),
    ...(profile === undefined ? [] : [{ place: 'issuer', node: profile } as const]),
  ];
}
