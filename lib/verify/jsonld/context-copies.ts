// Lets jsonld.js share the definitions of terms between the copies that it makes of a context.
//
// jsonld.js copies the active context before every change to it and after every typed object, with each definition
// and each scoped context inside: over the contexts of Open Badges that is most of the time of a verification. It
// puts definitions in and takes them out but never changes one that is done, so copies may hold the same ones. All
// else stays with jsonld.js: what it computes is the same statements (tests/unit/verify/jsonld.test.ts).
import jsonld, { type ActiveContext, type Options } from 'jsonld';

/**
 * What jsonld.js works out without being asked, too. It keeps one first context for each mode that is named, so
 * naming ours leaves other users of jsonld.js in the same process alone.
 */
const PROCESSING_MODE = 'json-ld-1.1';

let prepared: Promise<unknown> | undefined;

/** Options under which jsonld.js copies contexts cheaply. */
export async function withSharedDefinitions(options: Options): Promise<Options> {
  const ours: Options = { ...options, processingMode: PROCESSING_MODE };
  // Every context begins as a copy of the first one, and a copy is copied as its original was.
  prepared ??= jsonld.processContext(null, null, ours).then(shareDefinitions);
  await prepared;
  return ours;
}

function shareDefinitions(first: ActiveContext): void {
  const copyAll = first.clone;
  first.clone = function (this: ActiveContext): ActiveContext {
    const copy = copyAll.call({ ...this, mappings: new Map(), protected: {} });
    copy.mappings = new Map(this.mappings);
    copy.protected = { ...this.protected };
    return copy;
  };
}
