// Devices that keep their backpacks in one folder, and a program that copies the folder between them: late, in part, in
// any order, with conflict copies and files cut in the middle.
import {
  type Directory,
  FolderError,
  type FolderTrouble,
  OPEN_SHELF,
  openSharedBackpack,
  type Place,
  type SharedBackpack,
  type Shelf,
  type Synced,
  syncFolder,
} from '../../../../lib/backpack/folder';
import { openWatchedBackpack, type WatchedBackpack } from '../../../../lib/backpack/watched-backpack';
import { savingNumber } from '../made-up-badges';

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** A folder in memory. `trouble`: what the next write meets. `meanwhile`: what the person does before each write. */
export class MemoryDirectory implements Directory {
  readonly files: Files = new Map();
  trouble: { code: FolderTrouble; afterWrites: number } | undefined;
  meanwhile: (() => Promise<void>) | undefined;

  async list(place: Place): Promise<string[]> {
    const prefix = place === '' ? '' : `${place}/`;
    return [...this.files.keys()]
      .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
      .map((path) => path.slice(prefix.length));
  }

  async read(place: Place, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.files.get(pathOf(place, name));
  }

  async write(place: Place, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.meanwhile?.();
    if (this.trouble) {
      if (this.trouble.afterWrites === 0) throw new FolderError(this.trouble.code);
      this.trouble.afterWrites -= 1;
    }
    this.files.set(pathOf(place, name), bytes);
  }

  async remove(place: Place, name: string): Promise<void> {
    this.files.delete(pathOf(place, name));
  }
}

function pathOf(place: Place, name: string): string {
  return place === '' ? name : `${place}/${name}`;
}

let names = 0;

export class Device {
  readonly directory = new MemoryDirectory();
  /** What it and the cloud had in common of each path. */
  readonly seen: Files = new Map();
  /** What has come of files that have not come whole. */
  readonly halves: Files = new Map();
  shelf: Shelf = OPEN_SHELF;

  private constructor(
    readonly name: string,
    readonly backpack: SharedBackpack,
    readonly watched: WatchedBackpack,
  ) {}

  static async make(): Promise<Device> {
    names += 1;
    const name = `device-${process.pid}-${names}`;
    const backpack = await openSharedBackpack(name);
    await backpack.choose({ name: 'Cloud', handle: 'none', sealed: false });
    return new Device(name, backpack, await openWatchedBackpack(name));
  }

  close(): void {
    this.backpack.close();
    this.watched.close();
  }

  sync(now?: number, directory: Directory = this.directory): Promise<Synced> {
    const { backpack, shelf } = this;
    return syncFolder({ backpack, directory, shelf, ...(now === undefined ? {} : { now: () => now }) });
  }
}

/** A run that ends with the first write of which `over` is true: that one fails, or nothing goes on at all. */
export async function cutShort(it: Device, how: 'closed' | 'failed', over: () => boolean): Promise<void> {
  const { directory } = it;
  let closed: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const never = new Promise<never>(() => undefined);
  let isOver = false;
  const hinder = async () => {
    isOver ||= over();
    if (!isOver) return;
    if (how === 'failed') throw new Error('the disk was taken away');
    closed();
    await never;
  };
  const run = it.sync(undefined, {
    list: (place) => (isOver ? never : directory.list(place)),
    read: (place, name) => (isOver ? never : directory.read(place, name)),
    remove: (place, name) => (isOver ? never : directory.remove(place, name)),
    write: async (place, name, bytes) => {
      await directory.write(place, name, bytes);
      await hinder();
    },
  });
  const told = run.then(
    () => undefined,
    (cause: unknown) => {
      if (!isOver) throw cause;
    },
  );
  await Promise.race([told, ended]);
}

const open: Device[] = [];

export async function device(): Promise<Device> {
  const made = await Device.make();
  open.push(made);
  return made;
}

export function closeAll(): void {
  for (const one of open.splice(0)) one.close();
}

export async function two(): Promise<{ cloud: Files; a: Device; b: Device; settled: () => Promise<void> }> {
  const [cloud, a, b] = [new Map() as Files, await device(), await device()];
  return { cloud, a, b, settled: () => settle(cloud, [a, b]) };
}

