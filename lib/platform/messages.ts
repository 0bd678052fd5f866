// Every message between the parts of Laurel: who may send it, what it carries, what comes back.
import * as v from 'valibot';
import { browser } from 'wxt/browser';
import type { EntryView, PageView, SampleView, SaveOutcome, SealView } from '../page/views';
import type { CheckingMode } from './settings';

/** `page`: page scripts, which act on their own tab only. `extension`: Laurel's pages; the card is `card`. */
export type Sender = 'page' | 'extension' | 'card';

const tabId = v.pipe(v.number(), v.integer());
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const entry = v.object({ tabId, entryId: text(200) });
const token = v.object({ token: text(64) });

const candidateBase = {
  key: v.pipe(v.number(), v.integer()),
  placement: v.picklist(['picture', 'text']),
  label: v.exactOptional(text(200)),
};
const candidate = v.variant('kind', [
  v.object({ ...candidateBase, kind: v.literal('picture'), url: text(3_000_000), sameOrigin: v.boolean() }),
  v.object({
    ...candidateBase,
    kind: v.literal('text'),
    text: text(1_000_000),
    media: v.picklist(['json', 'jws', 'svg']),
  }),
  v.object({
    ...candidateBase,
    kind: v.literal('address'),
    url: text(4_000),
    provider: v.exactOptional(text(80)),
  }),
]);

/** Requests that the worker answers. */
export const REQUESTS = {
  candidatesFound: {
    from: ['page'],
    payload: v.object({
      /** Random name of this life of the document: tells a new page from an old one in the same tab. */
      document: text(64),
      candidates: v.pipe(v.array(candidate), v.maxLength(500)),
      looked: v.object({ pictures: v.number(), links: v.number() }),
    }),
  },
  candidatesGone: { from: ['page'], payload: v.object({ document: text(64), keys: v.array(v.number()) }) },
  /** A one-time token with which the card page of one seal asks for its entry. */
  openCard: { from: ['page'], payload: v.object({ key: v.number() }) },

  getCard: { from: ['card'], payload: token },
  checkFromCard: { from: ['card'], payload: token },
  /** `seen`: IntersectionObserver v2 says the card was truly visible for half a second. */
  saveFromCard: { from: ['card'], payload: v.object({ token: text(64), seen: v.boolean() }) },
  undoSaveFromCard: { from: ['card'], payload: token },
  /** Opens the popup (or a tab in its place) on the card's badge. */
  openFromCard: {
    from: ['card'],
    payload: v.object({ token: text(64), what: v.picklist(['details', 'share']) }),
  },

  getPage: { from: ['extension'], payload: v.object({ tabId }) },
  /** Runs the page scripts in a tab by the toolbar click's grant. */
  scanTab: { from: ['extension'], payload: v.object({ tabId }) },
  checkNow: { from: ['extension'], payload: entry },
  saveBadge: { from: ['extension'], payload: entry },
  undoSave: { from: ['extension'], payload: v.object({ badgeId: text(200) }) },
  /** The badge file as found: base64 bytes, for download and sharing. */
  getFile: { from: ['extension'], payload: entry },
  /** Pasted text or an address; becomes an entry of the tab. */
  addText: { from: ['extension'], payload: v.object({ tabId, text: text(1_000_000) }) },
  /** The sample badge of the welcome page, checked like any other. */
  getSample: { from: ['extension'], payload: v.object({}) },
  setChecking: { from: ['extension'], payload: v.object({ checking: v.picklist(['automatic', 'ask', 'offline']) }) },
  setSite: { from: ['extension'], payload: v.object({ host: text(300), on: v.boolean() }) },
  /** Checks a saved badge again; the report lands in the backpack. */
  recheckSaved: { from: ['extension'], payload: v.object({ badgeId: text(200) }) },
} as const satisfies Record<string, { from: readonly Sender[]; payload: v.GenericSchema }>;

export interface Answers {
  candidatesFound: void;
  candidatesGone: void;
  openCard: { token: string } | undefined;
  getCard: { entry: EntryView; checking: CheckingMode; mark?: string } | undefined;
  checkFromCard: void;
  saveFromCard: SaveOutcome | { kind: 'opened-popup' };
  undoSaveFromCard: void;
  openFromCard: void;
  getPage: PageView;
  scanTab: { kind: 'scanning' } | { kind: 'refused' };
  checkNow: void;
  saveBadge: SaveOutcome;
  undoSave: void;
  getFile: { name: string; mediaType: string; base64: string } | undefined;
  addText: { entryId: string } | { problem: 'nothing-found' | 'too-large' };
  getSample: SampleView;
  setChecking: void;
  setSite: void;
  recheckSaved: { kind: 'checked' } | { kind: 'failed' };
}

export type RequestName = keyof typeof REQUESTS;
export type RequestOf<N extends RequestName> = v.InferOutput<(typeof REQUESTS)[N]['payload']>;

/** Requests that a page script answers, sent to one tab (and frame). */
export interface PageRequests {
  /** Reads a picture that this page loaded, by the page's own right: same origin, CORS or blob:. */
  readPicture: { payload: { url: string; maxBytes: number }; answer: { base64: string; mediaType: string } | { problem: string } };
  sealsChanged: { payload: { seals: SealView[] }; answer: void };
  /** Looks over the whole page again (after the worker forgot it, or on the person's wish). */
  scanAgain: { payload: Record<string, never>; answer: void };
  stop: { payload: Record<string, never>; answer: void };
  /** The name of the document's life that the detector gave with its candidates. */
  stillThere: { payload: Record<string, never>; answer: { document: string } };
}
export type PageRequestName = keyof PageRequests;

/** Told to every open page of Laurel; carries no content. */
export type Event = { event: 'pageChanged'; tabId: number } | { event: 'backpackChanged' } | { event: 'settingsChanged' };

interface Envelope<N extends string> {
  laurel: N;
  payload: unknown;
}

/** Asks the worker. Rejects only when the extension was reloaded or the worker died mid-answer. */
export function ask<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<Answers[N]> {
  return browser.runtime.sendMessage({ laurel: name, payload } satisfies Envelope<N>) as Promise<Answers[N]>;
}

/** Asks the page scripts of one tab; undefined when none answers. */
export async function askPage<N extends PageRequestName>(
  tab: { tabId: number; frameId?: number },
  name: N,
  payload: PageRequests[N]['payload'],
): Promise<PageRequests[N]['answer'] | undefined> {
  try {
    return await browser.tabs.sendMessage(tab.tabId, { laurel: name, payload } satisfies Envelope<N>, {
      frameId: tab.frameId ?? 0,
    });
  } catch {
    // No page script lives there any more: the tab moved on or was closed.
    return undefined;
  }
}
