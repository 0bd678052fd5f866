// What the backpack keeps. Bytes live in their own store so that lists stay light.
import type { Badge } from '../credential';
import type { Answer, ReportView } from '../page/views';
import type { EvidenceDocument } from '../verify';

/** One saved badge: light enough to list thousands. */
export interface SavedBadge {
  /** The first of `awardKeys` at the time of saving; never changes after. */
  id: string;
  /** Names of the award, see `awardKeysOf`: two badges that share one are the same award. */
  awardKeys: string[];
  /** SHA-256 of `documentText`, lower-case hex. */
  digest: string;
  /** ISO 8601 UTC. */
  savedAt: string;
  /** Page it was saved from, without query; left out when it came from a file or text. */
  foundAt?: string;
  documentForm: 'json' | 'jws' | 'address';
  documentText: string;
  badge?: Badge;
  /** Unproven name from the document, for a heading until a check could read it. */
  claimedName?: string;
  /** Of the newest report that could ask; a check without network or leave does not undo an earlier answer. */
  answer: Answer;
  sealer: ReportView['sealer'];
  checkedAt?: string;
}

/** The file as it was found, byte for byte. `role: 'picture'` is the credential's own declared picture. */
export interface SavedFile {
  badgeId: string;
  role: 'original' | 'picture';
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

export interface SavedReport {
  badgeId: string;
  checkedAt: string;
  report: ReportView;
}

/** A document that a check relied on, as it was that day. */
export type SavedEvidence = EvidenceDocument & { badgeId: string };

/** All that one save writes, in one transaction. */
export interface Saving {
  badge: Omit<SavedBadge, 'id' | 'awardKeys' | 'savedAt' | 'digest'>;
  files: Omit<SavedFile, 'badgeId'>[];
  report?: ReportView;
  evidence: EvidenceDocument[];
}

/** A deleted badge with all that belonged to it, to put back. */
export interface Removed {
  badge: SavedBadge;
  files: SavedFile[];
  reports: SavedReport[];
  evidence: SavedEvidence[];
}
