import type { Note, Notes, Standard } from './payload';
import { decodeText, hostedAddress, isCompactJws, parseObject } from './text';
import { attributeValue, elementText, scanXml, type XmlEvent } from './xml';

/** Namespace and element name of OB 2.0 Baking, OB 3.0 and CLR 2.0. */
export const SVG_ELEMENTS = {
  openbadges: { namespace: 'http://openbadges.org', element: 'assertion' },
  openbadgecredential: { namespace: 'https://purl.imsglobal.org/ob/v3p0', element: 'credential' },
  clrcredential: { namespace: 'https://purl.imsglobal.org/clr/v2p0', element: 'credential' },
} as const satisfies Record<Standard, { namespace: string; element: string }>;

const STANDARDS = Object.keys(SVG_ELEMENTS) as Standard[]; // the keys are the type by `satisfies`

export interface BadgeElement {
  standard: Standard;
  verify: string;
  body: string;
  start: number;
  end: number;
}

export interface SvgScan {
  isSvg: boolean;
  root?: Extract<XmlEvent, { kind: 'open' }>;
  badges: BadgeElement[];
  /** Why the file was not read to its end. */
  stopped?: Note;
}

interface Frame {
  namespaces: Map<string, string>;
  badge?: BadgeElement;
}

/** The badge elements of an SVG, wherever they stand in it. */
export function scanSvg(svg: string, notes: Notes): SvgScan {
  const scan: SvgScan = { isSvg: false, badges: [] };
  const frames: Frame[] = [];
  const stop = (note: Note): SvgScan => {
    notes.add(note);
    return { ...scan, stopped: note };
  };
  for (const event of scanXml(svg)) {
    const badge = frames.at(-1)?.badge;
    if (event.kind === 'stopped') return stop(event.note);
    if (event.kind === 'doctype') {
      scan.isSvg = event.name === 'svg';
      if (event.defines) return stop('doctype-refused');
      notes.add('doctype-ignored');
    } else if (event.kind === 'text' && badge) {
      const text = elementText(event);
      if (text === undefined) return stop('entity-refused');
      badge.body += text;
    } else if (event.kind === 'close') {
      if (badge) {
        badge.end = event.end;
        scan.badges.push(badge);
      }
      frames.pop();
    } else if (event.kind === 'open') {
      if (!scan.root) {
        scan.isSvg = localName(event.name) === 'svg';
        if (!scan.isSvg) return scan;
        scan.root = event;
      }
      const inBadge = frames.some((frame) => frame.badge);
      const frame: Frame = { namespaces: declaredNamespaces(event.attributes) };
      frames.push(frame);
      const standard = inBadge ? undefined : standardOf(event.name, frames, notes);
      const verify = standard && attributeValue(event.attributes.get('verify') ?? '');
      if (standard && verify === undefined) return stop('entity-refused');
      if (standard && verify !== undefined) {
        frame.badge = { standard, verify, body: '', start: event.start, end: event.end };
      }
    }
  }
  return scan;
}

/**
 * What a badge element holds. One rule for every version:
 * a body that is JSON is the payload, as OB 2.0 Baking says (`verify` then only repeats the address);
 * else `verify` is (a JWS or an address); else whatever the body says.
 * No version says what a JWS *and* a JSON body mean, and validators differ: both are given, so that neither hides.
 */
export function readElement({ verify, body }: BadgeElement, notes: Notes): string[] {
  const attribute = verify.trim();
  const text = body.trim();
  const document = parseObject(text);
  if (document && isCompactJws(attribute)) {
    notes.add('attribute-and-body');
    return [attribute, text];
  }
  if (document) {
    if (attribute && attribute !== hostedAddress(document)) notes.add('attribute-differs');
    return [text];
  }
  if (text) notes.add('body-not-json');
  return [attribute || text];
}

/** The characters of an XML file, by its byte order mark or declaration; nothing for an encoding nobody knows. */
export function decodeXml(bytes: Uint8Array, notes: Notes): string | undefined {
  const utf16 = utf16Label(bytes);
  const label = utf16 ?? declaredEncoding(bytes);
  if (utf16) notes.add('encoding-utf16');
  // Bytes whose declaration could be read as ASCII are not UTF-16, whatever it says.
  if (!label || /^utf-?(8|16)/i.test(utf16 ? '' : label)) return decodeText(bytes, notes);
  try {
    const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
    if (!utf16) notes.add('encoding-other');
    return text;
  } catch {
    notes.add('encoding-unknown');
    return undefined;
  }
}

export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
}

/** True for bytes that may begin an XML file; cheap, so that nothing else is read to its end. */
export function mayBeXml(start: Uint8Array): boolean {
  return (
    utf16Label(start) !== undefined ||
    /^\uFEFF?\s*(<|$)/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(start))
  );
}

function utf16Label([first, second]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

function standardOf(name: string, frames: Frame[], notes: Notes): Standard | undefined {
  const local = localName(name);
  if (local !== 'assertion' && local !== 'credential') return undefined;
  const prefix = name.slice(0, -local.length - 1);
  const uri = frames.findLast((frame) => frame.namespaces.has(prefix))?.namespaces.get(prefix);
  if (uri === undefined) {
    if (prefix !== 'openbadges') return undefined;
    notes.add('unbound-prefix');
    return local === 'assertion' ? 'openbadges' : 'openbadgecredential';
  }
  const standard = STANDARDS.find((each) => bareAddress(SVG_ELEMENTS[each].namespace) === bareAddress(uri));
  if (standard && SVG_ELEMENTS[standard].namespace !== uri) notes.add('namespace-variant');
  if (standard && SVG_ELEMENTS[standard].element !== local) notes.add('element-name');
  return standard;
}

/** `http` or `https`, slash at the end or not: issuers mix them up. */
function bareAddress(uri: string): string {
  return uri.replace(/^https?:/, '').replace(/\/$/, '');
}

function declaredNamespaces(attributes: ReadonlyMap<string, string>): Map<string, string> {
  const declared = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (name === 'xmlns') declared.set('', attributeValue(value) ?? '');
    else if (name.startsWith('xmlns:')) declared.set(name.slice(6), attributeValue(value) ?? '');
  }
  return declared;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
