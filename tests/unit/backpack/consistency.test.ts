import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { type Backpack, openBackpack, type Removed } from '../../../lib/backpack';
import { listedBadgeOf } from '../../../lib/backpack/listed-badge';
import { evidenceFrom, reportNumber, savingNumber } from './made-up-badges';

let names = 0;
const AWARDS = 4;
const action = fc.record({
  what: fc.constantFrom('save', 'saveSignedAnew', 'remove', 'restore', 'check'),
  award: fc.nat({ max: AWARDS - 1 }),
});
const VERDICTS = ['verified', 'revoked', 'could-not-check', 'not-valid'] as const;

interface World {
  backpack: Backpack;
  removed: Map<number, Removed>;
  step: number;
}

async function act({ backpack, removed, step }: World, { what, award }: { what: string; award: number }) {
  if (what === 'save') return backpack.save(savingNumber(award));
  if (what === 'saveSignedAnew') {
    return backpack.save(savingNumber(award, { documentText: `{"proof":{},"anew":${award}}` }));
  }
  const badge = (await backpack.list()).find(({ badge: says }) => says?.name === `Badge ${award}`);
  const gone = removed.get(award);
  if (what === 'restore') return gone && backpack.restore(gone);
  if (!badge) return undefined;
  if (what === 'remove') {
    const taken = await backpack.remove(badge.id);
    if (taken) removed.set(award, taken);
    return undefined;
  }
  const at = new Date(1_780_000_000_000 + step).toISOString();
  const report = reportNumber(award, VERDICTS[step % VERDICTS.length] ?? 'verified', at);
  return backpack.addReport(badge.id, report, [evidenceFrom('https://school.example/', `step-${step}`)]);
}

async function checkStores(name: string): Promise<void> {
  const database = await openDB(name);
  const badges = await database.getAll('badges');
  const ids = new Set(badges.map((badge) => badge.id));
  const keys = badges.flatMap((badge) => badge.awardKeys);
  expect(new Set(keys).size, 'no award is there twice').toBe(keys.length);
  for (const badge of badges) expect(badge.awardKeys).toContain(badge.id);
  expect(await database.getAll('listed'), 'lists show what the records say').toEqual(
    badges.map(listedBadgeOf),
  );
  for (const store of ['files', 'reports', 'evidence']) {
    const owners = (await database.getAll(store)).map((part) => part.badgeId);
    expect(
      owners.filter((owner) => !ids.has(owner)),
      `orphans in ${store}`,
    ).toEqual([]);
  }
  const files = await database.getAll('files');
  expect(files.length, 'every badge keeps its files').toBe(badges.length * 2);
  database.close();
}

describe('any sequence of saving, deleting, restoring and checking', () => {
  it('leaves no part without its badge and no award twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const name = `sequence-${++names}`;
        const world: World = { backpack: await openBackpack({ name }), removed: new Map(), step: 0 };
        for (const next of actions) {
          world.step += 1;
          await act(world, next);
        }
        await checkStores(name);
        world.backpack.close();
      }),
      { numRuns: 60 },
    );
  });
});
