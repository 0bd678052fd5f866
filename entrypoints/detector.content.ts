import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { findRegistry, startDetector } from '../lib/detect';
import { readAsPage } from '../lib/net/page-read';
import { answerPageRequests, ask } from '../lib/platform/page-messages';

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
    const tell = (message: Promise<void>) => {
      // Gone for good only when the extension was reloaded; a worker that just ended asks for another scan itself.
      message.catch(() => isAlive() || stop());
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
        stillThere: () => ({ document: name }),
        readPicture: (picture) =>
          detector.hasPicture(picture.url) ? readAsPage(picture.url, picture) : { problem: 'not-on-page' },
      },
      signal,
    );
  },
});