export async function save({ backpack }: Device, number: number): Promise<string> {
  const outcome = await backpack.save(savingNumber(number));
  if (outcome.kind === 'failed') throw new Error(outcome.code);
  return outcome.badgeId;
}

export async function idOf({ backpack }: Device, name: string): Promise<string> {
  const found = (await backpack.list()).find(({ badge }) => badge?.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.id;
}

export async function namesIn({ backpack }: Device): Promise<(string | undefined)[]> {
  return (await backpack.list()).map(({ badge }) => badge?.name).toSorted();
}

/** Copies the paths that `chosen` says between a device's folder and the cloud, as such programs do. */
export function copyThroughCloud(
  cloud: Files,
  device: Device,
  chosen: (path: string) => 'all' | 'cut' | 'not' = () => 'all',
): void {
  const here = device.directory.files;
  // Half a file is no change of this device's: the program begins anew with it.
  for (const [path, half] of device.halves) {
    if (here.get(path) === half) put(here, path, device.seen.get(path));
  }
  device.halves.clear();
  for (const path of new Set([...here.keys(), ...cloud.keys(), ...device.seen.keys()])) {
    const how = chosen(path);
    if (how === 'not') continue;
    const [mine, theirs, before] = [here.get(path), cloud.get(path), device.seen.get(path)];
    const [changedHere, changedThere] = [!same(mine, before), !same(theirs, before)];
    if (changedHere && changedThere && mine && theirs && !same(mine, theirs)) {
      // Both wrote it: the later one gets another name.
      cloud.set(path.replace(/(\.\w+)$/, ' (conflicted copy)$1'), mine);
      put(here, path, theirs);
    } else if (changedHere) put(cloud, path, mine);
    else if (changedThere && how === 'cut' && theirs) {
      const half = theirs.slice(0, theirs.length / 2);
      here.set(path, half);
      device.halves.set(path, half);
      continue; // Not seen: the rest comes another time.
    } else if (changedThere) put(here, path, theirs);
    put(device.seen, path, cloud.get(path));
  }
}

function put(files: Files, path: string, bytes: Uint8Array<ArrayBuffer> | undefined): void {
  if (bytes) files.set(path, bytes);
  else files.delete(path);
}

function same(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Until nobody changes anything any more. */
export async function settle(cloud: Files, devices: readonly Device[], now?: number): Promise<void> {
  for (let round = 0; round < 12; round++) {
    const before = [...cloud.keys()].toSorted().join();
    for (const device of devices) {
      copyThroughCloud(cloud, device);
      await device.sync(now);
      copyThroughCloud(cloud, device);
    }
    if (round > 1 && [...cloud.keys()].toSorted().join() === before) return;
  }
  throw new Error('the devices go on rewriting each other');
}

/** All that a backpack holds, by what is the same on every device. */
export async function everything(backpack: SharedBackpack) {
  const rows = await backpack.wholes((await backpack.list()).map(({ id }) => id));
  const nameOf = new Map(rows.map(({ badge }) => [badge.id, badge.digest]));
  const badges = rows
    .map(({ badge: { id: _id, awardKeys, ...badge }, files, reports, evidence }) => ({
      badge: { ...badge, awardKeys: awardKeys.toSorted() },
      files: files.map(({ badgeId: _badge, bytes, ...file }) => ({ ...file, bytes: [...bytes] })),
      reports: reports.map(({ report }) => report),
      evidence: evidence.map(({ badgeId: _badge, bytes, ...one }) => ({ ...one, bytes: [...bytes] })),
    }))
    .toSorted((one, other) => (one.badge.digest < other.badge.digest ? -1 : 1));
  const collections = (await backpack.collections()).map(
    ({ badgeIds, changed: _changed, ...collection }) => ({
      ...collection,
      badges: badgeIds.map((id) => nameOf.get(id)),
    }),
  );
  const trust = (await backpack.trust()).map(({ alwaysCheck: _here, ...entry }) => entry);
  return {
    badges,
    collections,
    trust,
    identities: await backpack.identities(),
    mark: await backpack.mark(),
  };
}
