// JSON from a stranger: bounded before anything walks it.

export type JsonObject = Record<string, unknown>;

export type ParsedJson =
  | { kind: 'value'; value: unknown }
  | { kind: 'problem'; code: 'not-json' | 'too-large' | 'too-deep' | 'too-many-nodes' };

const MAX_CHARS = 1_000_000;
const MAX_DEPTH = 32;
const MAX_NODES = 20_000;
/** Lists of withdrawn badges are flat and long: as many values as can stand in what is read of a document. */
const LIST_LIMITS = { maxChars: 8 * 1024 * 1024, maxNodes: 4_000_000 };
const DOCUMENT_LIMITS = { maxChars: MAX_CHARS, maxNodes: MAX_NODES };

/** Parses up to 1 MB, 32 levels and 20,000 values. Keys named `__proto__` are left out. A BOM is no fault. */
export function parseJson(text: string): ParsedJson {
  return parseWithin(text, DOCUMENT_LIMITS);
}

/** The same for a list of withdrawn badges: 8 MB in bytes, which the network's own limits lie below. */
export function parseListBytes(bytes: Uint8Array): ParsedJson {
  return parseWithin(new TextDecoder().decode(bytes), LIST_LIMITS);
}

function parseWithin(text: string, { maxChars, maxNodes }: typeof DOCUMENT_LIMITS): ParsedJson {
  if (text.length > maxChars) return { kind: 'problem', code: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return { kind: 'problem', code: 'not-json' };
  }
  const code = boundsProblem(value, maxNodes);
  return code === undefined ? { kind: 'value', value } : { kind: 'problem', code };
}

export type JsonProblem = 'json-malformed' | 'json-not-object' | 'limit';
export type ParsedObject = { kind: 'object'; value: JsonObject } | { kind: 'problem'; code: JsonProblem };

/** A JSON object, or why there is none. */
export function parseObject(text: string): ParsedObject {
  const parsed = parseJson(text);
  if (parsed.kind === 'problem') {
    return { kind: 'problem', code: parsed.code === 'not-json' ? 'json-malformed' : 'limit' };
  }
  return isJsonObject(parsed.value)
    ? { kind: 'object', value: parsed.value }
    : { kind: 'problem', code: 'json-not-object' };
}

/** The same from bytes that must be UTF-8: what is signed may not depend on how a decoder mends it. */
export function parseObjectBytes(bytes: Uint8Array): ParsedObject {
  const text = decodeUtf8(bytes);
  return text === undefined ? { kind: 'problem', code: 'json-malformed' } : parseObject(text);
}

export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The first name that one object of a text has twice; undefined when none has. Readers differ in which of the two
 * they take (RFC 8259 §4). Only for text that is JSON.
 */
export function repeatedName(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name: string = JSON.parse(last);
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    last = token;
  }
  return undefined;
}

/** One or many: always a list. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The strings among one or many. */
export function stringsOf(value: unknown): string[] {
  return asList(value).filter((item) => typeof item === 'string');
}

/** Level by level and without recursion: depth is what is being measured. */
function boundsProblem(root: unknown, maxNodes: number): 'too-deep' | 'too-many-nodes' | undefined {
  let level: unknown[] = [root];
  let nodes = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return 'too-deep';
    nodes += level.length;
    if (nodes > maxNodes) return 'too-many-nodes';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      // An own key of this name becomes a prototype when somebody assigns it further on.
      if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
      for (const child of Object.values(value)) next.push(child);
    }
    level = next;
  }
  return undefined;
}
