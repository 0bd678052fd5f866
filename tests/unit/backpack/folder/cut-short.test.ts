import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { savingNumber } from '../made-up-badges';
import {
  closeAll,
  copyThroughCloud,
  cutShort,
  Device,
  everything,
  idOf,
  namesIn,
  save,
  settle,
  two,
} from './devices';

afterEach(closeAll);

describe('a run that is cut short', () => {
  for (const how of ['closed', 'failed'] as const) {
    for (const [runs, later] of [
      [0, 'right after'],
      [2, 'after later runs'],
    ] as const) {
      it(`(tab ${how}) does not bring back what is deleted ${later}`, async () => {
        const { a, b, cloud, settled } = await two();
        for (const number of [1, 2]) await save(a, number);
        await settled();
        await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'new words');
        await b.backpack.setFavourite(await idOf(b, 'Badge 2'), true);
        await save(b, 3);
        await cutShort(b, how, () => recordsIn(b) === 5);
        expect(recordsIn(b)).toBe(5);
        for (let run = 0; run < runs; run += 1) await b.sync();
        for (const name of ['Badge 1', 'Badge 2', 'Badge 3']) await b.backpack.remove(await idOf(b, name));
        copyThroughCloud(cloud, b);
        await settled();
        expect([await namesIn(a), await namesIn(b)]).toEqual([[], []]);
        expect([...cloud.keys()].filter((path) => /^(records|badges|proofs)/.test(path))).toEqual([]);
      });
    }
  }

  it('changes nothing here, whatever the person did before, meanwhile and after, where nobody else keeps the folder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }), async (steps) => {
        const it = await Device.make();
        for (const { what, meanwhile, number, writes } of steps) {
          if (what === 'sync' || what === 'closed' || what === 'failed') {
            let wrote = 0;
            let acted: Promise<void> | undefined;
            it.directory.meanwhile = async () => {
              wrote += 1;
              if (meanwhile) acted ??= act(it, meanwhile, number);
              await acted;
            };
            if (what === 'sync') await it.sync();
            else await cutShort(it, what, () => wrote > writes);
            it.directory.meanwhile = undefined;
            await acted;
          } else await act(it, what, number);
        }
        const before = await own(it);
        await settle(new Map(), [it]);
        expect(await own(it)).toEqual(before);
        it.close();
      }),
      { numRuns: Number(process.env.LAUREL_RUNS ?? 150) },
    );
  }, 240_000);
});

function recordsIn({ directory }: Device): number {
  return [...directory.files.keys()].filter((path) => path.startsWith('records/')).length;
}

const DEEDS = [
  ...(['save', 'save', 'remove', 'remove', 'write', 'favourite', 'owner', 'tag'] as const),
  ...(['collect', 'uncollect', 'rename', 'dissolve', 'trust', 'untrust', 'identity', 'mark'] as const),
];
type Deed = (typeof DEEDS)[number];

const step = fc.record({
  what: fc.constantFrom(...DEEDS, 'sync', 'sync', 'closed', 'closed', 'closed', 'failed', 'failed'),
  meanwhile: fc.option(fc.constantFrom(...DEEDS), { nil: undefined }),
  number: fc.nat({ max: 2 }),
  writes: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5, 8, 12),
});

let words = 0;

async function act({ backpack }: Device, what: Deed, number: number): Promise<void> {
  const listed = (await backpack.list()).map(({ id }) => id).toSorted();
  const id = listed[number % Math.max(1, listed.length)] ?? 'none';
  const badge = await backpack.get(id);
  const [collection] = await backpack.collections();
  const trusted = { kind: 'domain', value: `${number}.example` } as const;
  words += 1;
  const word = `word ${words}`;
  const deeds: Record<Deed, () => Promise<unknown>> = {
    save: () => backpack.save(savingNumber(words)), // Each badge once.
    remove: () => backpack.remove(id),
    write: () => backpack.setNotes(id, word),
    favourite: () => backpack.setFavourite(id, !badge?.favourite),
    owner: () => backpack.setOwner(id, badge?.owner === 'mine' ? 'other' : 'mine'),
    tag: () => backpack.setTags(id, [...(badge?.tags ?? []).slice(-2), word]),
    collect: async () => {
      const into = collection ?? (await backpack.createCollection({ name: word }));
      await backpack.addToCollection(into.id, [id]);
      await backpack.orderCollection(into.id, [id]);
    },
    uncollect: () => backpack.removeFromCollection(collection?.id ?? '', [id]),
    rename: () => backpack.renameCollection(collection?.id ?? '', word),
    dissolve: () => backpack.deleteCollection(collection?.id ?? ''),
    trust: () => backpack.setTrust({ ...trusted, decision: words % 2 ? 'trusted' : 'distrusted' }),
    untrust: () => backpack.removeTrust(`domain ${number}.example`),
    identity: () => backpack.addIdentity({ type: 'name', value: word }),
    mark: () => backpack.setMark({ kind: 'words', value: word }),
  };
  await deeds[what]();
}

/** What the person sees, without what only devices tell each other. */
async function own({ backpack }: Device) {
  const { badges, ...others } = await everything(backpack);
  return {
    badges: badges.map(({ badge: { versions: _versions, ...badge }, ...parts }) => ({ badge, ...parts })),
    ...others,
  };
}
