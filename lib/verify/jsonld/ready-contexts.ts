// What the contexts that ship with Laurel make of the first context, without trying them out each time.
//
// jsonld.js processes every scoped context within a context once more, only to see that nothing is wrong with it, and
// walks the whole for relative addresses. Of the bundled contexts both are known beforehand: following each other in
// any order they come to the same as with jsonld.js (tests/unit/verify/ready-contexts.test.ts). The definitions
// themselves are made by jsonld.js here too.
import type { ActiveContext } from 'jsonld';
import contexts from 'jsonld/lib/context.js';
import ResolvedContext, { type Processed } from 'jsonld/lib/ResolvedContext.js';
import { isJsonObject, type JsonObject } from '../parse-json';
import { knownContext } from './contexts';
import { RecentlyUsed } from './recently-used';

/** How many bundled contexts may follow each other: as many as the test tries. */
const MAX_FOLLOWING = 3;

/** How many bundled contexts a context is made of, and nothing else. */
const madeOf = new WeakMap<ActiveContext, number>();

/** From here on bundled contexts are known. */
export function beginWith(first: ActiveContext): void {
  madeOf.set(first, 0);
}

type Kept = Map<string, object>;

/** What jsonld.js keeps from one document to the next; the bundled contexts are there from the beginning. */
export class KeptContexts {
  readonly #kept = new RecentlyUsed<string, Kept>({ max: 100 });

  get(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const source = key.startsWith('{') ? undefined : knownContext(key)?.source;
    if (source?.kind !== 'bundled' || !isJsonObject(source.document)) return undefined;
    const context = source.document['@context'];
    if (!isJsonObject(context)) return undefined;
    const ready = new Map([['static', [new ReadyContext(context)]]]);
    this.#kept.set(key, ready);
    return ready;
  }

  set(key: string, value: Kept): void {
    this.#kept.set(key, value);
  }
}

class ReadyContext extends ResolvedContext {
  readonly #context: JsonObject;

  constructor(context: JsonObject) {
    super({ document: context });
    this.#context = context;
  }

  /** jsonld.js asks for what it made of this one when it followed `before`. */
  override getProcessed(before: ActiveContext): Processed | undefined {
    const kept = super.getProcessed(before);
    const count = madeOf.get(before);
    if (kept !== undefined || count === undefined || count >= MAX_FOLLOWING) return kept;
    const made: Processed = { context: follow(before, this.#context), events: [] };
    madeOf.set(made.context, count + 1);
    this.setProcessed(before, made);
    return made;
  }
}

/** The steps of jsonld.js's context processing that the bundled contexts need. */
function follow(before: ActiveContext, context: JsonObject): ActiveContext {
  const after = before.clone();
  after.processingMode = 'json-ld-1.1';
  const defined = new Map<string, boolean>();
  if ('@version' in context) {
    after['@version'] = 1.1;
    defined.set('@version', true);
  }
  if (typeof context['@vocab'] === 'string') {
    after['@vocab'] = context['@vocab'];
    defined.set('@vocab', true);
  }
  defined.set('@protected', context['@protected'] === true);
  for (const term in context) {
    contexts.createTermDefinition({ activeCtx: after, localCtx: context, term, defined, options: {} });
  }
  return after;
}
