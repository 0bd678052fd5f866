// What a signature over RDF statements really covers, in the words of the bundled contexts.
//
// The signature holds for a graph, not for JSON: an inline context can rename `credentialStatus`, and a statement
// about the credential can stand wherever its id is named. So the statements are gathered by what they are about,
// a tree is built from the credential down, and that tree is compacted to contexts that Laurel ships. Whatever
// of the judged vocabularies is then left without its plain name makes the reading fail.
import { isJsonObject, type JsonObject, stringsOf } from '../parse-json';
import { CREDENTIALS_V1, CREDENTIALS_V2, knownContext, OPEN_BADGES_V3 } from './contexts';
import type { ExpandedNode, JsonLd, JsonLdOutcome } from './processor';

const MAX_TREE_NODES = 20_000;
/** JSON is bounded to 32, but nodes that name each other make longer chains. */
const MAX_TREE_DEPTH = 64;

/** The credential as its signed statements say it. `document` only lends the names of its published contexts. */
export async function readSignedStatements(
  expanded: ExpandedNode,
  document: JsonObject,
  jsonLd: JsonLd,
): Promise<JsonLdOutcome<JsonObject>> {
  const gathered = gatherStatements(expanded);
  if (gathered === undefined) return { kind: 'problem', problem: { code: 'not-one-credential' } };
  const tree = treeFrom(gathered);
  if (tree === undefined) return { kind: 'problem', problem: { code: 'limit' } };
  const compacted = await jsonLd.compact(tree, readingContexts(document['@context']));
  if (compacted.kind === 'problem') return compacted;
  const hidden = hiddenName(compacted.value);
  return hidden === undefined
    ? compacted
    : { kind: 'problem', problem: { code: 'unsigned-terms', params: { name: hidden } } };
}

/**
 * Whether plain names mean what the bundled contexts say: only those contexts, at the top, and no name or keyword
 * that says something another way. Then JSON that was signed as it stands may be read as it stands.
 */
export function speaksPlainly(document: JsonObject): boolean {
  const contexts = document['@context'];
  if (!Array.isArray(contexts) && typeof contexts !== 'string') return false;
  const listed = Array.isArray(contexts) ? contexts : [contexts];
  if (!listed.every((context) => typeof context === 'string' && knownContext(context) !== undefined))
    return false;
  const { '@context': _, ...rest } = document;
  return hasPlainNames(rest);
}

function hasPlainNames(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasPlainNames);
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(
    // `@context` further down belongs to embedded endorsements, which are read on their own.
    ([key, item]) =>
      key === '@context' || (!key.includes(':') && !key.startsWith('@') && hasPlainNames(item)),
  );
}

/** The published contexts that the document names, in its order, with a data model and Open Badges among them. */
function readingContexts(declared: unknown): string[] {
  const listed = Array.isArray(declared) ? declared : [declared];
  const known = stringsOf(listed).filter((context) => knownContext(context) !== undefined);
  const urls = known.map((context) => knownContext(context)?.url ?? context);
  const hasModel = urls.includes(CREDENTIALS_V1) || urls.includes(CREDENTIALS_V2);
  const hasBadges = urls.some((url) => url.includes('/spec/ob/v3p0/context'));
  return [
    ...new Set([...(hasModel ? [] : [CREDENTIALS_V2]), ...urls, ...(hasBadges ? [] : [OPEN_BADGES_V3])]),
  ];
}

interface Gathered {
  root: string;
  nodes: Map<string, ExpandedNode>;
}

const ROOT = '\0root';

