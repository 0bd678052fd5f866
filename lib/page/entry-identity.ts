import type { BadgeDocument } from '../verify';

/**
 * One entry for one award. Hosted badges are the same when their address is: only the document there is judged.
 * Everything else is the same only byte for byte, or a forgery with a borrowed id would share a genuine seal.
 * Returns 32 lower-case hex digits.
 */
export async function entryIdOf(document: BadgeDocument): Promise<string> {
  const address = hostedAddressOf(document);
  const identity = address ? `address ${address}` : `${document.form} ${document.text.trim()}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identity));
  return [...new Uint8Array(digest).subarray(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The address that a hosted badge (Open Badges before 3.0) is judged by. */
export function hostedAddressOf(document: BadgeDocument): string | undefined {
  if (document.form === 'address') return document.text.trim();
  if (document.form !== 'json') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(document.text);
  } catch {
    return undefined; // Damaged JSON has no identity of its own; its text stands for it.
  }
  if (typeof parsed !== 'object' || parsed === null || 'credentialSubject' in parsed || 'proof' in parsed) {
    return undefined;
  }
  const { id, verify, verification } = parsed as Record<string, unknown>;
  const claimed = id ?? placeIn(verify) ?? placeIn(verification);
  return typeof claimed === 'string' && /^https?:\/\//i.test(claimed) ? claimed : undefined;
}

/** Of a signed award the address is its key's, which others are signed with. */
function placeIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('url' in value)) return undefined;
  return 'type' in value && /^signed/i.test(String(value.type)) ? undefined : value.url;
}
