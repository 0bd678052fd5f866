/** The chunk keyword (PNG) or namespace (SVG) a payload is baked under. `openbadges` is 0.5 to 2.1. */
export type Standard = 'openbadges' | 'openbadgecredential' | 'clrcredential';

export interface Payload {
  standard: Standard;
  /** A credential's JSON, a compact JWS, or (Open Badges before 3.0) the address of a hosted Assertion. */
  text: string;
}

export type Container = 'png' | 'svg' | 'other';

/** What was off the letter of the specification or damaged. Every code that begins with `limit-` is a limit reached. */
export type Note =
  // The file as a whole.
  | 'truncated' // it ends inside a chunk, or before the root element is closed
  | 'missing-ihdr'
  | 'missing-iend'
  | 'bytes-after-end'
  | 'damaged-chunk' // an impossible length or type, or a badge chunk without its inner layout
  | 'damaged-xml'
  | 'doctype-ignored' // names an outer DTD, which is never loaded
  | 'doctype-refused' // defines something itself: entity bombs live there
  | 'entity-refused'
  | 'encoding-utf16'
  | 'encoding-other'
  | 'encoding-unknown'
  // One badge chunk or element.
  | 'crc-mismatch'
  | 'legacy-text-chunk' // tEXt or zTXt where iTXt is asked for
  | 'compressed-chunk'
  | 'inflate-failed'
  | 'keyword-case'
  | 'keyword-variant' // `openbadge`, as Salava and BadgeFed write
  | 'duplicate-chunk'
  | 'duplicate-element'
  | 'not-utf8'
  | 'trimmed'
  | 'empty-payload'
  | 'namespace-variant'
  | 'unbound-prefix'
  | 'element-name' // `assertion` in a 3.0 namespace or `credential` in the older one
  | 'attribute-and-body' // a JWS and a JSON body in one element: both are given
  | 'attribute-differs' // `verify` is not the address that the body gives for itself
  | 'body-not-json'
  // Limits.
  | 'limit-chunks'
  | 'limit-text-chunks'
  | 'limit-chunk-size'
  | 'limit-inflated'
  | 'limit-payloads'
  | 'limit-svg-size'
  | 'limit-depth'
  | 'limit-elements';

export type Notes = Set<Note>;

export interface Unbaked {
  container: Container;
  /** In file order. */
  payloads: Payload[];
  /** Stable codes, each once, never shown raw to a person. */
  notes: Note[];
}
