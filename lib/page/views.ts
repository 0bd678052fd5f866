// What the worker tells extension pages and page scripts about the badges of a tab. Plain JSON.
import type { Badge } from '../credential';
import type { FetchReason } from '../net';
import type { Check, EvidenceDocument, Report } from '../verify';

/** A report as it crosses messages: without evidence bytes. */
export type ReportView = Omit<Report, 'evidence' | 'parts' | 'endorsements'> & {
  evidence: Omit<EvidenceDocument, 'bytes'>[];
  parts: ReportView[];
  endorsements: ReportView[];
  /** Nobody asked for it: a saved badge was checked again by itself. */
  quiet?: true;
};

export interface EntryView {
  /** Stable for the award on this tab, also over a worker restart. */
  id: string;
  state: 'found' | 'checking' | 'checked';
  /** There once `state` was `checked`; kept while checking again. */
  report?: ReportView;
  /** Unproven words from the document or page, for a heading before the first report. */
  claimed?: { name?: string; issuer?: string };
  /** The credential's own picture as a data: address (never the page's), when it could be had without a forbidden request. */
  picture?: string;
  /** Hosts to ask before an answer is possible, when not allowed yet. `permission`: the browser's grant is missing. */
  asks: {
    host: string;
    reason: 'consent' | 'permission' | 'offline';
    /** The host sent Laurel on to another address; only with access to every site may it follow. */
    everySite?: true;
  }[];
  saved?: { badgeId: string; savedAt: string };
  /** By which of the person's identities the badge is bound to them, where it is. */
  own?: string;
  /** A short link or a rendered picture: whether an award is behind it is known only once it was asked. */
  lead?: true;
  /** The site of the award's address, where the entry is known by that address. */
  at?: string;
  /** Where it was found, without queries. */
  foundAt: string;
  /** The name of the file that it came in, where the person gave one. */
  file?: string;
  /** A badge file or text can be downloaded as it was found. */
  hasFile: boolean;
  /** Of a private window, where nothing is saved. */
  isPrivate?: true;
}

/** A picture that the person pointed at. */
export interface PointedPicture {
  url: string;
  sameOrigin: boolean;
  /** Where the link around it leads. */
  link?: string;
}

/** A saved badge whose picture shows the same. */
export interface AlikeBadge {
  badgeId: string;
  name?: string;
}

export interface Looked {
  pictures: number;
  links: number;
  /** The page's script answers and has nothing left to look at. */
  done?: boolean;
  /** Hosts of pictures on the page that could not be read for want of the browser's leave. */
  unread?: string[];
  /** Badges in what was given last or behind a link that are not in the list. Without addresses the text has to be given again. */
  more?: { count: number; addresses?: string[] };
  /** What came of the one picture that the person pointed at last. */
  at?:
    | { kind: 'found' }
    | {
        kind: 'none';
        /** Where the link around it leads. */
        link?: string;
        /** A badge in the backpack that shows the same. */
        alike?: AlikeBadge;
      }
    | ({ kind: 'refused'; reason: FetchReason; host: string } & PointedPicture);
}

export interface PageView {
  tabId: number;
  /** The page's host; undefined where the browser lets no extension look. */
  host?: string;
  checking: 'automatic' | 'ask' | 'offline';
  /** `checking` was chosen for this host alone. */
  ownChecking?: true;
  /** `no-access`: not granted, page scripts do not run here. `unsupported`: the browser's own pages. */
  site: 'on' | 'off' | 'no-access' | 'unsupported';
  entries: EntryView[];
  /** What was looked at, for the empty state. */
  looked: Looked;
  /** In a private window, where nothing is saved. */
  isPrivate?: true;
  busy: boolean;
  /** The entry to open on, when a card sent the person here. `save`: the card could not be sure it was seen. */
  focus?: { entryId: string; what: 'details' | 'share' | 'save' };
}

export type Answer = Report['verdict'] | 'verified-with-notes' | 'not-checked' | 'checking';

/** What a page script may know to draw one seal. */
export interface SealView {
  /** Candidate keys of the elements that carry this entry. */
  keys: number[];
  entryId: string;
  answer: Answer;
  /** Accessible name. */
  label: string;
}

export interface SampleView {
  entry: EntryView;
}

/** What came of a text or a file that the person gave. */
export type Added = { entryIds: string[] } | { problem: 'nothing-found' | 'list-full' };

export type SaveOutcome =
  | { kind: 'saved'; badgeId: string; savedAt: string }
  | { kind: 'already'; badgeId: string; savedAt: string }
  | { kind: 'failed'; code: 'quota' | 'storage' | 'unreadable' | 'private-window' };

export type { Badge, Check };
