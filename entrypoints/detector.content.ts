import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { findRegistry, startDetector } from '../lib/detect';
import { answerPageRequests, tell } from '../lib/platform/page-messages';

const RETRY_MS = 500;

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    const running = findRegistry();
    if (running) {
      running.scanAgain();
      return;
    }
    const life = new AbortController();
    const { signal } = life;
    // randomUUID exists in secure contexts only; pages over http have this one too.
    const name = crypto.getRandomValues(new Uint32Array(4)).join('');
    const isAlive = () => browser.runtime?.id !== undefined;
    const stop = () => life.abort();
    let telling = 0;
    const told = async (message: Promise<void>) => {
      telling += 1;
      try {
        await message;
      } catch {
        if (!isAlive()) stop();
        // The browser ended the worker before it was through.
        else setTimeout(detector.scanAgain, RETRY_MS);
      }
      telling -= 1;
    };
    const detector = startDetector(document, {
      found: (candidates, looked) =>
        void told(tell('candidatesFound', { document: name, candidates, looked })),
      gone: (keys) => void told(tell('candidatesGone', { document: name, keys })),
      isAlive,
      closedRoot,
      signal,
    });
    answerPageRequests(
      {
        scanAgain: detector.scanAgain,
        stop,
        stillThere: () => {
          const { looked, busy } = detector.progress();
          return { document: name, looked, busy: busy || telling > 0 };
        },
      },
      signal,
    );
  },
});

function closedRoot(element: Element): ShadowRoot | null {
  try {
    return browser.dom.openOrClosedShadowRoot(element as HTMLElement);
  } catch {
    // Not an HTML element after all: `font-face` and its like have a hyphen too.
    return null;
  }
}
