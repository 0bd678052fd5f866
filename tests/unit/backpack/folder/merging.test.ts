import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Removed } from '../../../../lib/backpack';
import { withoutRepetitions } from '../../../../lib/backpack/watching';
import { reportNumber, savingNumber } from '../made-up-badges';
import { copyThroughCloud, cutShort, Device, everything, type Files, settle } from './devices';

const OPERATIONS = [
  ...(['save', 'save', 'save', 'remove', 'undo', 'write', 'write', 'add to notes', 'clear notes'] as const),
  ...(['tag', 'tag', 'tag alike', 'untag', 'owner', 'favourite', 'check', 'watch', 'watch'] as const),
  ...(['collect', 'uncollect', 'rename', 'describe', 'dissolve'] as const),
  ...(['trust', 'untrust', 'identity', 'mark', 'stop in the middle', 'close in the middle'] as const),
  ...(['sync', 'sync', 'copy', 'copy', 'copy in part', 'copy in part', 'meet', 'meet', 'meet'] as const),
];
const DAY_MS = 86_400_000;

const operation = fc.record({
  on: fc.nat({ max: 2 }),
  what: fc.constantFrom(...OPERATIONS),
  number: fc.integer({ min: 1, max: 3 }),
  size: fc.integer({ min: 0, max: 6 }),
  chance: fc.array(fc.constantFrom('all', 'cut', 'not', 'not'), { minLength: 7, maxLength: 7 }),
  clock: fc.constantFrom(0, 0, -DAY_MS, DAY_MS),
});
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** What was written, each text but once, and what somebody took away who had it before them. */
class Told {
  readonly written = new Set<string>();
  readonly takenAway = new Set<string>();
  #count = 0;

  word(): string {
    this.#count += 1;
    const word = `word${this.#count}.`;
    this.written.add(word);
    return word;
  }

  /** `before`, `after`: all that the person had and has on that device. */
  changed(before: string, after: string): void {
    for (const word of wordsIn(before)) if (!wordsIn(after).includes(word)) this.takenAway.add(word);
  }

  get lasting(): string[] {
    return [...this.written].filter((word) => !this.takenAway.has(word));
  }
}

function wordsIn(text: string): string[] {
  return text.match(/word\d+\./g) ?? [];
}

afterEach(() => {
  vi.useRealTimers();
});

/** Everything that the person can read there. */
async function shownOn({ backpack }: Device): Promise<string> {
  const rows = await backpack.wholes((await backpack.list()).map(({ id }) => id));
  return JSON.stringify([rows.map(({ badge }) => [badge.tags, badge.notes]), await backpack.collections()]);
}

describe('devices with one folder', () => {
  for (const count of [2, 3]) {
    it(`have the same, and no word is lost, whatever ${count} of them do and however the folder is copied`, async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 6, 1) });
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { maxLength: 60, size: 'max' }), async (operations) => {
          const cloud: Files = new Map();
          const devices: Device[] = [];
          for (let at = 0; at < count; at += 1) devices.push(await Device.make());
          const told = new Told();
          const undoable = new Map<Device, Removed>();
          let time = Date.UTC(2026, 6, 1);
          for (const one of operations) {
            const it = devices[one.on % count] as Device; // There are so many.
            time += 1_000;
            vi.setSystemTime(time + one.clock);
            const before = await shownOn(it);
            if (await act(it, one, { cloud, told, undoable })) told.changed(before, await shownOn(it));
          }
          await settle(cloud, devices);
          const [first, ...others] = await Promise.all(devices.map(({ backpack }) => everything(backpack)));
          for (const other of others) expect(other).toEqual(first);
          const shown = wordsIn(await shownOn(devices[0] as Device));
          for (const word of told.lasting) expect(shown).toContain(word);
          for (const { reports } of first?.badges ?? []) expect(withoutRepetitions(reports)).toEqual(reports);
          for (const device of devices) device.close();
        }),
        { numRuns: Number(process.env.LAUREL_RUNS ?? 40) },
      );
    }, 240_000);
  }
});

interface World {
  cloud: Files;
  told: Told;
  undoable: Map<Device, Removed>;
}

