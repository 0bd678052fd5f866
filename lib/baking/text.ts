import type { Notes } from './payload';

/**
 * UTF-8, whatever the container says: real issuers put UTF-8 into Latin-1 chunks. Else Windows-1252, which
 * is Latin-1 with the curly quotes that people type (Node 20 reads plain Latin-1).
 */
export function decodeText(bytes: Uint8Array, notes: Notes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    notes.add('not-utf8');
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The object that a text is the JSON of. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    // A text that begins with a brace and parses is an object.
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

export function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]*$/.test(text);
}

/** Where a hosted Assertion says that it lives: `verify.url` in 1.x, `id` in 2.x. */
export function hostedAddress(assertion: Record<string, unknown>): string | undefined {
  const { verify } = assertion;
  const declared = typeof verify === 'object' && verify && 'url' in verify ? verify.url : assertion.id;
  return typeof declared === 'string' && /^https?:/i.test(declared) ? declared : undefined;
}
