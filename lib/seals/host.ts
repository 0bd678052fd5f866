import { STYLE } from './style';

/** Put back, or cleaned of the page's attributes, this often; then the page has won and is left alone. */
const MAX_FIGHTS = 5;

export interface SealHost {
  element: HTMLElement;
  root: ShadowRoot;
}

/** One element with a meaningless name at the end of the document, and a closed root in it. */
export function createHost(document: Document, signal: AbortSignal, giveUp: () => void): SealHost {
  const element = document.createElement(meaninglessName());
  const root = element.attachShadow({ mode: 'closed' });
  addStyle(document, root);
  document.documentElement.append(element);

  let fights = 0;
  const guard = new MutationObserver(() => {
    const moved = element.parentNode !== document.documentElement;
    if (!moved && element.attributes.length === 0) return;
    fights += 1;
    if (fights > MAX_FIGHTS) {
      giveUp();
      return;
    }
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    if (moved) document.documentElement.append(element);
  });
  guard.observe(document.documentElement, { childList: true });
  guard.observe(element, { attributes: true });
  signal.addEventListener('abort', () => {
    guard.disconnect();
    element.remove();
  });
  return { element, root };
}

function meaninglessName(): string {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    String.fromCharCode(97 + (byte % 26)),
  ).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function addStyle(document: Document, root: ShadowRoot): void {
  try {
    // A constructed sheet is out of reach of the page's content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses constructed sheets from page scripts (Mozilla bug 1751346).
    const style = document.createElement('style');
    style.textContent = STYLE;
    root.append(style);
  }
}
