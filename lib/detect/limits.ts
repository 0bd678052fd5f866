/** What one page may cost: every number that the detector stops at. */
export const LIMITS = {
  /** Longest badge address or text taken from a page, in characters (the message table refuses more). */
  addressChars: 4_000,
  textChars: 1_000_000,
  inlineSvgChars: 512_000,
  dataAddressChars: 3_000_000,
  /** All data: pictures of one page together. */
  dataTotalChars: 12_000_000,
  jwtChars: 64_000,
  labelChars: 200,
  /** Badges taken out of one script or JSON document. */
  badgesPerText: 50,

  pictureMinPx: 40,
  pictureMaxPx: 2_500,
  pictureMaxAspect: 3,
  /** Wider than this is not "near-square" for a hint. */
  squareMaxAspect: 1.3,

  /** Elements looked at, candidates told, and different picture addresses told, a page. */
  elements: 50_000,
  candidates: 500,
  pictureAddresses: 200,
  /** Past this many picture addresses only pictures on screen are still told. */
  pictureAddressesOffScreen: 100,
  candidatesPerMessage: 100,

  /** One slice of work, and how long changes gather before one. */
  sliceMs: 4,
  gatherMs: 100,
  idleTimeoutMs: 1_000,
  /** More changed subtrees than this at once: the page is looked over again, no more often than this. */
  changedSubtrees: 1_000,
  overflowMs: 2_000,
} as const;
