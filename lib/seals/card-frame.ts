import { CARD_GREETING, CARD_HEIGHT, CARD_WIDTH, type FromCard, type ToCard } from './card-port';
import { type Box, placeCard } from './geometry';

export interface CardFrame {
  element: HTMLIFrameElement;
  place(seal: Box, host: DOMRect): void;
  /** Moves keyboard focus to the card's first control. */
  focus(): void;
  close(): void;
}

/** The card: a page of the extension in a frame, and one end of the channel to it. */
export function openFrame(
  document: Document,
  options: { url: string; origin: string; label: string; onClose: () => void },
): CardFrame {
  const element = document.createElement('iframe');
  const { port1: port, port2: cardPort } = new MessageChannel();
  let focusWanted = false;
  let listening = false;

  element.ariaLabel = options.label;
  element.src = options.url;
  element.addEventListener(
    'load',
    () => {
      element.contentWindow?.postMessage(CARD_GREETING, options.origin, [cardPort]);
      listening = true;
      if (focusWanted) focus();
    },
    { once: true },
  );
  // Whoever holds the other end was reached at the extension's origin.
  port.onmessage = ({ data }: MessageEvent<FromCard>) => {
    if (data.kind === 'ready') element.toggleAttribute('data-open', true);
    else if (data.kind === 'grab-focus') element.focus();
    else if (data.kind === 'close') options.onClose();
  };

  function focus(): void {
    focusWanted = true;
    if (!listening) return;
    element.focus();
    port.postMessage({ kind: 'focus' } satisfies ToCard);
  }

  return {
    element,
    place(seal, host) {
      const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const size = {
        width: Math.min(CARD_WIDTH, view.width - 16),
        height: Math.min(CARD_HEIGHT, view.height - 16),
      };
      const { x, y } = placeCard(seal, size, view);
      element.style.cssText = `left:${x - host.x}px;top:${y - host.y}px;width:${size.width}px;height:${size.height}px`;
    },
    focus,
    close() {
      port.close();
      element.remove();
    },
  };
}
