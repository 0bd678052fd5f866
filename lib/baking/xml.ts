import { limits } from './limits';
import type { Note } from './payload';

// Workers have no DOMParser, and SVG files come from anywhere: this scanner expands nothing, loads nothing and stops
// at the first thing that is not well-formed. It reads what SVG files need: elements, attributes, text, CDATA.

export type XmlEvent =
  /** `defines`: it is not just a name, so the scan ends here. */
  | { kind: 'doctype'; name: string; defines: boolean }
  | {
      kind: 'open';
      name: string;
      /** Raw: see `attributeValue`. */
      attributes: ReadonlyMap<string, string>;
      empty: boolean;
      start: number;
      end: number;
    }
  /** Raw unless `literal` (CDATA): see `elementText`. */
  | { kind: 'text'; text: string; literal: boolean }
  | { kind: 'close'; end: number }
  /** Why the scan did not reach the end of the root element. */
  | { kind: 'stopped'; note: Note };

const NAME = /[A-Za-z_:\u0080-\uffff][^\s<>=/&;'"]*/y;
const ATTRIBUTE = /[ \t\r\n]+([^\s<>=/&;'"]+)[ \t\r\n]*=[ \t\r\n]*(["'])/y;
const TAG_END = /[ \t\r\n]*(\/?)>/y;
const CLOSING_TAG = /<\/([^\s<>/]+)[ \t\r\n]*>/y;
const DOCTYPE = /^<!DOCTYPE[ \t\r\n]+([^\s<>[]+)(?:(?:[^"'<>[\]]|"[^"]*"|'[^']*')*([>[]))?/;
/** Far more than any declaration that only names a DTD. */
const MAX_DOCTYPE = 1024;

const damaged: XmlEvent = { kind: 'stopped', note: 'damaged-xml' };
const truncated: XmlEvent = { kind: 'stopped', note: 'truncated' };

/** Offsets count UTF-16 units of `xml`. Text outside the root element is not reported. */
export function* scanXml(xml: string): Generator<XmlEvent, void> {
  const open: string[] = [];
  let elements = 0;
  let at = xml.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const tag = xml.indexOf('<', at);
    const text = xml.slice(at, tag < 0 ? undefined : tag);
    if (open.length > 0) {
      if (text) yield { kind: 'text', text, literal: false };
    } else if (text.trim()) return yield damaged;
    if (tag < 0) {
      if (open.length > 0 || elements === 0) yield truncated;
      return;
    }

    const passed = passable(xml, tag);
    if (passed) {
      if (passed.end < 0) return yield truncated;
      at = passed.end;
      if (!passed.literal) continue;
      if (open.length === 0) return yield damaged;
      yield { kind: 'text', text: xml.slice(tag + 9, at - 3), literal: true };
    } else if (xml.startsWith('<!', tag)) {
      const doctype = DOCTYPE.exec(xml.slice(tag, tag + MAX_DOCTYPE));
      if (elements > 0) return yield damaged;
      if (!doctype?.[1]) return yield damaged;
      yield { kind: 'doctype', name: doctype[1], defines: doctype[2] !== '>' };
      if (doctype[2] !== '>') return;
      at = tag + doctype[0].length;
    } else if (xml.startsWith('</', tag)) {
      const name = match(CLOSING_TAG, xml, tag);
      if (!name) return yield isCut(xml, tag) ? truncated : damaged;
      if (name[1] !== open.pop()) return yield damaged;
      at = tag + name[0].length;
      yield { kind: 'close', end: at };
    } else {
      const element = openingTag(xml, tag);
      if (!element) return yield isCut(xml, tag) ? truncated : damaged;
      if (elements > 0 && open.length === 0) return yield damaged;
      elements++;
      if (elements > limits.xmlElements) return yield { kind: 'stopped', note: 'limit-elements' };
      if (open.length === limits.xmlDepth) return yield { kind: 'stopped', note: 'limit-depth' };
      at = element.end;
      yield element;
      if (element.empty) yield { kind: 'close', end: at };
      else open.push(element.name);
    }
  }
}

/** An attribute as XML 1.0 section 3.3.3 normalizes it; nothing when it refers to an entity that XML does not define. */
export function attributeValue(raw: string): string | undefined {
  return resolveReferences(raw.replace(/\r\n|[\t\r\n]/g, ' '));
}

/** Text with the line ends of XML 1.0 section 2.11; nothing when it refers to an entity that XML does not define. */
export function elementText({ text, literal }: { text: string; literal: boolean }): string | undefined {
  const lines = text.replace(/\r\n?/g, '\n');
  return literal ? lines : resolveReferences(lines);
}

/** A comment, processing instruction or CDATA section at `tag`; its end is -1 when it has none. */
function passable(xml: string, tag: number): { end: number; literal: boolean } | undefined {
  for (const [opening, closing] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!xml.startsWith(opening, tag)) continue;
    const end = xml.indexOf(closing, tag + opening.length);
    return { end: end < 0 ? end : end + closing.length, literal: closing === ']]>' };
  }
  return undefined;
}

function openingTag(xml: string, tag: number): Extract<XmlEvent, { kind: 'open' }> | undefined {
  const name = match(NAME, xml, tag + 1)?.[0];
  if (!name) return undefined;
  const attributes = new Map<string, string>();
  let at = tag + 1 + name.length;
  for (;;) {
    const [begin, key, quote] = match(ATTRIBUTE, xml, at) ?? [];
    if (begin === undefined || key === undefined || quote === undefined) break;
    const from = at + begin.length;
    const to = xml.indexOf(quote, from);
    const value = xml.slice(from, to);
    if (to < 0 || value.includes('<') || attributes.has(key)) return undefined;
    attributes.set(key, value);
    at = to + 1;
  }
  const end = match(TAG_END, xml, at);
  if (!end) return undefined;
  return { kind: 'open', name, attributes, empty: end[1] === '/', start: tag, end: at + end[0].length };
}

function isCut(xml: string, tag: number): boolean {
  return !xml.includes('>', tag);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  // Not of XML, but what a page writes when it gives its inline SVG as text.
  ['nbsp', '\u00a0'],
]);

function resolveReferences(text: string): string | undefined {
  let refused = false;
  const resolved = text.replace(
    /&(?:(\w{1,8})|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&/g,
    (_, name, decimal, hex) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
      const character = name ? ENTITIES.get(name) : isXmlCharacter(code) && String.fromCodePoint(code);
      if (!character) refused = true;
      return character || '';
    },
  );
  return refused ? undefined : resolved;
}

/** XML 1.0 section 2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code < 0x110000);
}
