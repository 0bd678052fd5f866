// What the backpack keeps. Bytes live in their own store so that lists stay light.
import type { Badge } from '../credential';
import type { Answer, ReportView } from '../page/views';
import type { EvidenceDocument } from '../verify';
import type { Versions } from './versions';

/** One saved badge with its document and all that it says. Lists hold `ListedBadge` instead. */
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
  /** The person's own, in their order; none twice. */
  tags: string[];
  notes: string;
  favourite: boolean;
  /** Whether it was awarded to the person, as they decided; left out until they did. */
  owner?: 'mine' | 'other';
  /** When the person last changed what (ISO 8601 UTC): of a backup the newer words win; in a folder `versions` decide on tags and notes. */
  changed?: Partial<Record<'tags' | 'notes' | 'favourite' | 'owner', string>>;
  /** Of words that devices share through a folder: who wrote what in whose knowledge. */
  versions?: Partial<Record<'tags' | 'notes', Versions>>;
}

/** As it lies in the store: badges saved before version 2 have none of the person's own fields. */
export type StoredBadge = Omit<SavedBadge, OwnField> & Partial<Pick<SavedBadge, OwnField>>;
type OwnField = 'tags' | 'notes' | 'favourite';

export function savedBadgeOf(stored: StoredBadge): SavedBadge {
  return {
    ...stored,
    tags: stored.tags ?? [],
    notes: stored.notes ?? '',
    favourite: stored.favourite ?? false,
  };
}

/**
 * What a list needs of a badge: enough to show, sort, narrow, group and search a hundred thousand of them. Made of the
 * record by `listedBadgeOf` with every write, and kept beside it.
 */
export interface ListedBadge
  extends Pick<
    SavedBadge,
    | 'id'
    | 'savedAt'
    | 'documentForm'
    | 'claimedName'
    | 'answer'
    | 'sealer'
    | 'checkedAt'
    | 'tags'
    | 'favourite'
    | 'owner'
  > {
  badge?: ListedWords;
  /** Where the badge is kept, of one that was given by its address. */
  address?: string;
  /** Everything that it or the person says, folded for `textMatches`. */
  text: string;
}

export interface ListedWords
  extends Pick<
    Badge,
    'name' | 'kind' | 'awardedAt' | 'validFrom' | 'validUntil' | 'achievementId' | 'recipients'
  > {
  issuerId?: string;
  /** Names of its alignments. */
  skills: string[];
}

/** The file as it was found, byte for byte. `role: 'picture'` is the credential's own declared picture. */
export interface SavedFile {
  badgeId: string;
  role: 'original' | 'picture';
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  /** Of the bytes when they were saved, lower-case hex; files saved by the first versions have none. */
  sha256?: string;
}

export interface SavedReport {
  badgeId: string;
  checkedAt: string;
  report: ReportView;
}

/** A document that a check relied on, as it was that day. */
export type SavedEvidence = EvidenceDocument & { badgeId: string };

/** Something about a saved badge that came to light by itself. Stays when it was dismissed: nothing is told twice. */
export interface Notice {
  badgeId: string;
  /** Names what happened: of each badge there is one notice for it, ever. */
  event: string;
  kind: 'expiring' | 'revoked' | 'suspended' | 'changed' | 'gone';
  /** ISO 8601 UTC. */
  at: string;
  /** Of `expiring`: the end as the badge has it, and how many days before it at most. */
  until?: string;
  days?: number;
  /** Left out once the person has seen it or it no longer holds. */
  open?: 1;
}

/** When a badge is to be checked again by itself, in ms since 1970. */
export interface Watch {
  badgeId: string;
  due: number;
}

/** All that one save writes, in one transaction. */
export interface Saving {
  badge: Omit<StoredBadge, 'id' | 'awardKeys' | 'savedAt' | 'digest'>;
  files: Omit<SavedFile, 'badgeId'>[];
  report?: ReportView;
  evidence: EvidenceDocument[];
}

/** A badge with all that belongs to it. */
export interface WholeBadge {
  badge: SavedBadge;
  files: SavedFile[];
  /** Newest first. */
  reports: SavedReport[];
  evidence: SavedEvidence[];
}

/** A deleted badge with all that belonged to it, to put back. */
export interface Removed {
  badge: SavedBadge;
  files: SavedFile[];
  reports: SavedReport[];
  evidence: SavedEvidence[];
  /** Which collections it was in, and at which place. */
  memberships: Membership[];
  /** What was told about it, so that it is not told again. */
  notices: Notice[];
}

export interface Membership {
  collectionId: string;
  /** From 0. */
  place: number;
}

/** A sealer that the person decided about. Nothing follows from a sealer that has no entry. */
export interface TrustEntry extends TrustedSealer {
  /** See `trustIdOf`. */
  id: string;
  decision: 'trusted' | 'distrusted' | 'undecided';
  /** What the issuer called itself when the person decided; its own words. */
  name?: string;
  /** ISO 8601 UTC. */
  since: string;
  note?: string;
  /** The person's standing leave to ask this issuer without a click. */
  alwaysCheck?: boolean;
}

/** What was proven about a sealer, as in `Report.sealer`. */
export interface TrustedSealer {
  kind: 'domain' | 'platform' | 'key';
  value: string;
  /** On a platform: the path of the account. */
  account?: string;
}

/** One name for one sealer. Host names know no upper case; key fingerprints and accounts do. */
export function trustIdOf({ kind, value, account }: TrustedSealer): string {
  const name = kind === 'key' ? value : value.toLowerCase();
  return [kind, name, ...(account === undefined ? [] : [account])].join(' ');
}

/** Something that recipients are named by and that is the person's own: an address, a name, a DID. */
export interface OwnIdentity {
  /** As in `VerifyEnvironment.recipients`: `email`, `name`, `did`, `url`, `telephone`, ... */
  type: string;
  value: string;
  /** ISO 8601 UTC. */
  addedAt: string;
}

export interface Collection {
  id: string;
  name: string;
  description: string;
  /** Place among the collections, from 0. */
  order: number;
  /** Members in the person's order; each is in the backpack. */
  badgeIds: string[];
  /** ISO 8601 UTC. */
  createdAt: string;
  /** As in `SavedBadge`. */
  changed?: Partial<Record<'name' | 'description', string>>;
}

/** What only the person and Laurel know, shown in cards as a sign that they are Laurel's. */
export interface PersonalMark {
  kind: 'words' | 'symbol' | 'picture';
  /** A picture is a data: address. */
  value: string;
}
