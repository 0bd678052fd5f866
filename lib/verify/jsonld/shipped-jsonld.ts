// Stands in for the face of jsonld.js, of which Laurel uses three functions: the same steps with the same parts of
// it (tests/unit/verify/jsonld-as-shipped.test.ts). The rest of that face (compaction, framing, loaders, globals)
// would be some kilobytes of the worker.
import type { ActiveContext, Options, Quad } from 'jsonld';
import ContextResolver from 'jsonld/lib/ContextResolver.js';
import contexts from 'jsonld/lib/context.js';
import events from 'jsonld/lib/events.js';
import expansion from 'jsonld/lib/expand.js';
import rdf from 'jsonld/lib/toRdf.js';
import util from 'jsonld/lib/util.js';
import { isJsonObject } from '../parse-json';
import { RecentlyUsed } from './recently-used';

const sharedCache = new RecentlyUsed<string, unknown>({ max: 100 });

function complete(options: Options): Options & { eventHandler: unknown } {
  return {
    base: '',
    contextResolver: new ContextResolver({ sharedCache }),
    ...options,
    eventHandler: events.setupEventHandler({ options }),
  };
}

async function expand(document: object, options: Options): Promise<unknown[]> {
  const all = { keepFreeFloatingNodes: false, ...complete(options) };
  const activeCtx = contexts.getInitialContext(all);
  const expanded = await expansion.expand({ activeCtx, element: util.clone(document), options: all });
  if (expanded === null) return [];
  const onlyGraph = isJsonObject(expanded) && '@graph' in expanded && Object.keys(expanded).length === 1;
  const nodes = onlyGraph ? expanded['@graph'] : expanded;
  return Array.isArray(nodes) ? nodes : [nodes];
}

async function toRDF(document: object, options: Options): Promise<Quad[]> {
  const all = complete(options);
  return rdf.toRDF(options.skipExpansion ? document : await expand(document, options), all);
}

async function processContext(
  activeCtx: ActiveContext | null,
  localContext: unknown,
  options: Options,
): Promise<ActiveContext> {
  const all = complete(options);
  if (localContext === null) return contexts.getInitialContext(all);
  const copy = util.clone(localContext);
  const localCtx = isJsonObject(copy) && '@context' in copy ? copy : { '@context': copy };
  return contexts.process({ activeCtx, localCtx, options: all });
}

export default { expand, toRDF, processContext };
