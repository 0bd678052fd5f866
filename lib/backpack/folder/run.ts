// What one run of keeping the folder knows, and what all of its steps do with the folder and the backpack.
import { extensionOf, slugOf } from '../archive/layout';
import { sha256Of } from '../award-keys';
import type { SavedBadge, WholeBadge } from '../records';
import type { Arrangement } from '../taking-in';
import type { Directory, Place } from './directory';
import { withEdits } from './own-words';
import type { Registers, Values } from './registers';
import type { ArrangementRow, BadgeRow } from './rows';
import type { Outline, OutlinedBadge, Replacement, SharedBackpack, Written } from './shared-backpack';
import {
  type FileReference,
  type Gone,
  joinEvidence,
  joinGone,
  type ProofReference,
  type SharedBadge,
} from './shared-badge';
import type { Shelf } from './shelf';

/** Files that are open, and badges that are in memory, at a time. */
export const AT_ONCE = 12;
/** Badges in one transaction, as long as their files are not large. */
export const PUT_AT_ONCE = 200;

export interface SyncOptions {
  backpack: SharedBackpack;
  directory: Directory;
  shelf: Shelf;
  now?: () => number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** What becomes of a badge by `incoming`, a record in the folder, which has that `name`. */
export interface Arrived extends Replacement {
  key: string;
  incoming: SharedBadge;
  name?: string;
}

/** Thrown inside one run alone. */
export class Ended extends Error {}

export class FolderRun {
  readonly backpack: SharedBackpack;
  readonly directory: Directory;
  readonly shelf: Shelf;
  readonly options: SyncOptions;
  choice = '';

  /** Stored names in each place. */
  readonly there = new Map<Place, Set<string>>();
  readonly rows = new Map<string, BadgeRow>();
  readonly outlines = new Map<string, Outline>();
  readonly idOf = new Map<string, string>();
  readonly keyOf = new Map<string, string>();
  /** What the backpack's own is without what the person changed since the run began. */
  arrangement: Arrangement = { collections: [], trust: [], identities: [] };
  registers: Registers = {};
  gone: Record<string, Gone> = {};
  arrangementFile = '';

  /** Records and lists whose words are all in newer ones, by stored name. */
  readonly spent = new Map<string, Place>();
  /** Logical names of files that a deleted badge had. */
  readonly dropped = new Map<string, Place>();
  /** Logical names of files that records name which are for another look. */
  readonly named = new Set<string>();
  /** Not written yet, by key. */
  readonly arrived = new Map<string, Arrived>();
  changedHere = false;
  again = false;
  unread = 0;

  constructor(options: SyncOptions) {
    this.options = options;
    this.backpack = options.backpack;
    this.directory = options.directory;
    this.shelf = options.shelf;
  }

  withEdits<T extends OutlinedBadge>(badge: T): T {
    const key = this.keyOf.get(badge.id);
    return withEdits(badge, this.device(), key === undefined ? undefined : this.rows.get(key)?.changed);
  }

  /** Other choices of a folder have other names: two devices never have the same. */
  device(): string {
    return this.choice.replaceAll('-', '').slice(0, 12);
  }

  arrangementRow(applied: Values): ArrangementRow {
    const { registers, gone, arrangementFile: file } = this;
    return { key: 'arrangement', registers, gone, applied, file };
  }

  async keepArrangement(applied: Values, remove: readonly string[] = []): Promise<void> {
    const put = [this.arrangementRow(applied)];
    this.written(await this.backpack.writeRows(this.choice, { put, remove }));
  }

  noteGone(key: string, gone: Gone): void {
    const known = this.gone[key];
    this.gone[key] = known ? joinGone(known, gone) : gone;
  }

  /** Gives the stored name. What is there has these bytes already: names are made of them. */
  async put(place: Place, name: string, bytes: Uint8Array): Promise<string> {
    const stored = await this.shelf.stored(name);
    const there = this.there.get(place);
    if (!there?.has(stored)) {
      await this.directory.write(place, stored, await this.shelf.pack(new Uint8Array(bytes)));
      there?.add(stored);
    }
    return stored;
  }

