// What a signature over RDF statements really covers, in the plain words of the bundled contexts.
//
// The signature holds for a graph, not for JSON: an inline context can rename `credentialStatus`, and a statement
// about the credential can stand wherever its id is named. So the statements are gathered by what they are about,
// and a tree is built from the credential down in which every property of the judged vocabularies has its one
// plain name, whatever the document called it.
import { asList, isJsonObject, type JsonObject, stringsOf } from '../parse-json';
import { knownContext } from './contexts';
import type { ExpandedNode, JsonLdOutcome } from './processor';
import { propertyName, typeName } from './vocabulary';

/** Documents of their own in the same graph: read by themselves, and embedded for nobody. */
const READ_ALONE: ReadonlySet<string> = new Set(['verifiableCredential', 'endorsement', 'endorsementJwt']);
const MAX_TREE_NODES = 20_000;
/** JSON is bounded to 32, but nodes that name each other make longer chains. */
const MAX_TREE_DEPTH = 64;

/** The credential as its signed statements say it. `declared`: the document's `@context`, for its list alone. */
export function readSignedStatements(expanded: ExpandedNode, declared: unknown): JsonLdOutcome<JsonObject> {
  const gathered = gatherStatements(expanded);
  if (gathered === undefined) return { kind: 'problem', problem: { code: 'not-one-credential' } };
  const tree = treeFrom(gathered);
  if (tree === undefined) return { kind: 'problem', problem: { code: 'limit' } };
  return { kind: 'done', value: { '@context': stringsOf(declared), ...tree } };
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
function treeFrom({ root, nodes }: Gathered): JsonObject | undefined {
  let count = 0;
  const plain = (value: unknown, path: readonly string[]): unknown => {
    if (value instanceof Pointer) return plainNode(value.name, path);
    if (!isJsonObject(value)) return value;
    if ('@value' in value) return value['@value'];
    if ('@list' in value) return asList(value['@list']).map((item) => plain(item, path));
    // A graph of its own (a credential within a credential, a proof): signed, and read on its own if at all.
    return undefined;
  };
  const plainNode = (name: string, path: readonly string[]): unknown => {
    count += 1;
    if (count > MAX_TREE_NODES || path.length > MAX_TREE_DEPTH) throw new TreeTooLarge();
    const node = nodes.get(name) ?? {};
    const id = typeof node['@id'] === 'string' ? node['@id'] : undefined;
    const statements = Object.entries(node).filter(([property]) => property !== '@id');
    if (id !== undefined && (statements.length === 0 || path.includes(name))) return id;
    const inner = [...path, name];
    const object: JsonObject = id === undefined ? {} : { id };
    for (const [property, values] of statements) {
      if (property === '@type') {
        object.type = stringsOf(values).map(typeName);
        continue;
      }
      const key = propertyName(property);
      if (key === '__proto__' || READ_ALONE.has(key)) continue;
      const read = asList(values).map((value) => plain(value, inner));
      // Two IRIs of one name, of an older and a newer context: both were said.
      const said = [
        ...(Object.hasOwn(object, key) ? asList(object[key]) : []),
        ...read.filter((value) => value !== undefined),
      ];
      if (said.length > 0) object[key] = said.length === 1 ? said[0] : said;
    }
    return object;
  };
  try {
    const tree = plainNode(root, []);
    return isJsonObject(tree) ? tree : {};
  } catch (error) {
    if (error instanceof TreeTooLarge) return undefined;
    throw error;
  }
}

class TreeTooLarge extends Error {}
