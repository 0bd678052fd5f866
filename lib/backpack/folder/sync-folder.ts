import { entryIdOf } from '../../page/entry-identity';
import { extensionOf, slugOf } from '../archive/layout';
import { sha256Hex, sha256Of } from '../award-keys';
import type { SavedBadge, WholeBadge } from '../records';
import { inFixedOrder } from '../taking-in';
import { atOnce } from './at-once';
import type { Directory, Place } from './directory';
import { folderExplanation, MARKER, type MarkerState, markerText, readMarker } from './explanation';
import { knownStamps, withEdits } from './own-words';
import { readArrangement, readSharedBadge } from './reading';
import { arrangementOf, canonical, changesSince, joinRegisters, type Registers, valuesOf } from './registers';
import { type BadgeRow, documentKeyOf, isBadgeRow, rowKeyOf } from './rows';
import {
  type Outline,
  partsOf,
  type Replacement,
  type SharedBackpack,
  type Written,
} from './shared-backpack';
import {
  type FileReference,
  type Gone,
  isGone,
  joinBadges,
  joinEvidence,
  joinGone,
  type ProofReference,
  type SharedBadge,
} from './shared-badge';
import type { Shelf } from './shelf';

export interface SyncOptions {
  backpack: SharedBackpack;
  directory: Directory;
  shelf: Shelf;
  now?: () => number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * `waiting`: files that are named in the folder and have not come yet. `unread`: records and lists that are half here or
 * damaged; they stay where they are. `ended`: the folder was left meanwhile.
 */
export type Synced =
  | { kind: 'done'; changedHere: boolean; waiting: number; unread: number }
  | { kind: 'ended' }
  | { kind: 'problem'; code: 'newer-version' };

/**
 * Backpack and folder become the same. Whatever ends it, nothing is lost: files are written before what names them, and
 * deleted only after all that they said is in a newer one. Rejects with FolderError, BackpackError and the signal's
 * reason. Only one at a time on one device (the caller holds a lock); devices need not know of each other.
 */
export async function syncFolder(options: SyncOptions): Promise<Synced> {
  let changedHere = false;
  for (let round = 0; ; round += 1) {
    const synced = await new FolderSync(options).run();
    if (synced.kind !== 'again') {
      return synced.kind === 'done' ? { ...synced, changedHere: changedHere || synced.changedHere } : synced;
    }
    changedHere ||= synced.changedHere;
    if (round >= MAX_ROUNDS) return { ...synced, kind: 'done', changedHere };
  }
}

/** While the person works on it the backpack may change under our hands; the next change looks again anyway. */
const MAX_ROUNDS = 3;
const AT_ONCE = 12;
/** Badges in one transaction, as long as their files are not large. */
const PUT_AT_ONCE = 200;
const PUT_AT_ONCE_BYTES = 8_000_000;

type Ran = Synced | { kind: 'again'; changedHere: boolean; waiting: number; unread: number };

/** `name`: the record in the folder that says it. */
interface Arrival {
  incoming: SharedBadge;
  name?: string;
}

/** What becomes of a badge by it. */
interface Arrived extends Replacement {
  key: string;
  name?: string;
}

/** Thrown inside one run alone. */
class Ended extends Error {}

class FolderSync {
  readonly #backpack: SharedBackpack;
  readonly #directory: Directory;
  readonly #shelf: Shelf;
  readonly #options: SyncOptions;
  #choice = '';

  /** Stored names in each place. */
  readonly #there = new Map<Place, Set<string>>();
  readonly #rows = new Map<string, BadgeRow>();
  readonly #outlines = new Map<string, Outline>();
  readonly #idOf = new Map<string, string>();
  readonly #keyOf = new Map<string, string>();
  #registers: Registers = {};
  #gone: Record<string, Gone> = {};
  #arrangementFile = '';