/** Whether the person did it, and not the folder. */
async function act(
  it: Device,
  { what, number, size, chance, clock }: Operation,
  { cloud, told, undoable }: World,
): Promise<boolean> {
  const { backpack } = it;
  const name = `Badge ${number}`;
  const id = (await backpack.list()).find((one) => one.badge?.name === name)?.id ?? 'none';
  const badge = await backpack.get(id);
  const [collection] = await backpack.collections();
  const checkedAt = (hour: number) => new Date(Date.UTC(2026, 5, 1 + size, hour, number)).toISOString();
  const verdict = size > 4 ? 'revoked' : 'verified';
  let at = 0;
  switch (what) {
    case 'save':
      await backpack.save(savingNumber(number));
      return true;
    case 'remove': {
      const gone = await backpack.remove(id);
      if (gone) undoable.set(it, gone);
      return true;
    }
    case 'undo': {
      const gone = undoable.get(it);
      undoable.delete(it);
      if (gone) await backpack.restore(gone);
      return true;
    }
    case 'write':
      if (badge) await backpack.setNotes(id, told.word());
      return true;
    case 'add to notes':
      if (badge) await backpack.setNotes(id, `${badge.notes}\n${told.word()}`);
      return true;
    case 'clear notes':
      await backpack.setNotes(id, '');
      return true;
    case 'tag':
      if (badge)
        await backpack.setTags(id, size > 3 ? [told.word(), ...badge.tags] : [...badge.tags, told.word()]);
      return true;
    case 'tag alike':
      if (badge) await backpack.setTags(id, [...badge.tags, `alike ${size % 2}`]);
      return true;
    case 'untag':
      if (badge) await backpack.setTags(id, badge.tags.toSpliced(size, 1));
      return true;
    case 'owner':
      await backpack.setOwner(id, size > 3 ? 'mine' : undefined);
      return true;
    case 'favourite':
      await backpack.setFavourite(id, size > 3);
      return true;
    case 'check':
      await backpack.addReport(id, reportNumber(number, verdict, checkedAt(9)), []);
      return true;
    case 'watch':
      await it.watched.addQuietReport(id, reportNumber(number, verdict, checkedAt(12)), []);
      return true;
    case 'collect': {
      const into = collection ?? (await backpack.createCollection({ name: told.word() }));
      await backpack.addToCollection(into.id, [id]);
      await backpack.orderCollection(into.id, [id]);
      return true;
    }
    case 'uncollect':
      await backpack.removeFromCollection(collection?.id ?? '', [id]);
      return true;
    case 'rename':
      if (collection) await backpack.renameCollection(collection.id, told.word());
      return true;
    case 'describe':
      if (collection) await backpack.describeCollection(collection.id, told.word());
      return true;
    case 'dissolve':
      await backpack.deleteCollection(collection?.id ?? '');
      return true;
    case 'trust': {
      const decision = size > 3 ? 'trusted' : 'distrusted';
      await backpack.setTrust({ kind: 'domain', value: `${number}.example`, decision });
      return true;
    }
    case 'untrust':
      await backpack.removeTrust(`domain ${number}.example`);
      return true;
    case 'identity':
      await backpack.addIdentity({ type: 'name', value: `name ${size}` });
      return true;
    case 'mark':
      await backpack.setMark({ kind: 'words', value: `mark ${size}` });
      return true;
    case 'sync':
      await it.sync(Date.now() + clock);
      return false;
    case 'copy':
      copyThroughCloud(cloud, it);
      return false;
    case 'copy in part':
      copyThroughCloud(cloud, it, () => chance[at++ % chance.length] ?? 'all');
      return false;
    case 'meet':
      copyThroughCloud(cloud, it);
      await it.sync();
      copyThroughCloud(cloud, it);
      return false;
    case 'stop in the middle':
      it.directory.trouble = { code: 'full', afterWrites: size };
      await it.sync().catch(() => undefined);
      it.directory.trouble = undefined;
      return false;
    case 'close in the middle': {
      let writes = 0;
      await cutShort(it, 'closed', () => writes++ === size);
      return false;
    }
  }
}
