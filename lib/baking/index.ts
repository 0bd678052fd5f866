// Badge payloads in and out of PNG and SVG bytes: Open Badges 1.0 to 3.0 and CLR 2.0 baking.

/** The chunk keyword (PNG) or namespace (SVG) a payload is baked under. `openbadges` is 0.5 to 2.1. */
export type Standard = 'openbadges' | 'openbadgecredential' | 'clrcredential';

export interface Payload {
  standard: Standard;
  /** A credential's JSON, a compact JWS, or (Open Badges before 3.0) the address of a hosted Assertion. */
  text: string;
}

export interface Unbaked {
  container: 'png' | 'svg' | 'other';
  /** In file order. */
  payloads: Payload[];
  /** What was off the letter of the specification or damaged; stable codes, never shown raw to a person. */
  notes: string[];
}
