import { entryIdOf } from '../page/entry-identity';
import type { Answer } from '../page/views';
import { contentOf } from './content';
import type { Saving } from './records';

/** Answers that are only given to what is authentic: the badge's id and issuer are then more than claims. */
const PROVEN: ReadonlySet<Answer> = new Set<Answer>([
  'verified',
  'verified-with-notes',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
]);

export type AwardSource = Pick<
  Saving['badge'],
  'documentForm' | 'documentText' | 'badge' | 'answer' | 'sealer'
>;

/**
 * Names of an award, best first, 32 lower-case hex digits each. Every badge has its document's own key (the same as
 * the id of its entry on a page), and JSON one for what it says however it is written. A proven badge has one more,
 * made of its seal, issuer, award id and date, so that a copy that was signed anew is still the same award. Unproven
 * ids make no key: a forgery with a borrowed id would otherwise pass for the genuine badge that is in the backpack, or
 * keep it out.
 */
export async function awardKeysOf(source: AwardSource): Promise<[string, ...string[]]> {
  const documentKey = await entryIdOf({ form: source.documentForm, text: source.documentText });
  const content = contentOf(source);
  const contentKeys = content === undefined ? [] : [await keyOf(`content ${content}`)];
  const identity = provenIdentity(source);
  return identity ? [await keyOf(identity), documentKey, ...contentKeys] : [documentKey, ...contentKeys];
}

async function keyOf(name: string): Promise<string> {
  return (await sha256Hex(name)).slice(0, 32);
}

function provenIdentity({ badge, answer, sealer }: AwardSource): string | undefined {
  if (!badge?.id || sealer.kind === 'none' || !PROVEN.has(answer)) return undefined;
  const date = badge.validFrom ?? badge.awardedAt ?? null;
  return JSON.stringify([sealer.kind, sealer.value ?? null, badge.issuer.id ?? null, badge.id, date]);
}

export async function sha256Hex(text: string): Promise<string> {
  return sha256Of(new TextEncoder().encode(text));
}

/** Lower-case hexadecimal. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
