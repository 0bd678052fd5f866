// The card's end of the talk with its seal: that it is there, Escape, focus.
import { CARD_GREETING, type FromCard, type ToCard } from '../../lib/seals';

/** Takes the port that the seal hands over once this page has loaded, and only the first one. */
export function connectToSeal(content: HTMLElement): void {
  const greeted = (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window.parent || !isGreeting(event.data) || port === undefined) return;
    window.removeEventListener('message', greeted);
    serve(port, content);
  };
  window.addEventListener('message', greeted);
}

function isGreeting(data: unknown): boolean {
  return (
    typeof data === 'object' && data !== null && 'laurel' in data && data.laurel === CARD_GREETING.laurel
  );
}

function serve(port: MessagePort, content: HTMLElement): void {
  const tell = (message: FromCard) => port.postMessage(message);
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell({ kind: 'close' });
  });
  port.onmessage = (event: MessageEvent<ToCard>) => {
    if (event.data.kind !== 'focus') return;
    // The frame first: focus inside it counts only once the frame has it.
    tell({ kind: 'grab-focus' });
    content.querySelector<HTMLElement>('button, summary, a[href]')?.focus();
  };
  tell({ kind: 'ready' });
}
