// The list of requests that the person can read: in session storage, over restarts of the worker.
import { createRequestLog, type LoggedRequest } from '../net';
import { openSessions } from './page-sessions';

/** For the worker, the only one that writes. */
export function openRequestLog(): { add(entry: LoggedRequest): void } {
  const drawer = openSessions(DRAWER);
  const log = readRequestLog().then((entries) =>
    createRequestLog({ entries, onChange: (list) => void drawer.set(LOG, list) }),
  );
  return { add: (entry) => void log.then((opened) => opened.add(entry)) };
}

/** What Laurel asked of the network since the browser started, newest last. */
export async function readRequestLog(): Promise<LoggedRequest[]> {
  const entries = await openSessions(DRAWER).get(LOG);
  // Written by this file alone.
  return Array.isArray(entries) ? (entries as LoggedRequest[]) : [];
}

const DRAWER = 'requests';
const LOG = 'log';
