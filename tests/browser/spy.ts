// What a page can overhear with everything that a browser gives it. `startSpying` runs in the page's own world.
import type { Page } from 'puppeteer-core';

export interface Overheard {
  /** Words that window.find reached. */
  found: string[];
  /** Text of the selection of everything, and of the document, that is not the page's own. */
  selected: string;
  /** Fonts of the page that were wanted for somebody's letters. */
  fonts: string[];
  /** Entries of the performance timeline, of any type, that name an address which is not the page's own. */
  timing: string[];
  /** securitypolicyviolation events and reports of every other type. */
  violations: string[];
  messages: string[];
  /** The most that window.length ever was, and frames that selectors reach. */
  frames: number;
  /** Elements that the page did not make: name and attributes. */
  strangers: string[];
  /** Changes to the page's own elements. */
  changed: string[];
  /** Names that appeared on window. */
  globals: string[];
  /** Events in which more than the one stranger is to be seen, or that only its insides can have raised. */
  events: string[];
  /** Animations of elements that the page did not make. */
  animations: string[];
  /** Nodes at points of the screen, and carets between letters, beyond the one stranger. */
  insides: string[];
}

type Spy = { report(): Overheard };
declare global {
  interface Window {
    spy?: Spy;
  }
}

/** Watches from before the first script of the page to the report; the words are what it hopes to find. */
export async function spyOn(page: Page, words: readonly string[]): Promise<void> {
  await page.evaluateOnNewDocument(startSpying, words);
}

export function reportOf(page: Page): Promise<Overheard> {
  return page.evaluate(() => {
    const report = window.spy?.report();
    if (report === undefined) throw new Error('nobody spies on this page');
    return report;
  });
}

function startSpying(words: readonly string[]): void {
  const own = new WeakSet<Node>();
  const messages: string[] = [];
  const violations: string[] = [];
  const changed: string[] = [];
  const timing = new Set<string>();
  const events = new Set<string>();
  const animations = new Set<string>();
  let globals = new Set<string>();
  let frames = 0;
  let ready = false;

  const describe = (node: unknown): string => {
    if (!(node instanceof Element)) return String(node);
    return [node.localName, ...Array.from(node.attributes, ({ name, value }) => `${name}=${value}`)].join(
      ' ',
    );
  };
  /** Not of the page and not its parents: what somebody put there. */
  const isStrange = (node: unknown): boolean =>
    node instanceof Element && ready && !own.has(node) && node !== document.documentElement;

  addEventListener('message', ({ data }) => messages.push(JSON.stringify(data)));
  document.addEventListener('securitypolicyviolation', ({ blockedURI, sourceFile }) =>
    violations.push(`${blockedURI} ${sourceFile}`),
  );
  new ReportingObserver((reports) => violations.push(...reports.map((one) => JSON.stringify(one))), {
    buffered: true,
  }).observe();
  for (const type of PerformanceObserver.supportedEntryTypes) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const addresses = JSON.stringify(entry).match(/[a-z-]+:\/\/[^/"]+/g) ?? [];
        for (const address of addresses) if (address !== location.origin) timing.add(`${type} ${address}`);
      }
    }).observe({ type, buffered: true });
  }

  const types = new Set(['focusin', 'focusout']);
  for (const scope of [window, Document.prototype, HTMLElement.prototype]) {
    for (const name in scope) if (/^on(?!(before)?unload)/.test(name)) types.add(name.slice(2));
  }
  for (const type of types) {
    addEventListener(
      type,
      (event) => {
        const path = event.composedPath();
        const strangers = path.filter(isStrange);
        if (strangers.length > 1) events.add(`${type} through ${strangers.map(describe).join(', ')}`);
        for (const key in event) {
          const value = (event as unknown as Record<string, unknown>)[key];
          if (value instanceof Node && value.getRootNode() !== document && value.isConnected) {
            events.add(`${type} ${key} ${describe(value)}`);
          }
          if (typeof value === 'string' && words.some((word) => value.includes(word))) {
            events.add(`${type} ${key} ${value}`);
          }
        }
        // Raised by what goes on inside, not by what the person does.
        if (isStrange(event.target) && /^(animation|transition|load|error|toggle|scroll)/.test(type)) {
          events.add(`${type} of ${describe(event.target)}`);
        }
      },
      true,
    );
  }

  const watchFrame = () => {
    frames = Math.max(
      frames,
      window.length,
      document.querySelectorAll('iframe, frame, object, embed').length,
    );
    for (const { effect } of document.getAnimations()) {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      if (target && (isStrange(target) || target.getRootNode() !== document))
        animations.add(describe(target));
    }
    requestAnimationFrame(watchFrame);
  };
  requestAnimationFrame(watchFrame);

  addEventListener('DOMContentLoaded', () => {
    for (const element of document.querySelectorAll('*')) own.add(element);
    globals = new Set(Object.getOwnPropertyNames(window));
    ready = true;
    new MutationObserver((records) => {
      for (const { type, target, attributeName } of records) {
        if (own.has(target) && type !== 'childList') changed.push(`${describe(target)} ${attributeName}`);
        if (type === 'childList' && target !== document.documentElement) changed.push(describe(target));
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });

  /** Everything on a grid of the window that is neither the page's own nor the one stranger itself. */
  const probe = (): string[] => {
    const seen = new Set<string>();
    for (let y = 2; y < innerHeight; y += 6) {
      for (let x = 2; x < innerWidth; x += 6) {
        for (const element of document.elementsFromPoint(x, y)) {
          if (isStrange(element) && element.parentNode !== document.documentElement)
            seen.add(describe(element));
        }
        const caret: Node | undefined = document.caretPositionFromPoint(x, y)?.offsetNode;
        const range: Node | undefined = document.caretRangeFromPoint(x, y)?.startContainer;
        for (const node of [caret, range]) {
          if (node && !document.contains(node)) seen.add(`caret in ${describe(node)}`);
        }
      }
    }
    return [...seen];
  };

  const report = (): Overheard => {
    const ownText = [...document.querySelectorAll('body *')].flatMap((element) =>
      own.has(element) && element instanceof HTMLElement ? element.innerText.split('\n') : [],
    );
    const found = words.filter((word) => {
      getSelection()?.removeAllRanges();
      // In frames too, from the top, without asking.
      return (window as unknown as { find(...how: unknown[]): boolean }).find(
        word,
        false,
        false,
        true,
        false,
        true,
        false,
      );
    });
    getSelection()?.selectAllChildren(document.documentElement);
    const texts = [getSelection()?.toString() ?? ''];
    document.execCommand('selectAll');
    texts.push(getSelection()?.toString() ?? '', document.documentElement.innerText);
    getSelection()?.removeAllRanges();
    const strange = texts
      .flatMap((text) => text.split('\n'))
      .map((line) => line.trim())
      .filter(
        (line) => line !== '' && !ownText.some((mine) => mine.includes(line)) && line !== document.title,
      );
    return {
      found,
      selected: [...new Set(strange)].join('\n'),
      fonts: [...document.fonts].filter(({ status }) => status !== 'unloaded').map(({ family }) => family),
      timing: [...timing],
      violations,
      messages,
      frames,
      strangers: [...document.querySelectorAll('*')].filter(isStrange).map(describe),
      changed,
      globals: Object.getOwnPropertyNames(window).filter((name) => !globals.has(name)),
      events: [...events],
      animations: [...animations],
      insides: probe(),
    };
  };
  window.spy = { report };
}
