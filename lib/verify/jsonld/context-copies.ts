// Lets jsonld.js share the definitions of terms between the copies that it makes of a context.
//
// jsonld.js copies the active context before every change to it and after every typed object, with each definition
// and each scoped context inside: over the contexts of Open Badges that is most of the time of a verification. Here
// a definition is frozen when it is first copied, and every copy of the context holds that one. jsonld.js puts
// definitions in and takes them out but does not change one that is done; should it ever, the frozen one throws and
// nothing is verified. All else stays with jsonld.js: what it computes is the same statements
// (tests/unit/verify/jsonld.test.ts).
import jsonld, { type ActiveContext, type Options } from 'jsonld';
import ContextResolver from 'jsonld/lib/ContextResolver.js';
import { beginWith, KeptContexts } from './ready-contexts';

/**
 * What jsonld.js works out without being asked, too. It keeps one first context for each mode that is named, so
 * naming ours leaves other users of jsonld.js in the same process alone.
 */
const PROCESSING_MODE = 'json-ld-1.1';

const kept = new KeptContexts();
let prepared: Promise<unknown> | undefined;

/** Options under which jsonld.js copies the contexts of this document cheaply. */
export async function withSharedDefinitions(document: object, options: Options): Promise<Options> {
  const ours: Options = { ...options, processingMode: PROCESSING_MODE };
  // jsonld.js keeps what a context became with its imports, and gives it to the next context that imports the same:
  // one document could so decide what another means. Such documents start with nothing kept.
  ours.contextResolver = new ContextResolver({ sharedCache: hasImport(document) ? new Map() : kept });
  // Every context begins as a copy of the first one, and a copy is copied as its original was.
  prepared ??= jsonld.processContext(null, null, ours).then(shareDefinitions);
  await prepared;
  return ours;
}

function shareDefinitions(first: ActiveContext): void {
  beginWith(first);
  const copyRest = first.clone;
  first.clone = function (this: ActiveContext): ActiveContext {
    const { previousContext, ...own } = this;
    const copy = copyRest.call({ ...own, mappings: new Map(), protected: {} });
    // jsonld.js only ever copies the one that a typed object is left for again: all copies hold that one.
    if (previousContext) copy.previousContext = previousContext;
    for (const [term, definition] of this.mappings) copy.mappings.set(term, copyOf(definition));
    // jsonld.js asks of these names only whether there are any (each definition says itself that it is protected).
    const name = firstKeyOf(this.protected);
    if (name !== undefined) copy.protected[name] = true;
    return copy;
  };
}

function firstKeyOf(value: object): string | undefined {
  for (const key in value) return key;
  return undefined;
}

/** The one frozen definition for all copies. */
function copyOf(definition: object | null): object | null {
  if (definition === null || Object.isFrozen(definition)) return definition;
  // jsonld.js writes what a scoped context imports into that context: those are copied each time, as it does.
  return hasImport(definition) ? structuredClone(definition) : frozen(definition);
}

function hasImport(value: object): boolean {
  if ('@import' in value) return true;
  for (const key in value) {
    const member: unknown = value[key as keyof typeof value];
    if (typeof member === 'object' && member !== null && hasImport(member)) return true;
  }
  return false;
}

/** With all that is in it, as it stands: of JSON, so that there are no circles. */
function frozen(value: object): object {
  Object.freeze(value);
  for (const key in value) {
    const member: unknown = value[key as keyof typeof value];
    if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) frozen(member);
  }
  return value;
}
