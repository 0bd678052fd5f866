import 'fake-indexeddb/auto';
import '../i18n-from-locale';
import { describe, expect, it } from 'vitest';
import { badgeFiles } from '../../../components/backpack/selection/badge-files';
import { shelve, unshelve } from '../../../components/backpack/selection/shelf';
import { openBackpack, type Saving } from '../../../lib/backpack';
import { badgeNumber, savingNumber } from './made-up-badges';

async function kept(name: string, savings: Saving[]) {
  const backpack = await openBackpack({ name });
  const ids: string[] = [];
  for (const saving of savings) {
    const outcome = await backpack.save(saving);
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    ids.push(outcome.badgeId);
  }
  return { backpack, ids };
}
const never = new AbortController().signal;

describe('the chosen badges as files', () => {
  it('are the files as found, named after their badges, none twice', async () => {
    const named = (number: number): Saving => {
      const saving = savingNumber(number);
      return { ...saving, badge: { ...saving.badge, badge: badgeNumber(number, { name: 'Sea: ../Diver' }) } };
    };
    const bare = savingNumber(3);
    const { backpack, ids } = await kept('files', [named(1), named(2), { ...bare, files: [] }]);
    const entries = [];
    for await (const entry of badgeFiles(backpack, [...ids, 'gone'], {
      onBadge: () => undefined,
      signal: never,
    })) {
      entries.push(entry);
    }
    expect(entries.map(({ name }) => name)).toEqual(['Sea-Diver.png', 'Sea-Diver-2.png', 'Badge-3.json']);
    expect(entries[1]?.bytes).toEqual(named(2).files[0]?.bytes);
    expect(new TextDecoder().decode(entries[2]?.bytes)).toBe(bare.badge.documentText);
  });

  it('have the ending of the picture that they are, where their own name has none', async () => {
    const saving = savingNumber(1);
    const [original] = saving.files;
    if (original === undefined) throw new Error('no file');
    const { backpack, ids } = await kept('endings', [{ ...saving, files: [{ ...original, name: 'baked' }] }]);
    const names = [];
    for await (const { name } of badgeFiles(backpack, ids, { onBadge: () => undefined, signal: never })) {
      names.push(name);
    }
    expect(names).toEqual(['Badge-1.png']);
  });

  it('stop where the person stops them', async () => {
    const { backpack, ids } = await kept('stopped', [savingNumber(1)]);
    const stop = AbortSignal.abort(new Error('stopped'));
    const files = badgeFiles(backpack, ids, { onBadge: () => undefined, signal: stop });
    await expect(files.next()).rejects.toThrow('stopped');
  });
});

describe('a deleted badge on the shelf', () => {
  it('comes back with every byte', async () => {
    const {
      backpack,
      ids: [id = ''],
    } = await kept('shelf', [savingNumber(1)]);
    const before = [
      await backpack.get(id),
      await backpack.files(id),
      await backpack.reports(id),
      await backpack.evidence(id),
    ];
    const removed = await backpack.remove(id);
    if (!removed) throw new Error('nothing was removed');
    const shelved = shelve(removed);
    expect(await backpack.get(id)).toBeUndefined();
    await backpack.restore(await unshelve(shelved));
    expect([
      await backpack.get(id),
      await backpack.files(id),
      await backpack.reports(id),
      await backpack.evidence(id),
    ]).toEqual(before);
  });
});
