// jsonld.js's compaction. The worker's copy of jsonld.js is without it (wxt.config.ts), so it is asked for here.
import jsonld, { type Options } from 'jsonld';
import ContextResolver from 'jsonld/lib/ContextResolver.js';
import compaction from 'jsonld/lib/compact.js';
import { isJsonObject, type JsonObject } from '../../parse-json';

/** What `jsonld.compact` gives for one node. */
export async function compact(expanded: object, context: unknown, options: Options): Promise<JsonObject> {
  const ours: Options = { ...options, contextResolver: new ContextResolver({ sharedCache: new Map() }) };
  const first = await jsonld.processContext(null, null, ours);
  const activeCtx = await jsonld.processContext(first, context, ours);
  const element = await compaction.compact({
    activeCtx,
    element: expanded,
    options: { ...ours, compactArrays: true },
  });
  return isJsonObject(element) ? { '@context': context, ...element } : {};
}