  /** A badge of the backpack as the folder says it. */
  async sharedOf(key: string, { badge, files, reports, evidence }: WholeBadge): Promise<SharedBadge> {
    const row = this.rows.get(key);
    const { id: _here, ...kept } = badge;
    const shared: SharedBadge = {
      key,
      life: Math.max(row?.life ?? 0, this.gone[key]?.life ?? 0),
      saves: savesOf(badge, row),
      badge: { ...kept, awardKeys: kept.awardKeys.toSorted() },
      files: await Promise.all(
        files.map(async ({ role, name, mediaType, bytes, sha256: saved }): Promise<FileReference> => {
          // As it was saved: a file that was damaged here since does not become the one of every device.
          const sha256 = saved ?? (await sha256Of(bytes));
          const said = row?.files.find((one) => one.role === role && one.sha256 === sha256);
          const file = `${slugOf(badge)}-${sha256.slice(0, 16)}.${extensionOf(mediaType)}`;
          return said ?? { role, name, mediaType, file, sha256 };
        }),
      ),
      reports: reports.map(({ report }) => report),
      evidence: await Promise.all(
        evidence.map(async ({ bytes, badgeId: _here, ...document }): Promise<ProofReference> => {
          const said = row?.evidence.find(
            ({ sha256, url }) => sha256 === document.sha256 && url === document.url,
          );
          return said ?? { ...document, file: `${await sha256Of(bytes)}.${extensionOf(document.mediaType)}` };
        }),
      ),
    };
    return awaited(shared, row);
  }

  /** In the order of the keys; undefined for those that are not here. */
  async wholesOf(keys: readonly string[]): Promise<(WholeBadge | undefined)[]> {
    const ids = keys.map((key) => this.idOf.get(key));
    const found = await this.backpack.wholes(ids.filter((id) => id !== undefined));
    const byId = new Map(found.map((whole) => [whole.badge.id, whole]));
    return ids.map((id) => (id === undefined ? undefined : byId.get(id)));
  }

  drop(badge: Pick<SharedBadge, 'files' | 'evidence'> & Partial<Pick<BadgeRow, 'file'>>): void {
    if (badge.file) this.spent.set(badge.file, 'records');
    for (const { file } of badge.files) this.dropped.set(file, 'badges');
    for (const { file } of badge.evidence) this.dropped.set(file, 'proofs');
  }

  /** The person was faster: that record stays as it is until the next look. */
  leave({ files, evidence }: Pick<SharedBadge, 'files' | 'evidence'>): void {
    this.again = true;
    for (const { file } of [...files, ...evidence]) this.named.add(file);
  }

  /** Of checks that later ones made needless. */
  dropProofs(before: Pick<SharedBadge, 'evidence'> | undefined, after: SharedBadge): void {
    const kept = new Set(after.evidence.map(({ file }) => file));
    for (const { file } of before?.evidence ?? []) if (!kept.has(file)) this.dropped.set(file, 'proofs');
  }

  names(place: Place): string[] {
    return [...(this.there.get(place) ?? [])].filter((name) => /\.(json|age)$/.test(name)).toSorted();
  }

  async read(place: Place, stored: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await this.directory.read(place, stored);
    return bytes && this.shelf.unpack(stored, bytes);
  }

  written(written: Written): Written {
    if (written === 'ended') throw new Ended();
    return written;
  }

  step(done: number, total: number): void {
    this.options.signal?.throwIfAborted();
    this.options.onProgress?.({ done, total });
  }
}

export function savesOf({ savedAt }: Pick<SavedBadge, 'savedAt'>, row: BadgeRow | undefined): string[] {
  return [...new Set([...(row?.saves ?? []), savedAt])].toSorted();
}

/** Names of files that have not come yet go on being named. */
function awaited(shared: SharedBadge, row: BadgeRow | undefined): SharedBadge {
  const files = row && row.waiting > 0 ? row.files : [];
  const evidence = row && row.waiting > 0 ? row.evidence : [];
  const others = shared.files.filter(({ role }) => !files.some((file) => file.role === role));
  return {
    ...shared,
    files: [...files, ...others].toSorted((one, other) => (one.role < other.role ? -1 : 1)),
    evidence: joinEvidence(shared.evidence, evidence),
  };
}
