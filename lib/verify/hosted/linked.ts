// The documents that an assertion links or embeds: its class, and the profile of its issuer.
import { isNode, listOf, type Node, readAddress, termOf } from '../../credential';
import { type VerifyContext, withoutIdentity } from '../context';
import { hostParams } from './address';
import type { Linked } from './binding';
import { type Found, fetchNode } from './fetch-node';
import { resemblesBadgeClass, resemblesProfile } from './shape';

/**
 * A class or profile with an http id is what its own address says, also where a copy is embedded; one without
 * is what the document above it says, which is all there is.
 */
export async function fetchLinked(
  role: 'badge-class' | 'issuer',
  value: unknown,
  context: VerifyContext,
): Promise<Linked> {
  const [part] = listOf(value);
  if (part === undefined) return { kind: 'absent' };
  const address = readAddress(isNode(part) ? termOf(part, 'id') : part);
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

/** 1.0 documents have no id: their address is their name. */
export function withAddress({ node, id }: Found): Node {
  return readAddress(termOf(node, 'id')) === undefined ? { ...node, id: withoutIdentity(id) } : node;
}

export function withId(part: Linked): Node | undefined {
  if (part.kind === 'found') return withAddress(part);
  return part.kind === 'embedded' ? part.node : undefined;
}
