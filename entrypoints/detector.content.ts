import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { findRegistry, startDetector } from '../lib/detect';
import { answerPageRequests, ask, type RequestFailed } from '../lib/platform/page-messages';

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
    const tell = (message: Promise<void>) => {
      telling += 1;
      message
        .catch((error: Partial<RequestFailed>) => {
          if (!isAlive()) stop();
          // The browser ended the worker before it was through. A failure of its own has a code: again would not help.
          else if (!error.code) setTimeout(detector.scanAgain, RETRY_MS);
        })
        .finally(() => {
          telling -= 1;
        });
    };
    const detector = startDetector(document, {
      found: (candidates, looked) => tell(ask('candidatesFound', { document: name, candidates, looked })),
      gone: (keys) => tell(ask('candidatesGone', { document: name, keys })),
      isAlive,
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
