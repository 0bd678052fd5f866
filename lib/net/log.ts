// The list of requests that the person can read: what left this machine, where to, and why.
import type { Purpose } from './limits';
import type { FetchReason } from './reasons';

/**
 * What led to a request. `standing choice`: the person lets Laurel ask issuers by itself. `saved badge`: the same, for
 * a badge of the backpack that is checked again from time to time.
 */
export type RequestWhy = 'page picture' | 'click' | 'standing choice' | 'saved badge';

export interface LoggedRequest {
  /** ISO 8601 UTC. */
  time: string;
  host: string;
  /** Without user name, query and fragment: they can name the person. */
  url: string;
  purpose: Purpose;
  why: RequestWhy;
  outcome: 'answered' | 'cancelled' | FetchReason;
  status?: number;
  bytes?: number;
  /** Where redirects ended, when that is another address. */
  finalUrl?: string;
}

export interface RequestLog {
  add(entry: LoggedRequest): void;
  /** Newest last. */
  list(): LoggedRequest[];
  clear(): void;
}

/** Keeps the newest `keep` requests. `onChange` is told after each change, to keep or show the list. */
export function createRequestLog({
  keep = 500,
  entries = [],
  onChange,
}: {
  keep?: number;
  entries?: readonly LoggedRequest[];
  onChange?: (entries: readonly LoggedRequest[]) => void;
} = {}): RequestLog {
  let kept = entries.slice(-keep);
  const change = (next: LoggedRequest[]): void => {
    kept = next;
    onChange?.(kept);
  };
  return {
    add: (entry) => change([...kept.slice(1 - keep), entry]),
    list: () => [...kept],
    clear: () => change([]),
  };
}

/** An address as it may be written down. */
export function withoutSecrets(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
