// The plain names of the bundled contexts, by the IRIs that they stand for.
//
// Compacting with a context of the document's choice does not give these names back reliably: context 3.0.0 has one
// IRI for the class `Achievement` and the property `achievement`, and types that no value carries. The bundled
// contexts agree on the name of every property (tests/unit/verify/vocabulary.test.ts), so one table serves all.
import { isJsonObject, type JsonObject } from '../parse-json';
import { bundledContexts } from './contexts';

/** Vocabularies of contexts that are fetched on demand: their names are the ends of their IRIs. */
const NAMED_BY_THEIR_END: readonly string[] = [
  'https://www.w3.org/2018/credentials#',
  'https://www.w3.org/ns/credentials/status#',
  'https://w3id.org/vc/status-list#',
  'https://w3id.org/vc-revocation-list-2020#',
  'https://purl.imsglobal.org/spec/vc/ob/vocab.html#',
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#',
  'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#',
];

/** `https://www.w3.org/2018/credentials#validUntil` -> `validUntil`; IRIs of other vocabularies stay whole. */
export function propertyName(iri: string): string {
  return nameIn('properties', iri) ?? endOf(iri);
}

export function typeName(iri: string): string {
  return nameIn('types', iri) ?? endOf(iri);
}

function endOf(iri: string): string {
  const vocabulary = NAMED_BY_THEIR_END.find((start) => iri.startsWith(start));
  return vocabulary === undefined ? iri : iri.slice(vocabulary.length);
}

interface Names {
  properties: Map<string, string>;
  types: Map<string, string>;
}

/** One table a context, made when the ones before it do not know a word: most badges need the first few. */
let documents: unknown[] | undefined;
const tables: Names[] = [];

function nameIn(group: keyof Names, iri: string): string | undefined {
  documents ??= bundledContexts();
  for (let index = 0; index < documents.length; index++) {
    const table = tables[index] ?? tableOf(documents[index]);
    tables[index] = table;
    const name = table[group].get(iri);
    if (name !== undefined) return name;
  }
  return undefined;
}

function tableOf(document: unknown): Names {
  const names: Names = { properties: new Map(), types: new Map() };
  if (isJsonObject(document)) collect(document['@context'], {}, names);
  return names;
}

function collect(context: unknown, outer: Readonly<Record<string, string>>, into: Names): void {
  if (Array.isArray(context)) {
    for (const part of context) collect(part, outer, into);
    return;
  }
  if (!isJsonObject(context)) return;
  const own = prefixesOf(context);
  const prefixes = own.length === 0 ? outer : { ...outer, ...Object.fromEntries(own) };
  for (const [term, definition] of Object.entries(context)) {
    if (term.startsWith('@')) continue;
    const iri = iriOf(term, definition, prefixes);
    // Classes begin with a capital or, at 1EdTech, a digit; properties with a small letter. The first name stays.
    const group = /^[a-z]/.test(term) ? into.properties : into.types;
    if (iri !== undefined && !group.has(iri)) group.set(iri, term);
    if (isJsonObject(definition)) collect(definition['@context'], prefixes, into);
  }
}

function iriOf(
  term: string,
  definition: unknown,
  prefixes: Readonly<Record<string, string>>,
): string | undefined {
  const id = isJsonObject(definition) ? (definition['@id'] ?? term) : definition;
  if (typeof id !== 'string' || id.startsWith('@')) return undefined;
  const colon = id.indexOf(':');
  if (colon < 0) return undefined;
  const prefix = id.slice(0, colon);
  // What follows `https:` is no word of a vocabulary.
  const vocabulary = Object.hasOwn(prefixes, prefix) && !id.startsWith('//', colon + 1) && prefixes[prefix];
  return vocabulary ? vocabulary + id.slice(colon + 1) : id;
}

function prefixesOf(context: JsonObject): [string, string][] {
  return Object.entries(context).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && /[#/:]$/.test(entry[1]),
  );
}
