// Words from a stranger made safe to show: bounded, one direction, no invisible characters.

export const MAX_NAME_CHARS = 300;
export const MAX_TEXT_CHARS = 20_000;
export const MAX_ID_CHARS = 2_048;
/** So that a list of a million tags costs nothing. */
export const MAX_LIST_ITEMS = 200;

/** A name, title or label: one line. Nothing readable gives undefined. */
export function readName(value: unknown): string | undefined {
  return clean(value, MAX_NAME_CHARS, (raw) => raw.replace(/\s+/gu, ' '));
}

/** A description or narrative: may have lines, and may be Markdown. */
export function readText(value: unknown): string | undefined {
  return clean(value, MAX_TEXT_CHARS, (raw) => raw.replace(/\r\n?|[\u2028\u2029]/gu, '\n'));
}

/** An identifier of any scheme. Never mended or shortened: half an identifier names something else. */
export function readId(value: unknown): string | undefined {
  const plain = plainValue(value);
  if (typeof plain !== 'string' || plain.length > MAX_ID_CHARS) return undefined;
  const id = plain.trim();
  return id === '' || id !== withoutHidden(id) ? undefined : id;
}

/**
 * The plain value behind JSON-LD's ways to write one: `{ '@value': 'x', '@language': 'en' }`, `{ '@id': 'x' }`,
 * `{ en: 'x', fr: 'y' }` and lists of them, of which the first is taken.
 */
export function plainValue(value: unknown): unknown {
  const first = Array.isArray(value) ? value.find((item) => item !== null && item !== undefined) : value;
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return first;
  const node = first as Record<string, unknown>;
  if ('@value' in node) return node['@value'];
  if ('@id' in node) return node['@id'];
  const entries = Object.entries(node);
  const isLanguageMap = entries.length > 0 && entries.every(([key]) => LANGUAGE_TAG.test(key));
  return isLanguageMap ? (node.en ?? entries[0]?.[1]) : undefined;
}

const LANGUAGE_TAG = /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$/;

function clean(value: unknown, maxChars: number, lines: (raw: string) => string): string | undefined {
  const plain = plainValue(value);
  if (typeof plain !== 'string' && typeof plain !== 'number') return undefined;
  // Cut before the replacements so that their cost is bounded too.
  const raw = String(plain).slice(0, maxChars * 4);
  const text = withoutHidden(lines(raw)).trim();
  if (text === '') return undefined;
  return text.length <= maxChars
    ? text
    : `${text
        .slice(0, maxChars - 1)
        .toWellFormed()
        .replace(/\uFFFD$/u, '')}…`;
}

/**
 * Without control characters, bidirectional overrides and isolates (they can turn `moc.live` around) and
 * zero-width characters. The joiners U+200C and U+200D and the marks U+200E and U+200F stay: Persian, emoji
 * and right-to-left names need them.
 */
function withoutHidden(text: string): string {
  return text.toWellFormed().replace(HIDDEN, '');
}

const HIDDEN = /(?![\t\n])\p{Cc}|[\u00AD\u061C\u180E\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
