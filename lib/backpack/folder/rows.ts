// What the backpack remembers of where else it is kept: which folder, what the two had in common, the last download.
import type { SavedBadge } from '../records';
import type { Registers, Values } from './registers';
import type { FileReference, Gone, ProofReference } from './shared-badge';

export interface FolderChoice {
  key: 'choice';
  /** Of this choice: what began under an earlier one writes nothing any more. */
  id: string;
  /** As the person knows it. */
  name: string;
  /** A `FileSystemDirectoryHandle`; anything that can be stored in tests. */
  handle: unknown;
  /** Locked with a passphrase, which is not kept. */
  sealed: boolean;
  /** When the folder was last up to date, ISO 8601 UTC. */
  doneAt?: string;
}

export interface ArrangementRow {
  key: 'arrangement';
  registers: Registers;
  gone: Record<string, Gone>;
  /** What the backpack's own arrangement was then: what differs from it, the person changed since. */
  applied: Values;
  /** Its file in arrangement/. */
  file: string;
}

/** One badge as the folder has it. */
export interface BadgeRow {
  /** With the key of its document. */
  key: `badge ${string}`;
  badgeId: string;
  /** Of all that belonged to the badge here. */
  fingerprint: string;
  /** Its file in records/. */
  file: string;
  /** What that file names in badges/ and proofs/. */
  files: FileReference[];
  evidence: ProofReference[];
  life: number;
  saves: string[];
  changed: NonNullable<SavedBadge['changed']>;
  /** `knownStamps`; left out by the first format. */
  stamps?: string[];
  /** Files that the folder names and that have not come yet. */
  waiting: number;
}

/** When the backpack was last taken along in a file: what reminds of it is `reminder.ts`. */
export interface TakenAway {
  key: 'taken-away';
  /** ISO 8601 UTC; left out while it never was. */
  at?: string;
  /** Badges that were in it. */
  badges: number;
  /** When the person did not want to hear of it, and how many badges there were. */
  dismissed?: { at: string; badges: number };
}

export type FolderRow = FolderChoice | ArrangementRow | BadgeRow;
export type SafekeepingRow = FolderRow | TakenAway;

const BADGE_ROW = 'badge ';

export function rowKeyOf(key: string): BadgeRow['key'] {
  return `${BADGE_ROW}${key}`;
}

export function documentKeyOf({ key }: BadgeRow): string {
  return key.slice(BADGE_ROW.length);
}

export function isBadgeRow(row: SafekeepingRow): row is BadgeRow {
  return row.key.startsWith(BADGE_ROW);
}
