// A trust list as a file: what a person may keep, move to another machine or give to others.
import { type TrustEntry, type TrustedSealer, trustIdOf } from './records';

const FORMAT = 'laurel-trust-list';
const MAX_CHARACTERS = 4_000_000;
const MAX_ENTRIES = 20_000;
const MAX_TEXT = 2_000;

export type ReadTrustList =
  | {
      kind: 'list';
      entries: TrustEntry[];
      /** Entries that could not be understood and were left out. */
      left: number;
    }
  | { kind: 'problem'; code: 'not-a-trust-list' | 'newer-version' | 'too-large' };

/** JSON with two spaces. Without `alwaysCheck`: leave to ask hosts is given on a machine, never by a file. */
export function writeTrustList(entries: readonly TrustEntry[], now = new Date()): string {
  const issuers = entries
    .filter((entry) => entry.decision !== 'undecided')
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id: _id, alwaysCheck: _alwaysCheck, ...kept }) => kept);
  const list = { format: FORMAT, version: 1, exportedAt: now.toISOString(), issuers };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** Never throws. Of several entries for one sealer the first counts. */
export function readTrustList(text: string, now = new Date()): ReadTrustList {
  if (text.length > MAX_CHARACTERS) return { kind: 'problem', code: 'too-large' };
  const list = parse(text);
  if (!isRecord(list) || list.format !== FORMAT || !Array.isArray(list.issuers)) {
    return { kind: 'problem', code: 'not-a-trust-list' };
  }
  if (list.version !== 1) return { kind: 'problem', code: 'newer-version' };
  if (list.issuers.length > MAX_ENTRIES) return { kind: 'problem', code: 'too-large' };
  const entries = new Map<string, TrustEntry>();
  let left = 0;
  for (const value of list.issuers) {
    const entry = readEntry(value, now);
    if (entry === undefined) left += 1;
    else if (!entries.has(entry.id)) entries.set(entry.id, entry);
  }
  return { kind: 'list', entries: [...entries.values()], left };
}

function readEntry(value: unknown, now: Date): TrustEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, decision } = value;
  if (kind !== 'domain' && kind !== 'platform' && kind !== 'key') return undefined;
  if (decision !== 'trusted' && decision !== 'distrusted') return undefined;
  const [written, account, name, note] = [value.value, value.account, value.name, value.note].map(shortText);
  const named = kind === 'key' || written === undefined ? written : hostOf(written);
  if (named === undefined || (kind === 'platform' && account === undefined)) return undefined;
  const sealer: TrustedSealer = { kind, value: named, ...(account === undefined ? {} : { account }) };
  const since = shortText(value.since);
  return {
    ...sealer,
    id: trustIdOf(sealer),
    decision,
    since:
      since === undefined || Number.isNaN(Date.parse(since))
        ? now.toISOString()
        : new Date(since).toISOString(),
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
  };
}

/** A host as sealers have it, however it was typed: `Académie.example` is `xn--acadmie-eya.example`. */
function hostOf(written: string): string | undefined {
  const url = URL.parse(`https://${written}`);
  return url !== null && url.href === `https://${url.host}/` ? url.host : undefined;
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: the caller says that it is no trust list.
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
