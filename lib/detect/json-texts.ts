import { LIMITS } from './limits';
import type { Sight, Strategy } from './strategy';

const JSON_TYPE = /^application\/(?:(?:(?:vc|vp|ld|verifiable-credential)\b[\w+.-]*|json)(?:\s*;.*)?)$/i;
// Names that only badges use. schema.org's EducationalOccupationalCredential is a description, not a badge.
const MENTIONS_BADGE =
  /openbadges|spec\/ob\/v3|OpenBadgeCredential|AchievementCredential|ClrCredential|vc\+jwt/;
const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential', 'ClrCredential'];

/** Badges that the page holds as JSON: in scripts, or because the page itself is a JSON document. */
export const jsonTexts: Strategy = {
  selector: 'script[type], body > pre',
  source: (element) => (mayHoldJson(element) ? element.textContent?.slice(0, 200) : undefined),
  look(element) {
    const text = element.textContent ?? '';
    if (text.length > LIMITS.textChars || !MENTIONS_BADGE.test(text)) return [];
    return badgesIn(text).map((body): Sight => ({ body, on: element, placement: 'text' }));
  },
};

function mayHoldJson(element: Element): boolean {
  if (element.localName === 'pre') return /\bjson$/.test(element.ownerDocument.contentType);
  return JSON_TYPE.test(element.getAttribute('type') ?? '');
}

type Text = { kind: 'text'; text: string; media: 'json' | 'jws' };

function badgesIn(text: string): Text[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The page's script is not the JSON it says it is; there is nothing to read.
    return [];
  }
  if (isBadge(parsed)) return [{ kind: 'text', text, media: 'json' }];
  const found: Text[] = [];
  const waiting: unknown[] = [parsed];
  // Breadth first over the places where lists of credentials are kept; application state is not searched.
  while (waiting.length > 0 && found.length < LIMITS.badgesPerText) {
    const value = waiting.shift();
    if (typeof value === 'string') {
      const jws = compactJws(value);
      if (jws !== undefined) found.push({ kind: 'text', text: jws, media: 'jws' });
    } else if (Array.isArray(value)) waiting.push(...value.slice(0, LIMITS.badgesPerText));
    else if (isRecord(value)) {
      if (isBadge(value)) found.push({ kind: 'text', text: JSON.stringify(value), media: 'json' });
      else if (typesOf(value).includes('EnvelopedVerifiableCredential')) waiting.push(value.id);
      else waiting.push(value['@graph'], value.verifiableCredential);
    }
  }
  return found;
}

function isBadge(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const types = typesOf(value);
  if (BADGE_TYPES.some((type) => types.includes(type))) return true;
  const context = JSON.stringify(value['@context'] ?? '');
  if (types.includes('Assertion')) return /openbadges/.test(context);
  // Open Badges 1.0 had no types: a recipient, a badge and a way to verify.
  return 'recipient' in value && 'badge' in value && 'verify' in value;
}

function typesOf(value: Record<string, unknown>): unknown[] {
  return [value.type, value['@type']].flat();
}

function compactJws(value: string): string | undefined {
  return /^(?:data:application\/vc\+jwt,)?([\w-]+\.[\w-]+\.[\w-]+)$/.exec(value)?.[1];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
