// Every message between the parts of Laurel: who may send it, what it carries, what comes back.
import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { MAX_FILE_BYTES } from '../formats/file-limit';
import type { FetchReason } from '../net';
import type { RefreshedSaved } from '../page/refresh-saved';
import type {
  Added,
  EntryView,
  PageView,
  ReportView,
  SampleView,
  SaveOutcome,
  SealView,
} from '../page/views';
import type { BadgeDocument, EvidenceDocument } from '../verify';
import { type Envelope, isEnvelope, type Reply, reply } from './page-messages';
import { GIVEN } from './side-panel';

/** `page`: page scripts, which act on their own tab only. `extension`: Laurel's pages; the card is `card`. */
export type Sender = 'page' | 'extension' | 'card';

const tabId = v.pipe(v.number(), v.integer());
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const MAX_FILE_BASE64 = Math.ceil(MAX_FILE_BYTES / 3) * 4;
/** Characters of a text that the person gave. */
export const MAX_TEXT = 1_000_000;
const entry = v.object({ tabId, entryId: text(200) });
const token = v.object({ token: text(64) });

const candidateBase = {
  key: v.pipe(v.number(), v.integer()),
  placement: v.picklist(['picture', 'text', 'page']),
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
    // Firefox sends what is undefined along.
    shown: v.optional(text(4_000)),
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

  /** `peek`: what a card or the menu sent the person to stays to be told to the popup. */
  getPage: { from: ['extension'], payload: v.object({ tabId, peek: v.exactOptional(v.literal(true)) }) },
  /** Runs the page scripts in a tab by the toolbar click's grant. */
  scanTab: { from: ['extension'], payload: v.object({ tabId }) },
  checkNow: { from: ['extension'], payload: entry },
  saveBadge: { from: ['extension'], payload: entry },
  undoSave: { from: ['extension'], payload: v.object({ badgeId: text(200) }) },
  /** The badge file as found: base64 bytes, for download and sharing. */
  getFile: { from: ['extension'], payload: entry },
  /** What the checks of a badge relied on, for the page that explains its proof. */
  getProof: { from: ['extension'], payload: entry },
  /** Pasted text or addresses: each badge becomes an entry of the tab (or of `GIVEN`). */
  addText: { from: ['extension'], payload: v.object({ tabId, text: text(MAX_TEXT) }) },
  /** What is at an address that the person gave, for a page that looks for badges in it. */
  readAddress: { from: ['extension'], payload: v.object({ url: text(4_000), accept: text(300) }) },
  /** A file that the person gave: every badge in it becomes an entry of the tab (or of `GIVEN`). */
  addFile: {
    from: ['extension'],
    payload: v.object({ tabId, name: text(500), base64: text(MAX_FILE_BASE64) }),
  },
  /** Forgets everything that the person gave in the panel, or the copies that they made of a badge. */
  forgetGiven: {
    from: ['extension'],
    payload: v.object({ tabId: v.picklist(Object.values(GIVEN)) }),
  },
  /** The sample badge of the welcome page, checked like any other. */
  getSample: { from: ['extension'], payload: v.object({}) },
  setChecking: {
    from: ['extension'],
    payload: v.object({
      checking: v.picklist(['automatic', 'ask', 'offline']),
      /** Of the page that it was chosen on; `only`: for that host alone. */
      host: v.exactOptional(text(300)),
      only: v.exactOptional(v.boolean()),
    }),
  },
  setSite: { from: ['extension'], payload: v.object({ host: text(300), on: v.boolean() }) },
  /** Checks a saved badge again; the report lands in the backpack. */
  recheckSaved: { from: ['extension'], payload: v.object({ badgeId: text(200) }) },
  /** Asks the issuer of a saved badge for its newer edition, which joins the backpack. */
  refreshSaved: { from: ['extension'], payload: v.object({ badgeId: text(200) }) },
} as const satisfies Record<string, { from: readonly Sender[]; payload: v.GenericSchema }>;

export interface Answers {
  candidatesFound: void;
  candidatesGone: void;
  openCard: { token: string } | undefined;
  getCard: { entry: EntryView; mark?: string } | undefined;
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
  getProof: ProofFile | undefined;
  addText: Added;
  readAddress: ReadAddress;
  addFile: Added;
  forgetGiven: void;
  getSample: SampleView;
  setChecking: void;
  setSite: void;
  recheckSaved: { kind: 'checked' } | { kind: 'failed' };
  refreshSaved: RefreshedSaved;
}

/** `url`: where the answer came from in the end. `refused`: nobody was asked, or nobody answered in a usable way. */
export type ReadAddress =
  | { url: string; status: number; base64: string }
  | { refused: FetchReason; host: string };

/** A badge's document, its report, and the documents that were fetched for it; bytes as base64. */
export interface ProofFile {
  document: BadgeDocument;
  name: string;
  report?: ReportView;
  evidence: (Omit<EvidenceDocument, 'bytes'> & { base64: string })[];
}

export type RequestName = keyof typeof REQUESTS;
export type RequestOf<N extends RequestName> = v.InferOutput<(typeof REQUESTS)[N]['payload']>;

/** Requests that a page script answers, sent to one tab (and frame). */
export interface PageRequests {
  sealsChanged: { payload: { seals: SealView[] }; answer: void };
  /** Looks over the whole page again (after the worker forgot it, or on the person's wish). */
  scanAgain: { payload: Record<string, never>; answer: void };
  stop: { payload: Record<string, never>; answer: void };
  /** The name of the document's life that the detector gave with its candidates, and how far it got. */
  stillThere: {
    payload: Record<string, never>;
    answer: { document: string; looked: { pictures: number; links: number }; busy: boolean };
  };
}
export type PageRequestName = keyof PageRequests;

