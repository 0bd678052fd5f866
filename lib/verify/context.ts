// One verification's working state: the environment, what was fetched, and the checks so far.
import type { Badge, Node } from '../credential';
import type { FetchReason } from '../net';
import type { Check, EvidenceDocument, Sealer, VerifyEnvironment } from './report';

export type Fetched =
  | {
      kind: 'document';
      /** As asked, and where redirects ended. */
      url: string;
      finalUrl: string;
      /** Any HTTP status: a 410 with a body is a document too. */
      status: number;
      mediaType: string;
      bytes: Uint8Array;
    }
  | { kind: 'unavailable'; url: string; host: string; reason: FetchReason };

export interface VerifyContext {
  readonly environment: VerifyEnvironment;
  readonly now: Date;
  /** Adds to the report's checks and tells `environment.onCheck`. */
  record(check: Check): void;
  /**
   * Fetches each address once a verification, keeps it as evidence, never rejects. Adds to `needs` itself, unless
   * the document is `optional`: nothing depends on it.
   */
  get(url: string, accept: string, weight?: 'optional'): Promise<Fetched>;
  readonly checks: readonly Check[];
  readonly evidence: readonly EvidenceDocument[];
  readonly needs: ReadonlySet<string>;
}

/** What one path (hosted, embedded proof, VC-JWT) found out; `verdict.ts` makes the verdict of it. */
export interface Findings {
  authenticity: 'authentic' | 'not-valid' | 'could-not-check';
  standing: Standing;
  sealer: Sealer;
  /** Fields from what was signed or hosted. Given also when not authentic, as unproven claims. */
  badge?: Badge;
  subject: { id?: string; kind: Badge['kind'] };
  /** The credential as it came, for the documents within it, which prove themselves or nothing. */
  around?: { credential: Record<string, unknown>; covers: boolean };
  /** What of an award of 2.0 may carry endorsements, as its issuer says it. */
  endorsed?: readonly EndorsedNode[];
}

export interface EndorsedNode {
  place: 'badge' | 'achievement' | 'issuer';
  node: Node;
}

export interface Standing {
  /** The worst of the status entries; `good` also when the issuer offers no status. */
  status: 'good' | 'revoked' | 'suspended' | 'could-not-check';
  /** ISO 8601. */
  validFrom?: string;
  validUntil?: string;
}

/** A secured credential (embedded proof or VC-JWT) after its proof, key and issuer binding were checked. */
export interface Secured {
  authenticity: Findings['authenticity'];
  /** Only what was signed, compacted to the bundled contexts. */
  credential?: Record<string, unknown>;
  issuerId?: string;
  sealer: Sealer;
  /** Whether a document within it, as it stands there, is part of what was signed. */
  coversNested?: boolean;
}

/** What the documents of one file, and those within them, share. */
export interface FileWork {
  requestsLeft: number;
  /** Documents within documents that may still be looked at. */
  nestedLeft: number;
  /** What was asked for already: a status list or an issuer's document is fetched once for all. */
  readonly answers: Map<string, Promise<Answered>>;
}

interface Answered {
  fetched: Fetched;
  evidence?: EvidenceDocument;
}

const MAX_REQUESTS_PER_CREDENTIAL = 8;
const MAX_REQUESTS_PER_FILE = 64;
/** A transcript of a whole degree has fewer. */
const MAX_NESTED_PER_FILE = 200;
/** What the person opened may have 8 MB; lib/net holds found documents to less. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;
const LEAVE_REASONS: ReadonlySet<FetchReason> = new Set(['consent', 'permission', 'offline']);
const REASONS: ReadonlySet<string> = new Set<FetchReason>([
  'consent',
  'permission',
  'offline',
  'guard',
  'limit',
  'host',
]);

export function fileWork(): FileWork {
  return { requestsLeft: MAX_REQUESTS_PER_FILE, nestedLeft: MAX_NESTED_PER_FILE, answers: new Map() };
}

export function createContext(environment: VerifyEnvironment, file: FileWork = fileWork()): VerifyContext {
  const checks: Check[] = [];
  const evidence: EvidenceDocument[] = [];
  const needs = new Set<string>();
  const fetched = new Map<string, Promise<Fetched>>();
  let ownLeft = MAX_REQUESTS_PER_CREDENTIAL;

  /** What another document of the file brought costs nothing; only a request of its own is counted. */
  const ask = (url: string, accept: string): Promise<Answered> => {
    const known = file.answers.get(url);
    if (known !== undefined) return known;
    if (!isHttp(url)) return Promise.resolve(unavailable(url, 'guard'));
    // Who cancels was not asked: it stays "not checked yet".
    if (environment.fetch === undefined || isAborted(environment.signal)) {
      return Promise.resolve(unavailable(url, 'offline'));
    }
    if (ownLeft <= 0 || file.requestsLeft <= 0) return Promise.resolve(unavailable(url, 'limit'));
    ownLeft -= 1;
    file.requestsLeft -= 1;
    const answered = request(url, accept, environment.fetch, environment.signal);
    file.answers.set(url, answered);
    return answered;
  };
  const askOnce = async (url: string, accept: string): Promise<Fetched> => {
    const answered = await ask(url, accept);
    if (answered.evidence !== undefined) evidence.push(answered.evidence);
    return answered.fetched;
  };

  return {
    environment,
    now: environment.now ?? new Date(),
    checks,
    evidence,
    needs,
    record(check) {
      checks.push(check);
      environment.onCheck?.(check);
    },
    async get(url, accept, weight) {
      const key = withoutFragment(url);
      const known = fetched.get(key) ?? askOnce(key, accept);
      fetched.set(key, known);
      const answer = await known;
      if (answer.kind === 'unavailable' && LEAVE_REASONS.has(answer.reason) && weight !== 'optional') {
        needs.add(answer.host);
      }
      return answer;
    },
  };
}

