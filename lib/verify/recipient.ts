// Does the badge belong to one of these people? Compared on this machine, told to nobody (OB 3.0 §8.5, OB 2.0).
import type { Badge, RecipientIdentity } from '../credential';
import { md5Hex } from './md5';
import type { Report } from './report';

type Identity = { type: string; value: string };

/** A mismatch is only said when an identity of the same type was tried and the badge's could be compared. */
export async function matchRecipient(
  badge: Pick<Badge, 'recipients'> | undefined,
  tried: readonly Identity[] | undefined,
): Promise<Report['recipient']> {
  if (tried === undefined || tried.length === 0) return { outcome: 'not-asked' };
  // A name is what the issuer calls the person; it identifies nobody.
  const bound = (badge?.recipients ?? []).filter(({ type }) => type !== 'name').map(withoutScheme);
  if (bound.length === 0) return { outcome: 'not-bound' };
  let compared = false;
  for (const [index, identity] of tried.entries()) {
    for (const recipient of bound) {
      const outcome = await compare(recipient, withoutScheme(identity));
      if (outcome === 'same') return { outcome: 'match', matched: index };
      compared ||= outcome === 'different';
    }
  }
  return { outcome: compared ? 'mismatch' : 'not-comparable' };
}

type Comparison = 'same' | 'different' | 'not-comparable';

async function compare(recipient: RecipientIdentity, tried: Identity): Promise<Comparison> {
  const type = typeName(tried.type);
  const bound = typeName(recipient.type);
  if (type !== bound && bound !== ANY_KIND) return 'not-comparable';
  const spellings = spellingsOf(type, tried.value);
  const outcome = await compareSpellings(recipient, type, spellings);
  return outcome === 'different' && bound === ANY_KIND && type !== ANY_KIND ? 'not-comparable' : outcome;
}

/** OB 3.0 IdentifierTypeEnum: an identifier of no said kind. It may be one's address; that it is not says nothing. */
const ANY_KIND = 'identifier';

function compareSpellings(
  { value, hash, salt = '' }: RecipientIdentity,
  type: string,
  spellings: string[],
): Comparison | Promise<Comparison> {
  if (hash !== undefined) return compareHash(hash, salt, spellings);
  if (value === undefined) return 'not-comparable';
  const own = spellingsOf(type, value);
  return spellings.some((spelling) => own.includes(spelling)) ? 'same' : 'different';
}

/** How each version let issuers hash: 2.0 names md5 and sha256, 1.0 left it open. */
type Digest = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;
const HASHES: ReadonlyMap<string, Digest> = new Map<string, Digest>([
  ['md5', md5Hex],
  ['sha1', (bytes) => shaHex('SHA-1', bytes)],
  ['sha256', (bytes) => shaHex('SHA-256', bytes)],
  ['sha512', (bytes) => shaHex('SHA-512', bytes)],
]);

/** `alg$` and the hex, in either case, of identifier and salt (UTF-8). */
async function compareHash(hash: string, salt: string, spellings: string[]): Promise<Comparison> {
  const [, name = '', expected = ''] = /^(\w+)\$([0-9a-f]+)$/i.exec(hash) ?? [];
  const digest = HASHES.get(name.toLowerCase());
  const digests = digest && (await Promise.all(spellings.map((one) => digest(encoder.encode(one + salt)))));
  // A hash that was cut short fits nobody and says nothing against anybody.
  if (digests?.[0]?.length !== expected.length) return 'not-comparable';
  return digests.includes(expected.toLowerCase()) ? 'same' : 'different';
}

const encoder = new TextEncoder();

/** No specification says how an identity is written before it is hashed: as typed, trimmed and the usual cases. */
function spellingsOf(type: string, value: string): string[] {
  const trimmed = value.trim();
  const spellings = [value, trimmed];
  if (type === 'email') {
    const at = trimmed.lastIndexOf('@');
    const names = casesOf(trimmed.slice(0, at));
    for (const host of casesOf(trimmed.slice(at))) spellings.push(...names.map((name) => name + host));
  }
  if (type === 'url') {
    // Two spellings are the same place: with or without a last slash, hosts in either case.
    const place = URL.canParse(trimmed) ? new URL(trimmed).href : trimmed;
    for (const one of [trimmed, place])
      spellings.push(one.replace(/\/+$/, ''), `${one.replace(/\/+$/, '')}/`);
  }
  if (type === 'telephone') spellings.push(trimmed.replace(/[^+\d]/g, ''));
  return [...new Set(spellings)];
}

/** As it stands, small, large, and with the first or every word capitalised. */
function casesOf(text: string): string[] {
  const small = text.toLowerCase();
  const large = (letter: string) => letter.toUpperCase();
  return [
    text,
    small,
    text.toUpperCase(),
    small.replace(/[a-z]/, large),
    small.replace(/(?<![a-z0-9])[a-z]/g, large),
  ];
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['emailaddress', 'email'],
  ['phone', 'telephone'],
  ['phonenumber', 'telephone'],
  ['did', 'id'],
]);

function typeName(type: string): string {
  // An identity type may be a whole address or carry a prefix: `https://schema.org/email`, `ext:email`.
  const name = type.toLowerCase().replace(/^.*[/#:]/, '');
  return TYPE_NAMES.get(name) ?? name;
}

/** An id that is a mailbox or web address is one, whatever it is called. */
function withoutScheme<T extends { type: string; value?: string }>(identity: T): T {
  const { type, value } = identity;
  if (typeName(type) !== 'id' || value === undefined) return identity;
  if (/^mailto:/i.test(value)) return { ...identity, type: 'email', value: value.slice('mailto:'.length) };
  if (/^tel:/i.test(value)) return { ...identity, type: 'telephone', value: value.slice('tel:'.length) };
  return /^https?:/i.test(value) ? { ...identity, type: 'url' } : identity;
}

async function shaHex(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest(name, bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
