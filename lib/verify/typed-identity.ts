// A name or address that somebody typed, compared with whom a badge is bound to. On this machine, told to nobody.
import type { Badge } from '../credential';
import { matchRecipient } from './recipient';
import type { Report } from './report';

/** `same-name` and `other-name`: only a name was typed and only a name is there; names identify nobody. */
export type TypedMatch = Report['recipient']['outcome'] | 'same-name' | 'other-name';

/** What kind of identity a text is by its looks: `email`, `url`, `id` (a DID), `telephone`, else `name`. */
export function typedIdentity(typed: string): { type: string; value: string } | undefined {
  const value = typed.trim();
  if (value === '') return undefined;
  const [type] = KINDS.find(([, looks]) => looks.test(value)) ?? ['name'];
  return { type, value };
}

const KINDS: readonly [type: string, looks: RegExp][] = [
  ['email', /^\S+@\S+$/],
  ['url', /^https?:\/\/\S+$/i],
  ['id', /^did:\S+$/],
  ['telephone', /^\+?\d[\d\s()/.-]{5,}$/],
];

/** `not-asked` when nothing was typed. */
export async function matchTyped(
  badge: Pick<Badge, 'recipients'> | undefined,
  typed: string,
): Promise<TypedMatch> {
  const identity = typedIdentity(typed);
  if (identity === undefined) return 'not-asked';
  if (identity.type !== 'name') {
    const { outcome } = await matchRecipient(badge, [identity]);
    const named = badge?.recipients.some(({ type }) => type === 'name') ?? false;
    return outcome === 'not-bound' && named ? 'not-comparable' : outcome;
  }
  const names = namesOf(badge);
  if (names.length > 0) {
    return names.some((name) => spelled(name) === spelled(identity.value)) ? 'same-name' : 'other-name';
  }
  return (badge?.recipients ?? []).length > 0 ? 'not-comparable' : 'not-bound';
}

/** The names that a badge gives its recipient in clear. */
export function namesOf(badge: Pick<Badge, 'recipients'> | undefined): string[] {
  return (badge?.recipients ?? []).flatMap(({ type, value }) =>
    type === 'name' && value !== undefined ? [value] : [],
  );
}

/** `Lovelace, ADA` and `Ada Lovelace` are one name; accents are often lost on the way. */
function spelled(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ');
}
