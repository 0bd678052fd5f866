// What Laurel uses of packages that ship no types.
declare module 'jsonld/lib/ResolvedContext.js' {
  import type { ActiveContext } from 'jsonld';

  export interface Processed {
    context: ActiveContext;
    /** What there was to warn about; nothing, in the contexts that ship. */
    events: [];
  }
  /** One context of a document, and what it came to after the contexts before it. */
  export default class ResolvedContext {
    constructor(options: { document: unknown });
    getProcessed(before: ActiveContext): Processed | undefined;
    setProcessed(before: ActiveContext, processed: Processed): void;
  }
}
declare module 'jsonld/lib/ContextResolver.js' {
  /** Finds contexts, and keeps those that it may keep in `sharedCache` from one document to the next. */
  export default class ContextResolver {
    constructor(options: {
      sharedCache: { get(key: string): unknown; set(key: string, value: never): unknown };
    });
  }
}
declare module 'jsonld' {
  export interface RemoteDocument {
    contextUrl: null;
    documentUrl: string;
    document: unknown;
    /** `static`: its processed form may be kept for the life of the process. */
    tag?: 'static';
  }
  export interface Options {
    documentLoader: (url: string) => Promise<RemoteDocument>;
    safe?: boolean;
    base?: string | null;
    skipExpansion?: boolean;
    produceGeneralizedRdf?: boolean;
    /** Without it, text of a set direction can not be signed at all. */
    rdfDirection?: 'i18n-datatype';
    processingMode?: 'json-ld-1.1';
    /** Without it, one that shares a cache with all other documents. */
    contextResolver?: object;
  }
  export interface Term {
    termType: string;
    /** A blank node's without `_:`. */
    value: string;
  }
  export interface Quad {
    subject: Term;
    predicate: Term;
    object: Term;
    graph: Term;
  }
  /** A context as it stands at one place of a document. */
  export interface ActiveContext {
    /** Definitions by term. */
    mappings: Map<string, object | null>;
    /** Terms that may not be defined anew. */
    protected: Record<string, true>;
    /** What holds again outside of the typed object that this one is for. */
    previousContext?: ActiveContext;
    processingMode?: 'json-ld-1.1';
    '@version'?: 1.1;
    '@vocab'?: string;
    clone(this: ActiveContext): ActiveContext;
  }
  const jsonld: {
    expand(document: object, options: Options): Promise<Record<string, unknown>[]>;
    toRDF(document: object, options: Options): Promise<Quad[]>;
    /** With null for both: the context that every document begins with. */
    processContext(
      activeContext: ActiveContext | null,
      localContext: unknown,
      options: Options,
    ): Promise<ActiveContext>;
  };
  export default jsonld;
}
declare module 'jsonld/lib/context.js' {
  import type { ActiveContext, Options } from 'jsonld';

  const contexts: {
    getInitialContext(options: Options): ActiveContext;
    process(input: {
      activeCtx: ActiveContext | null;
      localCtx: object;
      options: Options;
    }): Promise<ActiveContext>;
    /** Adds one term of `localCtx` to the context in the making, and the terms that it needs. */
    createTermDefinition(input: {
      activeCtx: ActiveContext;
      localCtx: object;
      term: string;
      /** Whether the definition of a term is done, and whether all are protected. */
      defined: Map<string, boolean>;
      options: object;
    }): void;
  };
  export default contexts;
}
declare module 'jsonld/lib/events.js' {
  const events: { setupEventHandler(input: { options: import('jsonld').Options }): unknown };
  export default events;
}
declare module 'jsonld/lib/expand.js' {
  import type { ActiveContext, Options } from 'jsonld';

  const expansion: {
    expand(input: { activeCtx: ActiveContext; element: unknown; options: Options }): Promise<unknown>;
  };
  export default expansion;
}
declare module 'jsonld/lib/toRdf.js' {
  import type { Options, Quad } from 'jsonld';

  const rdf: { toRDF(expanded: object, options: Options): Quad[] };
  export default rdf;
}
declare module 'jsonld/lib/util.js' {
  const util: { clone(value: unknown): unknown };
  export default util;
}
declare module 'jsonld/lib/compact.js' {
  import type { ActiveContext, Options } from 'jsonld';

  const compaction: {
    compact(input: {
      activeCtx: ActiveContext;
      element: object;
      options: Options & { compactArrays: boolean };
    }): Promise<unknown>;
  };
  export default compaction;
}
declare module 'rdf-canonize' {
  const rdfCanonize: {
    canonize(
      dataset: import('jsonld').Quad[],
      options: {
        algorithm: 'RDFC-1.0';
        messageDigestAlgorithm: 'SHA-256' | 'SHA-384';
        /** Filled, without `_:`. */
        canonicalIdMap?: Map<string, string>;
      },
    ): Promise<string>;
    NQuads: { serializeQuad(quad: import('jsonld').Quad): string };
  };
  export default rdfCanonize;
}
declare module '*/credentials-context/lib/v1.js' {
  const context: object;
  export default context;
}
declare module '*/credentials-context/lib/v2.js' {
  const context: object;
  export default context;
}
declare module '*/credentials-context/lib/undefined-terms-v2.js' {
  const context: object;
  export default context;
}
declare module '@digitalbazaar/multikey-context' {
  const context: { contexts: Map<string, unknown> };
  export default context;
}
declare module '@digitalbazaar/security-context' {
  const context: { contexts: Map<string, unknown> };
  export default context;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: Map<string, unknown>;
}
declare module 'ed25519-signature-2020-context' {
  const context: { contexts: Map<string, unknown> };
  export default context;
}
