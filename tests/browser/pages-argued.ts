// Where Laurel does not do what ../shared/pages states, and why.

export interface Disagreement {
  /** Number of the page. */
  page: string;
  stated: { awards?: number; markers?: number };
  ours: { awards?: number; markers?: number };
  why: string;
}

export const DISAGREEMENTS: readonly Disagreement[] = [];

/** Pages marked as optional that Laurel leaves out, with the reason. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  [
    '77-qr-code-vc.html',
    'reading QR codes costs too much to do without being asked; the page expects no award before a click',
  ],
]);

/** Not found yet. */
export const NOT_YET: ReadonlySet<string> = new Set('21 26 44 53 55 65 73 83 84 86 87 88'.split(' '));
