import type { Backpack } from '../backpack';
import type { FetchReason } from '../net';
import type { Sealer } from '../verify';
import type { ComparePictures } from './picture-check';
import type { TabState } from './tab-state';
import type { PageView } from './views';

/** What a request is for and how far the person's leave goes. */
export interface FetchUse {
  purpose: 'picture' | 'document';
  /** The person clicked for exactly this. */
  asked: boolean;
  checking: PageView['checking'];
  /** No standing choice reaches it, not even one for the issuer at that host. */
  onlyOnClick?: true;
  /** For a saved badge that is looked at again by itself. */
  quiet?: true;
  /** For a private window: neither the list of requests nor any cache remembers it. */
  isPrivate?: boolean;
}

export type PictureBytes =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'refused'; reason: FetchReason; host: string };

/** All that the page room is given: nothing here knows the browser's extension API. */
export interface PageSurroundings {
  sessions: {
    get(key: string): Promise<unknown>;
    /** False when session storage is full: the state then lives in memory only. */
    set(key: string, value: unknown): Promise<boolean>;
    remove(key: string): Promise<void>;
    keys(): Promise<string[]>;
  };
  /** How Laurel checks on the page in this tab; without a tab, how it checks everywhere else. */
  checking(tabId?: number): Promise<PageView['checking']>;
  fetchFor(use: FetchUse): typeof globalThis.fetch;
  /** A document that was fetched says how long it may be kept, from now. */
  limitAge(url: string, maxAgeMs: number): void;
  /** Whether the person wants badges of this issuer checked without a click, in `ask` too. */
  alwaysChecks(sealer: Sealer): Promise<boolean>;
  /** Whether access to this host alone would not help, as it sends Laurel on to other addresses. */
  wantsEverySite(host: string): boolean;
  /** The bytes of a picture that the page shows, by the worker's right or, failing that, by the page's own. */
  readPicture(
    tab: Pick<TabState, 'tabId' | 'incognito'>,
    picture: { url: string; sameOrigin: boolean },
    opened: boolean,
  ): Promise<PictureBytes>;
  /** Whether two picture files show the same; never rejects. */
  comparePictures: ComparePictures;
  readPackaged(path: string): Promise<Uint8Array>;
  openBackpack(): Promise<Backpack>;
  /** Something about a tab's badges changed: seals, toolbar and open pages follow. */
  changed(tabId: number): void;
  backpackChanged(): void;
}
