// Addresses from a stranger: only those that a person can open or an <img> can show.
import { plainValue } from './text';

const MAX_ADDRESS_CHARS = 4_096;
const MAX_DATA_IMAGE_CHARS = 700_000;

/** An http or https address, normalised; relative ones against `base` when given. */
export function readAddress(value: unknown, base?: string): string | undefined {
  const plain = plainValue(value);
  if (typeof plain !== 'string' || plain.length > MAX_ADDRESS_CHARS) return undefined;
  const text = plain.trim();
  // Prose stands where an address should: it is not the name of a page beside `base`.
  const url = parseUrl(text, /\s/.test(text) ? undefined : base);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  // `https://harvard.edu@evil.example` reads as the host that it is not.
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href;
}

/** The same, or a picture in a data: address. */
export function readImageAddress(value: unknown, base?: string): string | undefined {
  const plain = plainValue(value);
  if (typeof plain === 'string' && DATA_IMAGE.test(plain) && plain.length <= MAX_DATA_IMAGE_CHARS)
    return plain;
  return readAddress(plain, base);
}

const DATA_IMAGE = /^data:image\/(?:png|svg\+xml|jpeg|gif|webp)[;,]/i;

function parseUrl(text: string, base: string | undefined): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