/** Told to every open page of Laurel; carries no content. */
export type Event =
  | { event: 'pageChanged'; tabId: number }
  | { event: 'backpackChanged' }
  | { event: 'settingsChanged' };

/** Who asks, as the browser says it. */
export interface RequestSender {
  kind: Sender;
  /** Always there for `page`; for the others only where they stand in a tab of their own or a frame of one. */
  tabId?: number;
  frameId?: number;
  /** Of the document that asks. */
  url: string;
  /** Of the sender's own tab. A popup has none: look at the tab that it asks about. */
  incognito: boolean;
}

export type RequestHandlers = {
  [N in RequestName]: (payload: RequestOf<N>, sender: RequestSender) => Answers[N] | Promise<Answers[N]>;
};

/**
 * Answers every request, in the worker. Call it once, before anything is awaited: a listener that is added
 * later misses the message that woke the worker.
 */
export function answerRequests(handlers: RequestHandlers): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, from: MessageSender, respond: (reply: Reply) => void) => {
      if (from.id !== browser.runtime.id || !isEnvelope(message)) return false;
      const name = message.laurel;
      if (!isRequestName(name)) return false;
      const sender = requestSender(from);
      const allowed: readonly Sender[] = REQUESTS[name].from;
      if (sender === undefined || !allowed.includes(sender.kind)) {
        respond({ failed: 'not-allowed' });
        return false;
      }
      const payload = v.safeParse<v.GenericSchema>(REQUESTS[name].payload, message.payload);
      if (!payload.success) {
        respond({ failed: 'bad-request' });
        return false;
      }
      // TypeScript can not see that the schema and the handler were picked by the same name.
      const handle = handlers[name] as (payload: unknown, sender: RequestSender) => unknown;
      void reply(() => handle(payload.output, sender), respond);
      return true;
    },
  );
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUESTS, name);
}

/** The parts of the browser's sender that both browsers fill; Firefox has had `origin` since 126. */
interface MessageSender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined; incognito: boolean } | undefined;
}

/** undefined: neither a page of Laurel nor a script in a tab. */
function requestSender(from: MessageSender): RequestSender | undefined {
  const kind = senderKind(from);
  if (kind === undefined) return undefined;
  return {
    kind,
    url: from.url ?? '',
    ...(from.tab?.id === undefined ? {} : { tabId: from.tab.id }),
    ...(from.frameId === undefined ? {} : { frameId: from.frameId }),
    incognito: from.tab?.incognito ?? false,
  };
}

function senderKind({ url = '', origin, tab }: MessageSender): Sender | undefined {
  const own = ownPlaces().find(
    (place) => url.startsWith(place) && (origin === undefined || `${origin}/` === place),
  );
  if (own !== undefined) return /^card\.html($|[?#])/.test(url.slice(own.length)) ? 'card' : 'extension';
  return tab?.id === undefined ? undefined : 'page';
}

/**
 * Laurel's own origin. Chromium gives the card a second address for each session (`use_dynamic_url`); a
 * document loaded from there still says the first one (seen in 156), but that is nowhere promised.
 */
function ownPlaces(): string[] {
  return [browser.runtime.getURL('/'), browser.runtime.getURL('/card.html').replace(/card\.html$/, '')];
}

/** What a page script answered; null where its answer has no content. */
export type PageAnswer<N extends PageRequestName> = PageRequests[N]['answer'] extends infer Answer
  ? Answer extends void
    ? null
    : Answer
  : never;

/** Asks the page scripts of one tab; undefined when none answers. */
export async function askPage<N extends PageRequestName>(
  tab: { tabId: number; frameId?: number },
  name: N,
  payload: PageRequests[N]['payload'],
): Promise<PageAnswer<N> | undefined> {
  const envelope: Envelope<N> = { laurel: name, payload };
  let answer: Reply<PageAnswer<N>> | undefined;
  try {
    answer = await browser.tabs.sendMessage(tab.tabId, envelope, { frameId: tab.frameId ?? 0 });
  } catch {
    // No page script lives there any more: the tab moved on or was closed.
    return undefined;
  }
  return answer !== undefined && 'answer' in answer ? answer.answer : undefined;
}

/** Tells every open page of Laurel. That none is open is no failure. */
export async function tellPages(event: Event): Promise<void> {
  try {
    await browser.runtime.sendMessage(event);
  } catch (error) {
    if (!(error instanceof Error && NO_RECEIVER.test(error.message))) throw error;
  }
}

/** Nobody listens, or the last page closed just then. */
const NO_RECEIVER = /Receiving end does not exist|message port closed|No listeners available/;

/** Hears what the worker tells, in a page of Laurel, until `signal` aborts. */
export function onEvent(listener: (event: Event) => void, signal: AbortSignal): void {
  const hear = (message: unknown, from: MessageSender): void => {
    // A page script may send messages too; what it says is not news.
    const trusted = from.id === browser.runtime.id && senderKind(from) !== 'page';
    if (trusted && isEvent(message)) listener(message);
  };
  browser.runtime.onMessage.addListener(hear);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(hear), { once: true });
}

function isEvent(message: unknown): message is Event {
  return v.safeParse(eventSchema, message).success;
}

const eventSchema = v.variant('event', [
  v.object({ event: v.literal('pageChanged'), tabId }),
  v.object({ event: v.literal('backpackChanged') }),
  v.object({ event: v.literal('settingsChanged') }),
]) satisfies v.GenericSchema<Event>;
