// One verification's working state: the environment, what was fetched, and the checks so far.
import type { FetchReason } from '../net';
import type { Badge } from '../credential';
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
  /** Fetches each address once a verification, keeps it as evidence, never rejects. Adds to `needs` itself. */
  get(url: string, accept: string): Promise<Fetched>;
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
}
