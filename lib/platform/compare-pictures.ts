// The worker's end of comparing pictures: the code that decodes and compares them lives in a document of its own.
import { browser } from 'wxt/browser';
import type { PictureOutcome } from '../page';
import { isPictureReply, PICTURE_CHANNEL, type PictureRequest } from './picture-channel';

/** A browser that ends the comparer in the middle of it never answers. */
const MAX_WAIT_MS = 15_000;

let underWay = 0;
/** Opening and closing happen one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/** Never rejects; `unavailable` where this browser can not do it. */
export async function comparePictureFiles(shown: Uint8Array, declared: Uint8Array): Promise<PictureOutcome> {
  underWay += 1;
  try {
    await inTurn(openComparer);
    return await asked({ request: crypto.randomUUID(), shown, declared });
  } catch (error) {
    console.warn('Laurel could not start comparing pictures', error);
    return { outcome: 'not-comparable', reason: 'unavailable' };
  } finally {
    underWay -= 1;
    void inTurn(closeComparer);
  }
}

function asked(request: PictureRequest): Promise<PictureOutcome> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(PICTURE_CHANNEL);
    const end = (result: PictureOutcome) => {
      clearTimeout(late);
      channel.close();
      resolve(result);
    };
    const late = setTimeout(() => end({ outcome: 'not-comparable', reason: 'unavailable' }), MAX_WAIT_MS);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isPictureReply(data) && data.reply === request.request) end(data.result);
    });
    channel.postMessage(request);
  });
}

function inTurn(work: () => Promise<void>): Promise<void> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined); // Whoever asked for it hears of it.
  return mine;
}

async function openComparer(): Promise<void> {
  if (typeof document !== 'undefined') return openInDocument();
  const open = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return;
  await browser.offscreen.createDocument({
    url: '/offscreen.html',
    reasons: ['DOM_PARSER'],
    justification: 'Draws badge pictures, SVG among them, to compare them.',
  });
}

async function closeComparer(): Promise<void> {
  if (typeof document !== 'undefined' || underWay > 0) return;
  try {
    await browser.offscreen.closeDocument();
  } catch (error) {
    // The browser closed it before; nothing is left to close.
    console.debug('Laurel found no picture comparer to close', error);
  }
}

/** Firefox's event page has a document of its own. */
function openInDocument(): Promise<void> {
  if (document.querySelector('script[data-pictures]')) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.dataset.pictures = '';
    script.src = browser.runtime.getURL('/picture-comparer.js');
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('picture-comparer.js did not load'));
    document.head.append(script);
  });
}
