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

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** A folder in memory. `trouble`: what the next write meets. */
export class MemoryDirectory implements Directory {
  readonly files: Files = new Map();
  trouble: { code: FolderTrouble; afterWrites: number } | undefined;

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
  shelf: Shelf = OPEN_SHELF;

  private constructor(readonly backpack: SharedBackpack) {}

  static async make(): Promise<Device> {
    names += 1;
    const backpack = await openSharedBackpack(`device-${process.pid}-${names}`);
    await backpack.choose({ name: 'Cloud', handle: 'none', sealed: false });
    return new Device(backpack);
  }

  sync(now?: number): Promise<Synced> {
    const { backpack, directory, shelf } = this;
    return syncFolder({ backpack, directory, shelf, ...(now === undefined ? {} : { now: () => now }) });
  }
}

/** Copies the paths that `chosen` says between a device's folder and the cloud, as such programs do. */
export function copyThroughCloud(
  cloud: Files,
  device: Device,
  chosen: (path: string) => 'all' | 'cut' | 'not' = () => 'all',
): void {
  const here = device.directory.files;
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
      here.set(path, theirs.slice(0, theirs.length / 2));
      continue; // Not seen: the rest comes another time.
    } else if (changedThere) put(here, path, theirs);
    put(device.seen, path, cloud.get(path));
  }
  for (const [path, bytes] of here) {
    // What was cut is not this device's own change: the whole file takes its place.
    const whole = cloud.get(path);
    if (whole && bytes.length < whole.length && same(bytes, whole.slice(0, bytes.length))) {
      if (chosen(path) === 'all') {
        here.set(path, whole);
        device.seen.set(path, whole);
      }
    }
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
  for (let round = 0; round < 8; round++) {
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
