// Where Laurel does not do what ../shared/pages states, and why.

export interface Disagreement {
  /** Number of the page. */
  page: string;
  stated: { awards?: number; markers?: number };
  ours: { awards?: number; markers?: number };
  why: string;
}

export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    page: '73',
    stated: { markers: 0 },
    ours: { markers: 1 },
    why: 'a script runs in the browser’s view of a JSON document, and the badge is shown there as well',
  },
  {
    page: '84',
    stated: { markers: 1 },
    ours: { markers: 5 },
    why: 'five of the ten rows near the window show the badge, and each copy carries a seal, as page 36 states',
  },
];

/** Pages marked as optional that Laurel leaves out, with the reason. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  [
    '88-iframe-srcdoc-sandbox.html',
    'a sandboxed frame is another origin to the page itself; the page script runs in top frames only',
  ],
  [
    '77-qr-code-vc.html',
    'reading QR codes costs too much to do without being asked; the page expects no award before a click',
  ],
]);