  /** Records and lists whose words are all in newer ones, by stored name. */
  readonly #spent = new Map<string, Place>();
  /** Logical names of files that a deleted badge had. */
  readonly #dropped = new Map<string, Place>();
  /** Not written yet, by key. */
  readonly #arrived = new Map<string, Arrived>();
  #changedHere = false;
  #again = false;
  #unread = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#backpack = options.backpack;
    this.#directory = options.directory;
    this.#shelf = options.shelf;
  }

  async run(): Promise<Ran> {
    const choice = await this.#backpack.choice();
    if (!choice) return { kind: 'ended' };
    this.#choice = choice.id;
    try {
      const marker = await readMarker(this.#directory);
      if (marker === 'newer') return { kind: 'problem', code: 'newer-version' };
      await this.#look();
      await this.#noticeEdits();
      await this.#mark(marker);
      await this.#noticeChanges();
      await this.#readArrangements();
      await this.#followDeletions();
      await this.#readRecords();
      await this.#readAwaited();
      await this.#writeBadges();
      await this.#arrange();
      await this.#tidy();
      const now = this.#options.now?.() ?? Date.now();
      this.#written(await this.#backpack.markDone(this.#choice, new Date(now).toISOString()));
    } catch (cause) {
      if (cause instanceof Ended) return { kind: 'ended' };
      throw cause;
    }
    const waiting = [...this.#rows.values()].reduce((sum, row) => sum + row.waiting, 0);
    const counts = { changedHere: this.#changedHere, waiting, unread: this.#unread };
    return { kind: this.#again ? 'again' : 'done', ...counts };
  }

  // What there is

  async #look(): Promise<void> {
    for (const place of ['', 'records', 'badges', 'proofs', 'arrangement'] as const) {
      this.#there.set(place, new Set(await this.#directory.list(place)));
    }
    for (const row of await this.#backpack.folderRows()) {
      if (isBadgeRow(row)) this.#rows.set(documentKeyOf(row), row);
    }
    await this.#outline();
  }

  async #outline(): Promise<void> {
    this.#outlines.clear();
    this.#idOf.clear();
    this.#keyOf.clear();
    const known = new Map([...this.#rows].map(([key, { badgeId }]) => [badgeId, key]));
    for (const outline of await this.#backpack.outlines()) {
      const { id, documentForm: form, documentText: text } = outline.badge;
      const key = known.get(id) ?? (await entryIdOf({ form, text }));
      if (this.#outlines.has(key)) continue; // Two entries of one document are one in the folder.
      this.#outlines.set(key, outline);
      this.#idOf.set(key, id);
      this.#keyOf.set(id, key);
    }
  }

  /** First of all, so that an older Laurel does not touch what follows. */
  async #mark(before: MarkerState): Promise<void> {
    if (before === 'none' || before === 'older') await this.#directory.write('', MARKER, markerText());
    const { name, bytes } = folderExplanation();
    if (before === 'older' || !this.#there.get('')?.has(name)) await this.#directory.write('', name, bytes);
  }

  /** What the person wrote here since the last time is told apart from what came, before it goes anywhere. */
  async #noticeEdits(): Promise<void> {
    const edits = [...this.#outlines.values()].flatMap((outline) => {
      const after = this.#withEdits(outline.badge);
      return after === outline.badge ? [] : [{ outline, before: outline.badge, after }];
    });
    for (let from = 0; from < edits.length; from += PUT_AT_ONCE) {
      this.#step(from, edits.length);
      const slice = edits.slice(from, from + PUT_AT_ONCE);
      const written = await this.#backpack.putVersions(this.#choice, slice);
      if (written === 'ended') throw new Ended();
      for (const [at, { outline, after }] of slice.entries()) {
        if (written[at] === 'written') outline.badge = after;
        else this.#again = true;
      }
    }
  }

  #withEdits(badge: SavedBadge): SavedBadge {
    const key = this.#keyOf.get(badge.id);
    return withEdits(badge, this.#device(), key === undefined ? undefined : this.#rows.get(key)?.changed);
  }

  /** Other choices of a folder have other names: two devices never have the same. */
  #device(): string {
    return this.#choice.replaceAll('-', '').slice(0, 12);
  }

  /** What the person deleted and arranged here since the last time. */
  async #noticeChanges(): Promise<void> {
    const rows = await this.#backpack.folderRows();
    const before = rows.find((row) => row.key === 'arrangement');
    if (before) {
      this.#registers = joinRegisters({}, before.registers);
      this.#gone = { ...before.gone };
      this.#arrangementFile = before.file;
    }
    const remove: string[] = [];
    for (const [key, row] of this.#rows) {
      if (this.#outlines.has(key)) continue;
      const { life, saves, changed, stamps } = row;
      this.#noteGone(key, { life: life + 1, saves, changed, ...(stamps ? { stamps } : {}) });
      this.#drop(row);
      this.#rows.delete(key);
      remove.push(row.key);
    }
    const applied = valuesOf(await this.#backpack.arrangement(), this.#keyOf);
    const now = this.#options.now?.() ?? Date.now();
    const device = this.#device();
    const changes = changesSince(before?.applied ?? {}, applied, this.#registers, { now, device });
    this.#registers = joinRegisters(this.#registers, changes);
    await this.#keepArrangement(applied, remove);
  }

  async #keepArrangement(applied: Record<string, unknown>, remove: readonly string[] = []): Promise<void> {
    const row = {
      key: 'arrangement',
      registers: this.#registers,
      gone: this.#gone,
      applied,
      file: this.#arrangementFile,
    } as const;
    this.#written(await this.#backpack.writeRows(this.#choice, { put: [row], remove }));
  }

  async #readArrangements(): Promise<void> {
    for (const name of this.#names('arrangement')) {
      if (name === this.#arrangementFile) continue;
      const bytes = await this.#read('arrangement', name);
      const arrangement = bytes && readArrangement(bytes);
      if (!arrangement) {
        this.#unread += 1;
        continue;
      }
      this.#registers = joinRegisters(this.#registers, arrangement.registers);
      for (const [key, gone] of Object.entries(arrangement.gone)) this.#noteGone(key, gone);
      this.#spent.set(name, 'arrangement');
    }
  }

  #noteGone(key: string, gone: Gone): void {
    const known = this.#gone[key];
    this.#gone[key] = known ? joinGone(known, gone) : gone;
  }

  /** Only what was in common can have been deleted there: what is new here, or came back, stays. */
  async #followDeletions(): Promise<void> {
    for (const [key, { badge }] of [...this.#outlines]) {
      const row = this.#rows.get(key);
      const gone = this.#gone[key];
      if (!row || !gone || !isGone({ ...row, saves: savesOf(badge, row), badge }, gone)) continue;
      const written = this.#written(await this.#backpack.removeUnchanged(this.#choice, badge));
      if (written === 'changed') continue;
      this.#changedHere = true;
      this.#drop(row);
      this.#rows.delete(key);
      this.#outlines.delete(key);
      this.#idOf.delete(key);
      this.#keyOf.delete(badge.id);
      this.#written(await this.#backpack.writeRows(this.#choice, { remove: [row.key] }));
    }
  }

  // What others wrote

  async #readRecords(): Promise<void> {
    const known = new Set([...this.#rows.values()].map(({ file }) => file));
    const news = this.#names('records').filter((name) => !known.has(name) && !this.#spent.has(name));
    for (let from = 0; from < news.length; from += AT_ONCE) {
      this.#step(from, news.length);
      const read = await Promise.all(
        news.slice(from, from + AT_ONCE).map(async (name) => {
          const bytes = await this.#read('records', name);
          const incoming = bytes && (await readSharedBadge(bytes));
          return incoming && { name, incoming };
        }),
      );
      const whole = read.filter((arrival) => arrival !== undefined);
      this.#unread += read.length - whole.length;
      await this.#takeIn(whole);
    }
    await this.#putArrived();
  }

  /** Files that were named before they came. */
  async #readAwaited(): Promise<void> {
    for (const [key, row] of this.#rows) {
      if (row.waiting === 0 || !this.#outlines.has(key)) continue;
      const [whole] = await this.#wholesOf([key]);
      if (whole) await this.#takeIn([{ incoming: await this.#sharedOf(key, whole) }]);
    }
    await this.#putArrived();
  }

  /** Writes of badges wait for each other: many in one transaction take as long as a few. */
  async #takeIn(arrivals: readonly Arrival[]): Promise<void> {
    for (const group of eachOnce(arrivals)) {
      if (group.some(({ incoming }) => this.#arrived.has(incoming.key))) await this.#putArrived();
      const wholes = await this.#wholesOf(group.map(({ incoming }) => incoming.key));
      const arrived = await Promise.all(group.map((arrival, at) => this.#joined(arrival, wholes[at])));
      for (const one of arrived) if (one) this.#arrived.set(one.key, one);
      const bytes = [...this.#arrived.values()].reduce((sum, one) => sum + sizeOf(one.whole), 0);
      if (this.#arrived.size >= PUT_AT_ONCE || bytes >= PUT_AT_ONCE_BYTES) await this.#putArrived();
    }
  }

  /** Of what has not arrived by this, all is here already, or it stays deleted, or the person was faster. */
  async #joined({ incoming, name }: Arrival, before: WholeBadge | undefined): Promise<Arrived | undefined> {
    const { key } = incoming;
    const gone = this.#gone[key];
    if (!before && gone && isGone(incoming, gone)) {
      this.#drop(incoming);
      if (name !== undefined) this.#spent.set(name, 'records');
      return undefined;
    }
    if (before && this.#withEdits(before.badge) !== before.badge) {
      this.#again = true; // Edited meanwhile.
      return undefined;
    }
    const local = before && (await this.#sharedOf(key, before));
    const joined = joinBadges(local ?? incoming, incoming);
    for (const one of [local, incoming]) this.#dropProofs(one, joined);
    const life = Math.max(joined.life, gone?.life ?? 0);
    const { files, missing } = await this.#filesOf(joined, before, local);
    const evidence = await this.#evidenceOf(joined, before);
    const id = before?.badge.id ?? key;
    const whole: WholeBadge = {
      badge: { ...joined.badge, id },
      files: files.map((file) => ({ ...file, badgeId: id })),
      reports: joined.reports.map((report) => ({ badgeId: id, checkedAt: report.checkedAt, report })),
      evidence: evidence.map((document) => ({ ...document, badgeId: id })),
    };
    const waiting = missing + joined.evidence.length - evidence.length;
    const row: BadgeRow = {
      key: rowKeyOf(key),
      badgeId: id,
      fingerprint: '',
      file: this.#rows.get(key)?.file ?? '',
      files: joined.files,
      evidence: joined.evidence,
      life,
      saves: joined.saves,
      changed: joined.badge.changed ?? {},
      stamps: knownStamps(joined.badge),
      waiting,
    };
    const arrived = { key, whole, before, row, ...(name === undefined ? {} : { name }) };
    if (
      name !== undefined &&
      waiting === 0 &&
      life === joined.life &&
      name === (await this.#recordNameOf(joined))
    ) {
      // Nothing more is to be written about it: that record says what is here now.
      arrived.row = {
        ...row,
        file: name,
        fingerprint: await fingerprintOf(whole.badge, partsOf(whole), life),
      };
    }
    if (!local || waiting !== this.#rows.get(key)?.waiting || canonical(joined) !== canonical(local)) {
      return arrived;
    }
    this.#noteArrived(arrived);
    return undefined;
  }

  async #putArrived(): Promise<void> {
    const arrived = [...this.#arrived.values()];
    this.#arrived.clear();
    if (arrived.length === 0) return;
    const written = await this.#backpack.putWholes(this.#choice, arrived);
    if (written === 'ended') throw new Ended();
    for (const [at, one] of arrived.entries()) {
      if (written[at] === 'written') {
        this.#changedHere = true;
        this.#noteArrived(one);
      } else this.#again = true;
    }
  }

  #noteArrived({ key, whole: { badge }, row, name }: Arrived): void {
    this.#rows.set(key, row);
    // Looked at again before it is written.
    if (!this.#outlines.has(key)) this.#outlines.set(key, { badge, parts: [] });
    this.#idOf.set(key, badge.id);
    this.#keyOf.set(badge.id, key);
    if (name !== undefined) this.#spent.set(name, 'records');
  }

  async #filesOf(
    { files }: SharedBadge,
    before: WholeBadge | undefined,
    local: SharedBadge | undefined,
  ): Promise<{ files: Omit<WholeBadge['files'][number], 'badgeId'>[]; missing: number }> {
    const found = await Promise.all(
      files.map(async (reference) => {
        const { role, name, mediaType, sha256, file } = reference;
        const held = before?.files.find((one) => one.role === role);
        const same = local?.files.some((one) => one.role === role && one.sha256 === sha256);
        const bytes =
          held && same && (await sha256Of(held.bytes)) === sha256
            ? held.bytes
            : await this.#bytes('badges', file, sha256);
        return bytes && { role, name, mediaType, bytes, sha256 };
      }),
    );
    const kept = found.filter((file) => file !== undefined);
    // Until the file that stands has come, the one that is here does.
    const others = before?.files.filter(({ role }) => !kept.some((file) => file.role === role)) ?? [];
    return {
      files: [...kept, ...others.map(({ badgeId: _here, ...file }) => file)],
      missing: found.length - kept.length,
    };
  }

  async #evidenceOf(
    { evidence }: SharedBadge,
    before: WholeBadge | undefined,
  ): Promise<Omit<WholeBadge['evidence'][number], 'badgeId'>[]> {
    const found = await Promise.all(
      evidence.map(async ({ file, ...document }) => {
        const held = before?.evidence.find(
          ({ sha256, url }) => sha256 === document.sha256 && url === document.url,
        );
        const bytes = held?.bytes ?? (await this.#bytes('proofs', file, file.split('.')[0] ?? ''));
        return bytes && { ...document, bytes };
      }),
    );
    return found.filter((document) => document !== undefined);
  }

  /** Only as they were meant: half a file is none. */
  async #bytes(place: Place, name: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const stored = await this.#shelf.stored(name);
    if (!this.#there.get(place)?.has(stored)) return undefined;
    const bytes = await this.#read(place, stored);
    return bytes && (await sha256Of(bytes)) === sha256 ? bytes : undefined;
  }

  // What the folder lacks

  async #writeBadges(): Promise<void> {
    if (this.#changedHere) await this.#outline();
    const outlines = [...this.#outlines];
    const rows: BadgeRow[] = [];
    let done = 0;
    await atOnce(AT_ONCE, outlines, async ([key, outline]) => {
      this.#step(done, outlines.length);
      done += 1;
      const row = await this.#writeBadge(key, outline);
      if (!row) return;
      rows.push(row);
      if (rows.length >= PUT_AT_ONCE) await this.#putRows(rows.splice(0));
    });
    await this.#putRows(rows);
  }

  async #putRows(put: readonly BadgeRow[]): Promise<void> {
    if (put.length > 0) this.#written(await this.#backpack.writeRows(this.#choice, { put }));
    for (const row of put) this.#rows.set(documentKeyOf(row), row);
  }

  async #writeBadge(key: string, outline: Outline): Promise<BadgeRow | undefined> {
    const row = this.#rows.get(key);
    const life = Math.max(row?.life ?? 0, this.#gone[key]?.life ?? 0);
    const fingerprint = await fingerprintOf(outline.badge, outline.parts, life);
    if (row?.fingerprint === fingerprint && (await this.#isThere(row))) return undefined;
    const [whole] = await this.#wholesOf([key]);
    if (!whole || this.#withEdits(whole.badge) !== whole.badge) {
      this.#again = true; // Deleted or edited meanwhile.
      return undefined;
    }
    const shared = await this.#sharedOf(key, whole);
    for (const reference of shared.files) {
      const bytes = whole.files.find(({ role }) => role === reference.role)?.bytes;
      if (bytes && (await sha256Of(bytes)) === reference.sha256)
        await this.#put('badges', reference.file, bytes);
    }
    for (const { file, sha256, url } of shared.evidence) {
      const held = whole.evidence.find((one) => one.sha256 === sha256 && one.url === url);
      if (held) await this.#put('proofs', file, held.bytes);
    }
    const text = recordText(shared);
    const file = await this.#put('records', await recordName(shared, text), new TextEncoder().encode(text));
    if (row && row.file !== file && row.file !== '') this.#spent.set(row.file, 'records');
    this.#dropProofs(row, shared);
    return {
      key: rowKeyOf(key),
      badgeId: whole.badge.id,
      fingerprint,
      file,
      files: shared.files,
      evidence: shared.evidence,
      life,
      saves: shared.saves,
      changed: shared.badge.changed ?? {},
      stamps: knownStamps(shared.badge),
      waiting: row?.waiting ?? 0,
    };
  }

  async #recordNameOf(shared: SharedBadge): Promise<string> {
    return this.#shelf.stored(await recordName(shared, recordText(shared)));
  }

  async #isThere(row: BadgeRow): Promise<boolean> {
    if (!this.#there.get('records')?.has(row.file)) return false;
    if (row.waiting > 0) return true;
    for (const { file } of row.files) {
      if (!this.#there.get('badges')?.has(await this.#shelf.stored(file))) return false;
    }
    for (const { file } of row.evidence) {
      if (!this.#there.get('proofs')?.has(await this.#shelf.stored(file))) return false;
    }
    return true;
  }

  /** Gives the stored name. What is there has these bytes already: names are made of them. */
  async #put(place: Place, name: string, bytes: Uint8Array): Promise<string> {
    const stored = await this.#shelf.stored(name);
    const there = this.#there.get(place);
    if (!there?.has(stored)) {
      await this.#directory.write(place, stored, await this.#shelf.pack(new Uint8Array(bytes)));
      there?.add(stored);
    }
    return stored;
  }

  /** A badge of the backpack as the folder says it. */
  async #sharedOf(key: string, { badge, files, reports, evidence }: WholeBadge): Promise<SharedBadge> {
    const row = this.#rows.get(key);
    const { id: _here, ...kept } = badge;
    const shared: SharedBadge = {
      key,
      life: Math.max(row?.life ?? 0, this.#gone[key]?.life ?? 0),
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
  async #wholesOf(keys: readonly string[]): Promise<(WholeBadge | undefined)[]> {
    const ids = keys.map((key) => this.#idOf.get(key));
    const found = await this.#backpack.wholes(ids.filter((id) => id !== undefined));
    const byId = new Map(found.map((whole) => [whole.badge.id, whole]));
    return ids.map((id) => (id === undefined ? undefined : byId.get(id)));
  }

  // Collections and decisions

  async #arrange(): Promise<void> {
    const before = await this.#backpack.arrangement();
    const after = arrangementOf(this.#registers, this.#idOf);
    const wanted = valuesOf(after, this.#keyOf);
    if (canonical(valuesOf(before, this.#keyOf)) !== canonical(wanted)) {
      const written = this.#written(await this.#backpack.putArrangement(this.#choice, after, before));
      if (written === 'changed') this.#again = true;
      else this.#changedHere = true;
    }
    const content = { format: 'laurel-arrangement', registers: this.#registers, gone: this.#gone };
    const text = `${JSON.stringify(JSON.parse(canonical(content)), null, 1)}\n`;
    const name = `arrangement.${(await sha256Hex(text)).slice(0, 16)}.json`;
    const file = await this.#put('arrangement', name, new TextEncoder().encode(text));
    if (this.#arrangementFile !== file && this.#arrangementFile !== '') {
      this.#spent.set(this.#arrangementFile, 'arrangement');
    }
    this.#arrangementFile = file;
    if (!this.#again) await this.#keepArrangement(wanted);
  }

  // The end

  async #tidy(): Promise<void> {
    const inUse = new Set([...this.#rows.values()].map(({ file }) => file));
    for (const [name, place] of this.#spent) {
      if (inUse.has(name) || name === this.#arrangementFile) continue;
      if (this.#there.get(place)?.has(name)) await this.#directory.remove(place, name);
    }
    if (this.#dropped.size === 0) return;
    const wanted = new Set(
      [...this.#rows.values()].flatMap(({ files, evidence }) =>
        [...files, ...evidence].map(({ file }) => file),
      ),
    );
    for (const [name, place] of this.#dropped) {
      const stored = await this.#shelf.stored(name);
      if (!wanted.has(name) && this.#there.get(place)?.has(stored))
        await this.#directory.remove(place, stored);
    }
  }

  #drop(badge: Pick<SharedBadge, 'files' | 'evidence'> & Partial<Pick<BadgeRow, 'file'>>): void {
    if (badge.file) this.#spent.set(badge.file, 'records');
    for (const { file } of badge.files) this.#dropped.set(file, 'badges');
    for (const { file } of badge.evidence) this.#dropped.set(file, 'proofs');
  }

  /** Of checks that later ones made needless. */
  #dropProofs(before: Pick<SharedBadge, 'evidence'> | undefined, after: SharedBadge): void {
    const kept = new Set(after.evidence.map(({ file }) => file));
    for (const { file } of before?.evidence ?? []) if (!kept.has(file)) this.#dropped.set(file, 'proofs');
  }

  // Small things

  #names(place: Place): string[] {
    return [...(this.#there.get(place) ?? [])].filter((name) => /\.(json|age)$/.test(name)).toSorted();
  }

  async #read(place: Place, stored: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await this.#directory.read(place, stored);
    return bytes && this.#shelf.unpack(stored, bytes);
  }

  #written(written: Written): Written {
    if (written === 'ended') throw new Ended();
    return written;
  }

  #step(done: number, total: number): void {
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.({ done, total });
  }
}

function savesOf({ savedAt }: Pick<SavedBadge, 'savedAt'>, row: BadgeRow | undefined): string[] {
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

function recordText(shared: SharedBadge): string {
  return `${JSON.stringify(inFixedOrder({ format: 'laurel-badge', ...shared }), null, 1)}\n`;
}

async function recordName({ key, badge }: SharedBadge, text: string): Promise<string> {
  return `${slugOf(badge)}-${key.slice(0, 12)}.${(await sha256Hex(text)).slice(0, 16)}.json`;
}

/** Of all that belongs to a badge here: another one tells that something changed. */
async function fingerprintOf(badge: SavedBadge, parts: readonly string[], life: number): Promise<string> {
  return sha256Hex(canonical([badge, parts, life]));
}

/** Groups in which no badge is twice, in the same order. */
function eachOnce(arrivals: readonly Arrival[]): Arrival[][] {
  const groups: Arrival[][] = [];
  for (const arrival of arrivals) {
    const last = groups.at(-1);
    if (!last || last.some(({ incoming }) => incoming.key === arrival.incoming.key)) groups.push([arrival]);
    else last.push(arrival);
  }
  return groups;
}

function sizeOf({ files, evidence }: WholeBadge): number {
  return [...files, ...evidence].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
