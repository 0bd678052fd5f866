// The copy in a file beside the document at the issuer: only the latter counts, and a difference is worth a line.
import { isNode, issuedOnOf, type Node, readId, readInstant, readName, termOf } from '../../credential';

/** What a person would call another badge. Evidence and pictures get better addresses without harm. */
const COMPARED: readonly (readonly [field: string, read: (assertion: Node) => unknown])[] = [
  ['recipient', (assertion) => recipientOf(termOf(assertion, 'recipient'))],
  ['claim', (assertion) => JSON.stringify(termOf(assertion, 'claim'))],
  ['badge', (assertion) => readId(idOf(termOf(assertion, 'badge')))],
  ['name', (assertion) => nameOf(termOf(assertion, 'badge'))],
  ['issuedOn', (assertion) => readInstant(issuedOnOf(assertion))],
  ['expires', (assertion) => readInstant(termOf(assertion, 'expires')) ?? 'never'],
];

/**
 * Fields in which the copy differs. A class linked here and embedded there is the same class, and what only
 * one of them says is no contradiction; `hosted.badge` may be given as the class that was fetched for it.
 */
export function differingFields(copy: Node, hosted: Node, badgeClass: Node | undefined): string[] {
  const full = badgeClass === undefined ? hosted : { ...hosted, badge: badgeClass };
  return COMPARED.flatMap(([field, read]) => {
    const [left, right] = [read(copy), read(full)];
    const isSilent = left === undefined || right === undefined;
    return isSilent || left === right ? [] : [field];
  });
}

function recipientOf(recipient: unknown): string | undefined {
  const identity = isNode(recipient) ? termOf(recipient, 'identity') : recipient;
  return typeof identity === 'string' ? identity.toLowerCase() : undefined;
}

/** Ids made for the occasion (`urn:uuid:`, `_:b0`) differ in each copy and name nothing. */
function idOf(badge: unknown): unknown {
  const id = isNode(badge) ? termOf(badge, 'id') : badge;
  return typeof id === 'string' && /^https?:/i.test(id) ? id : undefined;
}

function nameOf(badge: unknown): string | undefined {
  return isNode(badge) ? readName(termOf(badge, 'name')) : undefined;
}
