// What a seal and its card say to each other. The card is `card.html#<token>` in a frame inside the seal's closed
// root; once it has loaded, the seal hands it one end of a MessageChannel:
//   frame.contentWindow.postMessage(CARD_GREETING, <the extension's origin>, [port])

/** The card accepts exactly one greeting, and only from its parent window. */
export const CARD_GREETING = { laurel: 'card' } as const;

export type FromCard =
  /** It was greeted and can be shown. */
  | { kind: 'ready' }
  /** Escape, or the card is done. Focus goes back to the seal. */
  | { kind: 'close' }
  /** The card wants keyboard focus inside its frame. */
  | { kind: 'grab-focus' };

/** The person clicked the seal: focus moves to the card's first control. */
export type ToCard = { kind: 'focus' };

/** The same for every badge and answer: the page can feel out the box with `elementFromPoint`. */
export const CARD_WIDTH = 320;
export const CARD_HEIGHT = 376;
