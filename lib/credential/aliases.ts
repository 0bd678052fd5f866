// Names that a document gives to terms of Open Badges in its own context, put back to the usual ones.
import { isNode, listOf, type Node, termNamed } from './node';

/**
 * JSON-LD lets a 2.0 document call `recipient` by any name: `{ "empfaenger": "obi:recipient" }` in its context.
 * Only inline contexts at the top are read, and only names that mean nothing else; what the usual names stand
 * for is never changed. Without aliases the document itself is given back.
 */
export function withUsualNames(document: Node): Node {
  const aliases = aliasesOf(document);
  if (aliases.size === 0) return document;
  const renamed = rename(document, aliases);
  return isNode(renamed) ? renamed : document;
}

function aliasesOf(document: Node): ReadonlyMap<string, string> {
  const entries = listOf(document['@context'])
    .filter(isNode)
    .flatMap((context) => Object.entries(context).map(([name, meaning]) => [name, iriOf(meaning)] as const));
  const prefixes = new Map(entries);
  const aliases = new Map<string, string>();
  for (const [name, meaning] of entries) {
    const term = meaning === undefined ? undefined : termNamed(expanded(meaning, prefixes));
    if (term !== undefined && term !== name && termNamed(name) === undefined) aliases.set(name, term);
  }
  return aliases;
}

function iriOf(meaning: unknown): string | undefined {
  const iri = isNode(meaning) ? meaning['@id'] : meaning;
  return typeof iri === 'string' ? iri : undefined;
}

/** `ob:recipient` where the same context says what `ob` is. */
function expanded(iri: string, prefixes: ReadonlyMap<string, string | undefined>): string {
  const colon = iri.indexOf(':');
  const prefix = colon < 0 ? undefined : prefixes.get(iri.slice(0, colon));
  return prefix === undefined ? iri : prefix + iri.slice(colon + 1);
}

function rename(value: unknown, aliases: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, aliases));
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === '@context') return [key, item];
      const usual = aliases.get(key);
      // The document's own usual name goes before what it calls the same.
      const name = usual === undefined || Object.hasOwn(value, usual) ? key : usual;
      return [name, rename(item, aliases)];
    }),
  );
}
