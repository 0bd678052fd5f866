// What one page may cost: every number that the detector stops at. Single constants, so that the build inlines them.

/** Longest badge address or text taken from a page, in characters (the message table refuses more). */
export const ADDRESS_CHARS = 4_000;
export const TEXT_CHARS = 1_000_000;
export const INLINE_SVG_CHARS = 512_000;
export const DATA_ADDRESS_CHARS = 3_000_000;
/** All data: pictures of one page together. */
export const DATA_TOTAL_CHARS = 12_000_000;

export const PICTURE_MIN_PX = 40;
export const PICTURE_MAX_PX = 2_500;
export const PICTURE_MAX_ASPECT: number = 3;
/** A background larger than this is scenery. */
export const BACKGROUND_MAX_PX = 700;
/** Wider than this is not "near-square" for a hint. */
export const SQUARE_MAX_ASPECT = 1.3;

/** Candidates told, and different picture addresses told, a page. */
export const CANDIDATES = 500;
export const PICTURE_ADDRESSES = 200;
/** Past this many picture addresses only pictures on screen are still told. */
export const PICTURE_ADDRESSES_OFF_SCREEN = 100;
export const CANDIDATES_PER_MESSAGE = 100;

/** One slice of work, and how long changes gather before one. */
export const SLICE_MS = 4;
export const GATHER_MS = 100;
/** Each slice that finds nothing makes the next changes gather for this much longer, up to a second. */
export const PATIENCE_MS = 10;
export const GATHER_AT_MOST_MS = 1_000;
export const IDLE_TIMEOUT_MS = 1_000;
/** More changed subtrees than this at once: the page is looked over again, no more often than this. */
export const CHANGED_SUBTREES = 1_000;
export const OVERFLOW_MS = 2_000;
/** Custom elements without a shadow root that are asked for one again. */
export const ROOTLESS = 100;
