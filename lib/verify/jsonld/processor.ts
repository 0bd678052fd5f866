// JSON-LD for verification: safe mode, known contexts only, every failure a value with a code.
import jsonld, { type Options, type Quad, type RemoteDocument } from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import { isJsonObject, type JsonObject, parseObjectBytes } from '../parse-json';
import { withSharedDefinitions } from './context-copies';
import { knownContext } from './contexts';

export type ExpandedNode = JsonObject;

export type JsonLdProblem =
  /** A context that Laurel does not know, or could not be had: nothing can be said. */
  | { code: 'context-unknown'; params: { name: string } }
  /** A term, type or address that would be dropped and so is not covered by the signature ([DI] data loss). */
  | { code: 'unsigned-terms'; params: { name: string } }
  /** Contexts that contradict themselves or each other. */
  | { code: 'context-broken'; params: { name: string } }
  /** More than one object at the top, or statements hung in from elsewhere. */
  | { code: 'not-one-credential' }
  | { code: 'limit' };

export type JsonLdOutcome<T> = { kind: 'done'; value: T } | { kind: 'problem'; problem: JsonLdProblem };

export type HashName = 'SHA-256' | 'SHA-384';

export interface JsonLd {
  /** Expands once per document object, however often it is asked for. */
  expand(document: JsonObject): Promise<JsonLdOutcome<ExpandedNode>>;
  /** RDFC-1.0 N-Quads; `hash` is also the hash inside the canonicalization ([ECDSA] P-384). */
  canonize(expanded: ExpandedNode, hash: HashName): Promise<JsonLdOutcome<string>>;
}

/** Gives the bytes of a context that does not ship with Laurel; undefined when they were not had. */
export type ContextSource = (url: string) => Promise<Uint8Array | undefined>;

export interface JsonLdWork {
  options: Options;
  /** Whatever jsonld.js throws in `work` becomes a problem with a code. */
  attempt<T>(work: () => Promise<JsonLdOutcome<T>>): Promise<JsonLdOutcome<T>>;
}

export function createJsonLd(
  fetchPinned: ContextSource,
  moreContexts?: ReadonlyMap<string, unknown>,
): JsonLd {
  const expansions = new WeakMap<JsonObject, Promise<JsonLdOutcome<ExpandedNode>>>();
  const { options, attempt } = openJsonLd(fetchPinned, moreContexts);
  return {
    expand(document) {
      const known = expansions.get(document) ?? attempt(() => expandOne(document, options));
      expansions.set(document, known);
      return known;
    },
    canonize: (expanded, hash) =>
      attempt(async () => {
        const dataset = await jsonld.toRDF([expanded], { ...options, skipExpansion: true });
        return canonizeDataset(dataset, hash);
      }),
  };
}

/** jsonld.js as all of verification uses it, for steps of its own. */
export function openJsonLd(
  fetchPinned: ContextSource,
  moreContexts?: ReadonlyMap<string, unknown>,
): JsonLdWork {
  const remote = new Map<string, Promise<RemoteDocument>>();
  // jsonld.js hides what its loader threw behind errors of its own, so the loader keeps a list.
  const unknown: string[] = [];

  const load = async (address: string): Promise<RemoteDocument> => {
    const document = await loadContext(address, fetchPinned, moreContexts);
    if (document !== undefined) return document;
    unknown.push(address);
    throw new Error(`unknown context: ${address}`);
  };
  const documentLoader = (address: string): Promise<RemoteDocument> => {
    const loaded = remote.get(address) ?? load(address);
    remote.set(address, loaded);
    return loaded;
  };
  return {
    options: {
      documentLoader,
      safe: true,
      base: '',
      produceGeneralizedRdf: false,
      // How issuers' suites state the direction of Hebrew or Arabic text.
      rdfDirection: 'i18n-datatype',
    },
    async attempt(work) {
      try {
        return await work();
      } catch (error) {
        const [name] = unknown;
        const problem: JsonLdProblem =
          name === undefined ? problemOf(error) : { code: 'context-unknown', params: { name } };
        return { kind: 'problem', problem };
      }
    },
  };
}

async function expandOne(document: JsonObject, options: Options): Promise<JsonLdOutcome<ExpandedNode>> {
  const expanded = await jsonld.expand(document, await withSharedDefinitions(document, options));
  const [node] = expanded;
  return node === undefined || expanded.length > 1
    ? { kind: 'problem', problem: { code: 'not-one-credential' } }
    : { kind: 'done', value: node };
}

async function canonizeDataset(dataset: Quad[], hash: HashName): Promise<JsonLdOutcome<string>> {
  try {
    const value = await rdfCanonize.canonize(dataset, {
      algorithm: 'RDFC-1.0',
      messageDigestAlgorithm: hash,
    });
    return { kind: 'done', value };
  } catch (error) {
    // Its one refusal is of graphs made to keep the canonicalizer busy; an honest one may look like that too.
    if (error instanceof Error && error.message.startsWith('Maximum deep iterations')) {
      return { kind: 'problem', problem: { code: 'limit' } };
    }
    throw error;
  }
}

async function loadContext(
  address: string,
  fetchPinned: ContextSource,
  moreContexts: ReadonlyMap<string, unknown> | undefined,
): Promise<RemoteDocument | undefined> {
  const known = knownContext(address);
  if (known?.source.kind === 'bundled') {
    return { contextUrl: null, documentUrl: known.url, document: known.source.document, tag: 'static' };
  }
  const extra = moreContexts?.get(address);
  if (extra !== undefined) return { contextUrl: null, documentUrl: address, document: extra };
  if (known === undefined) return undefined;
  const { url, source } = known;
  const bytes = await fetchPinned(url);
  if (bytes === undefined || (await sha256Hex(bytes)) !== source.sha256) return undefined;
  const parsed = parseObjectBytes(bytes);
  if (parsed.kind === 'problem') return undefined;
  return { contextUrl: null, documentUrl: url, document: parsed.value, tag: 'static' };
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function problemOf(error: unknown): JsonLdProblem {
  if (error instanceof RangeError) return { code: 'limit' };
  const details = causesOf(error).map((cause) => (isJsonObject(cause.details) ? cause.details : {}));
  for (const { code, event } of details) {
    if (code === 'context overflow') return { code: 'limit' };
    if (isJsonObject(event)) return { code: 'unsigned-terms', params: { name: termOf(event) } };
  }
  const code = details.map((detail) => detail.code).findLast((value) => typeof value === 'string');
  return { code: 'context-broken', params: { name: String(code ?? 'unknown') } };
}

/** jsonld.js wraps what went wrong in errors within errors. */
function causesOf(error: unknown): JsonObject[] {
  const chain: JsonObject[] = [];
  let current: unknown = error;
  while (isJsonObject(current) && chain.length < 8) {
    chain.push(current);
    const details: unknown = current.details;
    current = current.cause ?? (isJsonObject(details) ? details.cause : undefined);
  }
  return chain;
}

/** The word of the document that a safe-mode event is about. */
function termOf(event: JsonObject): string {
  const details = isJsonObject(event.details) ? event.details : {};
  const named = ['property', 'type', 'id', 'value', 'expandedProperty'].map((key) => details[key]);
  const name = named.find((value) => typeof value === 'string');
  return (typeof name === 'string' ? name : String(event.code)).slice(0, 120);
}
