import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
// Past the room's index on purpose: that brings the detector's tables, which this script does not need.
import { findRegistry } from '../lib/detect/registry';
import { answerPageRequests, askIfAny } from '../lib/platform/page-messages';
import { startSeals } from '../lib/seals';

/** True where seals live in this document, or gave it up for good: a second run has nothing to do. */
const SEALS = Symbol.for('laurel.seals');
type World = { [SEALS]?: boolean };

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    const world = globalThis as World;
    if (world[SEALS]) return;
    const life = new AbortController();
    world[SEALS] = true;
    const isAlive = () => browser.runtime?.id !== undefined;
    const stop = (forGood = false) => {
      world[SEALS] = forGood;
      life.abort();
    };
    const seals = startSeals(document, {
      element: (key) => findRegistry()?.element(key),
      cardUrl: async (key) => {
        try {
          const card = await askIfAny('openCard', { key });
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
    answerPageRequests(
      { sealsChanged: (payload) => seals.show(payload.seals), stop: () => stop() },
      life.signal,
    );
  },
});
