// What is known of one tab's badges. Plain JSON, so that it outlives the worker in session storage.
import type { AwardPage } from '../detect';
import type { BadgeDocument } from '../verify';
import type { Looked, ReportView } from './views';

/** Where an entry's bytes or text can be had again. */
export type EntrySource =
  | { kind: 'picture'; url: string; sameOrigin: boolean }
  | { kind: 'text'; text: string; media: 'json' | 'jws' | 'svg' }
  /** `shown`: the page's own picture inside the link, which a viewer takes for the badge. */
  | { kind: 'address'; url: string; page?: AwardPage; shown?: string }
  /** Given by the person; its bytes are held, and past a restart only if small. */
  | { kind: 'file'; name: string }
  /** Ships with Laurel. */
  | { kind: 'packaged'; path: string };

export interface TabEntry {
  id: string;
  source: EntrySource;
  document: BadgeDocument;
  /** Candidate keys of the elements on the page that carry it; empty for what the person added. */
  keys: number[];
  /** Page address without query and fragment. */
  foundAt: string;
  claimed: { name?: string; issuer?: string };
  state: 'found' | 'checking' | 'checked';
  /** The person asked for an answer, so issuers may be asked. Kept so that a restarted worker finishes the job. */
  asked: boolean;
  report?: ReportView;
  /** Entries of the badges that were beside this one at its address. */
  brought?: string[];
  /** It is here only because it was beside another one. */
  isBeside?: true;
  /** The credential's own picture, small, as a data: address. */
  picture?: string;
}

export interface TabState {
  tabId: number;
  /** Names one life of the page's document; a new one clears the entries. */
  document: string;
  /** The page's address without query and fragment. */
  url: string;
  entries: TabEntry[];
  looked: Looked;
  /** Pictures already read, by address, with the entries that they carry: none is read twice. */
  pictures: Record<string, string[]>;
  /** Keys of what the page says of itself as a whole: no one place on it is theirs. */
  pageKeys?: number[];
  /** Card tokens handed to this tab's seals, newest last. */
  cards: { token: string; entryId: string }[];
  /** What the popup shall open on. */
  focus?: { entryId: string; what: 'details' | 'share' | 'save' };
  incognito: boolean;
}

export function emptyTab(tabId: number, document: string, url: string, incognito: boolean): TabState {
  return {
    tabId,
    document,
    url: withoutQuery(url),
    entries: [],
    looked: { pictures: 0, links: 0 },
    pictures: {},
    cards: [],
    incognito,
  };
}

/** Page addresses can carry who looks; only the place is kept. */
export function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '';
  return url.origin + url.pathname;
}