/** Every statement of the document under what it is about. Undefined when some are hung in from elsewhere. */
function gatherStatements(expanded: ExpandedNode): Gathered | undefined {
  const nodes = new Map<string, ExpandedNode>();
  const said = new WeakMap<unknown[], Set<string>>();
  let anonymous = 0;

  /** A statement that stands in two places is one statement. */
  const isNew = (list: unknown[], value: unknown): boolean => {
    const keys = said.get(list) ?? new Set();
    said.set(list, keys);
    const key = value instanceof Pointer ? `\0${value.name}` : JSON.stringify(value);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  };
  const add = (node: ExpandedNode, name: string): boolean => {
    const known = nodes.get(name) ?? (typeof node['@id'] === 'string' ? { '@id': node['@id'] } : {});
    nodes.set(name, known);
    for (const [property, values] of Object.entries(node)) {
      if (property === '@id' || property === '@index') continue;
      // Statements that say something of another node than the one they stand in, or of a graph.
      if (property === '@reverse' || property === '@included' || property === '@graph') return false;
      const list = Array.isArray(values) ? values : [values];
      const kept = listUnder(known, property);
      for (const value of list) {
        const replaced = reference(value);
        if (replaced === undefined) return false;
        if (isNew(kept, replaced)) kept.push(replaced);
      }
    }
    return true;
  };
  /** A node becomes a pointer to where its statements are gathered; values and whole graphs stay. */
  const reference = (value: unknown): unknown => {
    if (!isJsonObject(value) || '@value' in value || '@graph' in value) return value;
    if ('@list' in value) {
      const items = (Array.isArray(value['@list']) ? value['@list'] : []).map(reference);
      return items.includes(undefined) ? undefined : { '@list': items };
    }
    anonymous += 1;
    const name = typeof value['@id'] === 'string' ? value['@id'] : `\0${anonymous}`;
    return add(value, name) ? new Pointer(name) : undefined;
  };

  const root = typeof expanded['@id'] === 'string' ? expanded['@id'] : ROOT;
  return add(expanded, root) ? { root, nodes } : undefined;
}

class Pointer {
  constructor(readonly name: string) {}
}

function listUnder(node: ExpandedNode, property: string): unknown[] {
  const list = node[property];
  if (Array.isArray(list)) return list;
  const fresh: unknown[] = [];
  node[property] = fresh;
  return fresh;
}

/** Embeds each node wherever it is named, except within itself. Undefined when that grows beyond measure. */
function treeFrom({ root, nodes }: Gathered): ExpandedNode | undefined {
  let count = 0;
  const embed = (value: unknown, path: readonly string[]): unknown => {
    if (value instanceof Pointer) return embedNode(value.name, path);
    if (isJsonObject(value) && Array.isArray(value['@list'])) {
      return { '@list': value['@list'].map((item) => embed(item, path)) };
    }
    return value;
  };
  const embedNode = (name: string, path: readonly string[]): ExpandedNode => {
    count += 1;
    if (count > MAX_TREE_NODES || path.length > MAX_TREE_DEPTH) throw new TreeTooLarge();
    const node = nodes.get(name) ?? {};
    if (path.includes(name)) return { '@id': name };
    const inner = [...path, name];
    return Object.fromEntries(
      Object.entries(node).map(([property, values]) => [
        property,
        Array.isArray(values) ? values.map((value) => embed(value, inner)) : values,
      ]),
    );
  };
  try {
    return embedNode(root, []);
  } catch (error) {
    if (error instanceof TreeTooLarge) return undefined;
    throw error;
  }
}

class TreeTooLarge extends Error {}

/** Vocabularies whose statements are judged or shown: none of them may hide behind a long name. */
const JUDGED_VOCABULARIES: readonly string[] = [
  'https://www.w3.org/2018/credentials#',
  'https://www.w3.org/ns/credentials/status#',
  'https://w3id.org/vc/status-list#',
  'https://purl.imsglobal.org/spec/vc/ob/vocab.html#',
  'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#',
  'https://purl.imsglobal.org/spec/vcrl/',
  'https://schema.org/name',
  'https://schema.org/description',
  'https://schema.org/url',
  'https://schema.org/email',
];

/** A property that kept its IRI, whole or shortened by a prefix, though it is one that Laurel judges. */
function hiddenName(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const name = hiddenName(item);
      if (name !== undefined) return name;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (key === '@context') continue;
    if (JUDGED_VOCABULARIES.some((vocabulary) => key.startsWith(vocabulary))) return key;
    if (key.startsWith('@') && key !== '@value' && key !== '@type' && key !== '@language' && key !== '@list')
      return key;
    // A prefix of one of the contexts: which vocabulary it stands for need not be known to refuse it.
    if (/^[a-z][\w-]*:(?!\/\/)/i.test(key) && !key.startsWith('urn:') && !key.startsWith('did:')) return key;
    const name = hiddenName(item);
    if (name !== undefined) return name;
  }
  return undefined;
}
