// What an assertion, its class and its issuer must say, by the rules of their own version.
import { type AssertionVersion, isEndorsement, issuedOnOf, type Node, termOf } from '../../credential';
import type { Check } from '../report';
import { malformed } from './field-forms';

type Part = 'assertion' | 'badgeClass' | 'issuer';
type Demands = Readonly<Record<Part, readonly string[]>>;

/** Without these nothing can be judged: who got what from whom and, since it was demanded, when. */
const ESSENTIAL: Demands = {
  assertion: ['recipient', 'badge'],
  badgeClass: ['name', 'issuer'],
  issuer: [],
};

/** The rest of what each version asks for; a badge without them is carelessly made, not false. */
const REQUIRED: Readonly<Record<'0.5' | '1.x' | '2.x', Demands>> = {
  '0.5': { assertion: [], badgeClass: ['description', 'image', 'criteria'], issuer: ['name'] },
  '1.x': {
    assertion: ['uid', 'verification', 'issuedOn'],
    badgeClass: ['description', 'image', 'criteria'],
    issuer: ['name', 'url'],
  },
  '2.x': {
    assertion: ['type', 'verification'],
    badgeClass: ['type', 'description', 'image', 'criteria'],
    issuer: ['type', 'name', 'url', 'email'],
  },
};

/** OB 2.0 Endorsement: what is said, of what, by whom and when. */
const ENDORSEMENT: { essential: Demands; required: Demands } = {
  essential: { assertion: ['claim', 'issuer'], badgeClass: [], issuer: [] },
  required: { assertion: ['verification'], badgeClass: [], issuer: ['type', 'name', 'url', 'email'] },
};

/** One check: failed for essential parts, a warning for others, passed when all is there. */
export function checkShape(version: AssertionVersion, parts: Partial<Record<Part, Node>>): Check {
  const isOfBadge = parts.assertion === undefined || !isEndorsement(parts.assertion);
  const essential = missing(parts, isOfBadge ? ESSENTIAL : ENDORSEMENT.essential);
  // Only since 2.0 does every rule about time rest on issuedOn.
  if (rulesOf(version) === '2.x' && parts.assertion && issuedOnOf(parts.assertion) === undefined) {
    essential.push('issuedOn');
  }
  if (essential.length > 0) {
    return {
      id: 'shape',
      outcome: 'failed',
      code: 'shape-missing',
      params: { fields: essential.join(', ') },
    };
  }
  const others = missing(parts, isOfBadge ? REQUIRED[rulesOf(version)] : ENDORSEMENT.required);
  if (others.length > 0) return careless('shape-incomplete', others);
  const odd = inParts(parts, (part, node) => malformed(rulesOf(version), part, node));
  if (odd.length > 0) return careless('shape-malformed', odd);
  return { id: 'shape', outcome: 'passed', code: 'shape-complete' };
}

function careless(code: string, fields: readonly string[]): Check {
  return { id: 'shape', outcome: 'warning', code, params: { fields: fields.join(', ') } };
}

/** Whether a document has anything of an assertion: hosts also answer 200 with `{"error": ...}`. */
export function resemblesAssertion(node: Node): boolean {
  return isEndorsement(node) || ESSENTIAL.assertion.some((term) => termOf(node, term) !== undefined);
}

export function resemblesBadgeClass(node: Node): boolean {
  return ESSENTIAL.badgeClass.some((term) => termOf(node, term) !== undefined);
}

/** An answer that is no profile states no places either, which must not count as having none. */
export function resemblesProfile(node: Node): boolean {
  return ['name', 'url', 'email', 'type'].some((term) => termOf(node, term) !== undefined);
}

function missing(parts: Partial<Record<Part, Node>>, demanded: Demands): string[] {
  return inParts(parts, (part, node) =>
    demanded[part].filter((term) => isAbsent(termOf(node, term)) && !isNamedByIt(term, node)),
  );
}

/** Names of fields, with the part that they are of where that is not the award itself. */
function inParts(
  parts: Partial<Record<Part, Node>>,
  find: (part: Part, node: Node) => readonly string[],
): string[] {
  return (['assertion', 'badgeClass', 'issuer'] as const).flatMap((part) => {
    const node = parts[part];
    const found = node === undefined ? [] : find(part, node);
    return found.map((term) => (part === 'assertion' ? term : `${part}.${term}`));
  });
}

/** `uid` told awards of one issuer apart before they had ids; 1.1 knows both. */
function isNamedByIt(term: string, node: Node): boolean {
  return term === 'uid' && termOf(node, 'id') !== undefined;
}

/** An empty list or one of nulls says nothing (OB 2.0 data validation). */
function isAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isAbsent);
  return value === undefined || value === null || value === '';
}

function rulesOf(version: AssertionVersion): '0.5' | '1.x' | '2.x' {
  if (version === '0.5') return '0.5';
  return version.startsWith('1') ? '1.x' : '2.x';
}
