// A document that was not had, as a check: the words depend on who can do something about it.
import type { Fetched } from './context';
import type { Check } from './report';

type Unavailable = Extract<Fetched, { kind: 'unavailable' }>;

const CODES = {
  consent: 'needs-consent',
  permission: 'needs-permission',
  offline: 'offline',
  guard: 'guard',
  limit: 'limit',
  host: 'host-silent',
} as const satisfies Record<Unavailable['reason'], string>;

/** `about` is the address that was asked for. */
export function unavailableCheck(id: string, { host, reason, url }: Unavailable): Check {
  return { id, outcome: 'unknown', code: CODES[reason], params: { host, reason }, about: url };
}