/** The check to record for a document that was not had. */
export function unavailableCheck(
  id: string,
  { host, reason }: Extract<Fetched, { kind: 'unavailable' }>,
): Check {
  const params = { host, reason };
  switch (reason) {
    case 'consent':
    case 'permission':
    case 'offline':
      return { id, outcome: 'skipped', code: 'not-asked', params };
    case 'guard':
      return { id, outcome: 'unknown', code: 'guard', params };
    case 'limit':
      return { id, outcome: 'unknown', code: 'limit', params };
    case 'host':
      return { id, outcome: 'unknown', code: 'host-silent', params };
  }
}

async function request(
  url: string,
  accept: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  try {
    const response = await fetch(url, {
      headers: { accept },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength > MAX_DOCUMENT_BYTES) return unavailable(url, 'limit');
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const { status } = response;
    const finalUrl = response.url === '' ? url : response.url;
    return {
      fetched: { kind: 'document', url, finalUrl, status, mediaType, bytes },
      evidence: {
        url: withoutIdentity(url),
        time: new Date().toISOString(),
        status,
        mediaType,
        bytes,
        sha256: await sha256Hex(bytes),
        ...(finalUrl === url ? {} : { finalUrl: withoutIdentity(finalUrl) }),
        ...ageOf(response.headers),
      },
    };
  } catch (error) {
    if (isAborted(signal)) return unavailable(url, 'offline');
    const refusal = readRefusal(error);
    return refusal === undefined ? unavailable(url, 'host') : unavailable(url, refusal.reason, refusal.host);
  }
}

/** Longer ones are no dates and no tags that anybody would compare. */
const MAX_HEADER = 200;

function ageOf(headers: Headers): Pick<EvidenceDocument, 'headers'> {
  const said = ['date', 'etag', 'last-modified'].flatMap((name) => {
    const value = headers.get(name);
    return value && value.length <= MAX_HEADER ? [[name, value]] : [];
  });
  return said.length === 0 ? {} : { headers: Object.fromEntries(said) };
}

function unavailable(url: string, reason: FetchReason, host = hostOf(url)): Answered {
  return { fetched: { kind: 'unavailable', url, host, reason } };
}

function isHttp(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url);
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** By its properties: an error loses its class on the way through messages and replays. */
function readRefusal(error: unknown): { reason: FetchReason; host?: string } | undefined {
  if (typeof error !== 'object' || error === null || !('reason' in error)) return undefined;
  const { reason } = error;
  if (!isReason(reason)) return undefined;
  return 'host' in error && typeof error.host === 'string' && error.host !== ''
    ? { reason, host: error.host }
    : { reason };
}

function isReason(value: unknown): value is FetchReason {
  return typeof value === 'string' && REASONS.has(value);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/** Badgr's addresses carry the learner's address in clear: `identity__email=` and its like are not kept. */
export function withoutIdentity(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  const names = [...parsed.searchParams.keys()].filter((name) => /^identity_{1,2}/i.test(name));
  if (names.length === 0) return url;
  for (const name of names) parsed.searchParams.delete(name);
  return parsed.href;
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // The copy has a plain ArrayBuffer behind it, which WebCrypto's types ask for.
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
