// The shapes that verification gives to the rest of Laurel; outside checks call these names.
import type { Payload } from '../baking';
import type { Badge } from '../credential';

export type BadgeSource =
  | { kind: 'file'; bytes: Uint8Array }
  | { kind: 'text'; text: string }
  | { kind: 'url'; url: string };

/** One document that claims to be a badge, as found. */
export interface BadgeDocument {
  /** `address`: only the place of a hosted Assertion is known. */
  form: 'json' | 'jws' | 'address';
  text: string;
  /** Which baking it came out of, when it came out of a picture. */
  standard?: Payload['standard'];
}

export interface VerifyEnvironment {
  /** The guarded fetch in the extension, a replay in tests; none means no network. */
  fetch?: typeof globalThis.fetch;
  now?: Date;
  recipients?: { type: string; value: string }[];
  onCheck?: (check: Check) => void;
  /** A document that proved itself says how long it may be kept (a status list's `ttl`), from now. */
  limitAge?: (url: string, maxAgeMs: number) => void;
  /** `fitsSchema` where there is room for it: without it, schemas are neither fetched nor checked. */
  fitsSchema?: (document: unknown, schema: Record<string, unknown>) => SchemaAnswer;
  signal?: AbortSignal;
  /** What the person decided about sealers; one that is not among them is never worse for it. */
  trust?: readonly KnownSealer[];
  /** Hosts of issuers that the person knows, the longest known first: names that resemble them are warned about. */
  knownDomains?: readonly string[];
}

export interface KnownSealer extends Required<Pick<Sealer, 'value'>>, Pick<Sealer, 'account'> {
  kind: 'domain' | 'platform' | 'key';
  decision: 'trusted' | 'distrusted' | 'undecided';
}

export interface SchemaAnswer {
  /** JSON Pointers of what does not fit, at most a few. */
  misses: string[];
  /** Whether every rule of the schema that applies was tried. */
  complete: boolean;
}

export type Verdict =
  | 'verified'
  | 'not-valid'
  | 'revoked'
  | 'suspended'
  | 'expired'
  | 'not-yet-valid'
  | 'could-not-check';

export interface Check {
  /** The kind of check: `proof`, `key`, `scope`, `status`, `dates`, `shape`, `context`, `issuer`, ... */
  id: string;
  outcome: 'passed' | 'warning' | 'failed' | 'unknown' | 'skipped';
  /** Stable kebab-case code; has a sentence in the locale file under `checks`. */
  code: string;
  params?: Record<string, string>;
  about?: string;
}

/** What was proven about who sealed the badge, never what was claimed. */
export interface Sealer {
  /** `domain`: own host. `platform`: a host where many have accounts. `key`: fingerprint. `none`: nothing proven. */
  kind: 'domain' | 'platform' | 'key' | 'none';
  /** Host of a domain or platform; fingerprint of a key (RFC 7638 thumbprint). */
  value?: string;
  /** On a platform: the path that tells this issuer's account from its neighbours'. */
  account?: string;
}

export interface EvidenceDocument {
  /** Without identity queries. */
  url: string;
  /** ISO 8601 UTC. */
  time: string;
  status: number;
  mediaType: string;
  bytes: Uint8Array;
  /** Lower-case hex. */
  sha256: string;
  /** Where redirects ended, when that is another address; without identity queries. */
  finalUrl?: string;
  /** What the host said of the document's age: those of `date`, `etag`, `last-modified` that it sent. */
  headers?: Record<string, string>;
}

export interface Report {
  verdict: Verdict;
  subject: { id?: string; kind: Badge['kind'] };
  badge?: Badge;
  sealer: Sealer;
  /** Every check that ran or was left out, in order. */
  checks: Check[];
  /** Hosts that were not asked for want of leave, permission or network. */
  needs: string[];
  recipient: {
    outcome: 'match' | 'mismatch' | 'not-comparable' | 'not-asked' | 'not-bound';
    /** Index into `VerifyEnvironment.recipients`. */
    matched?: number;
  };
  parts: Report[];
  endorsements: Report[];
  evidence: EvidenceDocument[];
  /** ISO 8601 UTC. */
  checkedAt: string;
}
