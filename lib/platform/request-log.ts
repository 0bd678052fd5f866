// The list of requests that the person can read: in session storage, over restarts of the worker. What was asked for
// private windows is listed for as long as one is open.
import { createRequestLog, type LoggedRequest } from '../net';
import { openSessions } from './page-sessions';

/** For the worker, the only one that writes. */
export function openRequestLog(list: keyof typeof LISTS): RequestList {
  const drawer = openSessions(DRAWER);
  const key = LISTS[list];
  const log = readList(key).then((entries) =>
    createRequestLog({
      entries,
      onChange: (kept) => void (kept.length === 0 ? drawer.remove(key) : drawer.set(key, kept)),
    }),
  );
  return {
    add: (entry) => void log.then((opened) => opened.add(entry)),
    clear: () => void log.then((opened) => opened.clear()),
  };
}

export interface RequestList {
  add(entry: LoggedRequest): void;
  clear(): void;
}

/** What Laurel asked of the network since the browser started, newest last. */
export async function readRequestLog(): Promise<LoggedRequest[]> {
  const lists = await Promise.all(Object.values(LISTS).map(readList));
  return lists.flat().toSorted((one, other) => (one.time < other.time ? -1 : 1));
}

async function readList(key: string): Promise<LoggedRequest[]> {
  const entries = await openSessions(DRAWER).get(key);
  // Written by this file alone.
  return Array.isArray(entries) ? (entries as LoggedRequest[]) : [];
}

const DRAWER = 'requests';
const LISTS = { ordinary: 'log', private: 'private' } as const;
