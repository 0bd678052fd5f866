import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
// Past the room's index on purpose: that brings the detector's tables, which this script does not need.
import { findRegistry } from '../lib/detect/registry';
import { answerPageRequests, ask } from '../lib/platform/page-messages';
import { startSeals } from '../lib/seals';

/** Seals that already live in this document answer for it; a second run has nothing to do. */
const SEALS = Symbol.for('laurel.seals');
type World = { [SEALS]?: AbortSignal };

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    const world = globalThis as World;
    if (world[SEALS]?.aborted === false) return;
    const life = new AbortController();
    world[SEALS] = life.signal;
    const isAlive = () => browser.runtime?.id !== undefined;
    const stop = () => life.abort();
    const seals = startSeals(document, {
      element: (key) => findRegistry()?.element(key),
      cardUrl: async (key) => {
        try {
          const card = await ask('openCard', { key });
          return card && `${browser.runtime.getURL('/card.html')}#${card.token}`;
        } catch {
          // The extension was reloaded, or its worker ended mid-answer: no card now, the next try asks again.
          if (!isAlive()) stop();
          return undefined;
        }
      },
      origin: new URL(browser.runtime.getURL('/')).origin,
      isAlive,
      signal: life.signal,
      stop,
    });
    answerPageRequests({ sealsChanged: (payload) => seals.show(payload.seals), stop }, life.signal);
  },
});
