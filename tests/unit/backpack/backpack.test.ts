import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backpack } from '../../../lib/backpack';
import { openBackpack } from '../../../lib/backpack';
import { badgeNumber, evidenceFrom, reportNumber, savingNumber, unproven } from './made-up-badges';

let backpack: Backpack;
let names = 0;

beforeEach(async () => {
  names += 1;
  backpack = await openBackpack({ name: `backpack-${names}` });
});
afterEach(() => {
  vi.useRealTimers();
  backpack.close();
});

async function savedId(number: number): Promise<string> {
  const outcome = await backpack.save(savingNumber(number));
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  return outcome.badgeId;
}

describe('saving', () => {
  it('keeps the file byte for byte, the document, the report and what proved it', async () => {
    const saving = savingNumber(7);
    const id = await savedId(7);
    expect(await backpack.get(id)).toMatchObject(saving.badge);
    expect(await backpack.files(id)).toEqual(
      saving.files.map((file) => ({
        ...file,
        badgeId: id,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
      })),
    );
    expect((await backpack.reports(id)).map(({ report }) => report)).toEqual([saving.report]);
    expect(await backpack.evidence(id)).toEqual(
      saving.evidence.map((document) => ({ ...document, badgeId: id })),
    );
  });

  it('gives the earlier date when the award is there already, and changes nothing', async () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T00:00:00Z'), toFake: ['Date'] });
    const id = await savedId(1);
    vi.setSystemTime(new Date('2026-04-01T00:00:00Z'));
    const again = savingNumber(1, { answer: 'revoked' });
    expect(await backpack.save(again)).toEqual({
      kind: 'already',
      badgeId: id,
      savedAt: '2026-03-01T00:00:00.000Z',
    });
    expect((await backpack.get(id))?.answer).toBe('verified');
    expect(await backpack.count()).toBe(1);
  });

  it('knows a genuine award again when it was signed anew', async () => {
    const id = await savedId(1);
    const signedAnew = savingNumber(1, { documentText: '{"proof":{"created":"later"}}' });
    expect(await backpack.save(signedAnew)).toMatchObject({ kind: 'already', badgeId: id });
  });

  it('does not take a forgery with a borrowed id for the genuine badge, in either order', async () => {
    const forgery = savingNumber(1, { documentText: '{"proof":{},"forged":true}', ...unproven(1) });
    expect((await backpack.save(forgery)).kind).toBe('saved');
    expect((await backpack.save(savingNumber(1))).kind).toBe('saved');
    expect(await backpack.save(forgery)).toMatchObject({ kind: 'already' });
    expect((await backpack.list()).map((badge) => badge.answer).sort()).toEqual(['not-valid', 'verified']);
  });

  it('saves one award once when two pages save it at the same time', async () => {
    const outcomes = await Promise.all([backpack.save(savingNumber(1)), backpack.save(savingNumber(1))]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['already', 'saved']);
  });

  it('finds saved awards by their keys', async () => {
    const id = await savedId(1);
    const keys = (await backpack.get(id))?.awardKeys ?? [];
    expect(keys).toHaveLength(3);
    const found = await backpack.findAwards([...keys, 'unknown']);
    expect([...found.keys()]).toEqual(keys);
    expect(new Set([...found.values()].map((award) => award.badgeId))).toEqual(new Set([id]));
    expect((await backpack.findAward(savingNumber(1).badge))?.id).toBe(id);
    expect(await backpack.findAward(savingNumber(2).badge)).toBeUndefined();
  });
});

describe('deleting', () => {
  it('takes everything of the badge and nothing of its neighbours', async () => {
    const [kept, deleted] = [await savedId(1), await savedId(2)];
    await backpack.remove(deleted);
    expect(await backpack.get(deleted)).toBeUndefined();
    const left = await Promise.all([
      backpack.files(deleted),
      backpack.reports(deleted),
      backpack.evidence(deleted),
    ]);
    expect(left).toEqual([[], [], []]);
    expect(await backpack.files(kept)).toHaveLength(2);
    expect(await backpack.evidence(kept)).toHaveLength(2);
  });

  it('is undone wholly by restore', async () => {
    const id = await savedId(1);
    const before = [
      await backpack.get(id),
      await backpack.files(id),
      await backpack.reports(id),
      await backpack.evidence(id),
    ];
    const removed = await backpack.remove(id);
    if (!removed) throw new Error('nothing was removed');
    expect((await backpack.restore(removed)).kind).toBe('saved');
    expect([
      await backpack.get(id),
      await backpack.files(id),
      await backpack.reports(id),
      await backpack.evidence(id),
    ]).toEqual(before);
  });

  it('gives its history back to a badge that was saved anew before the undo', async () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T00:00:00Z'), toFake: ['Date'] });
    const id = await savedId(1);
    await backpack.addReport(id, reportNumber(1, 'revoked', '2026-06-01T00:00:00Z'), []);
    const removed = await backpack.remove(id);
    vi.setSystemTime(new Date('2026-09-01T00:00:00Z'));
    await savedId(1);
    if (!removed) throw new Error('nothing was removed');
    expect(await backpack.restore(removed)).toEqual({
      kind: 'already',
      badgeId: id,
      savedAt: '2026-03-01T00:00:00.000Z',
    });
    expect((await backpack.reports(id)).map(({ report }) => report.verdict)).toEqual(['revoked', 'verified']);
  });

  it('says so when there is no such badge', async () => {
    expect(await backpack.remove('nothing')).toBeUndefined();
  });
});

describe('checking again', () => {
  it('adds the report to the history and shows its answer', async () => {
    const id = await savedId(1);
    const revoked = reportNumber(1, 'revoked', '2026-06-01T00:00:00Z');
    const proof = evidenceFrom('https://school.example/status', 'withdrawn');
    expect(await backpack.addReport(id, revoked, [proof])).toBe('added');
    expect(await backpack.get(id)).toMatchObject({ answer: 'revoked', checkedAt: '2026-06-01T00:00:00Z' });
    expect((await backpack.reports(id)).map(({ checkedAt }) => checkedAt)).toEqual([
      '2026-06-01T00:00:00Z',
      '2026-05-01T10:00:00Z',
    ]);
    expect(await backpack.evidence(id)).toHaveLength(3);
  });

  it('keeps the earlier answer when nobody could be asked, but remembers the attempt', async () => {
    const id = await savedId(1);
    const offline = {
      ...reportNumber(1, 'could-not-check', '2026-06-01T00:00:00Z'),
      needs: ['school.example'],
    };
    await backpack.addReport(id, offline, []);
    expect(await backpack.get(id)).toMatchObject({ answer: 'verified', checkedAt: '2026-05-01T10:00:00Z' });
    expect(await backpack.reports(id)).toHaveLength(2);
  });

  it('never replaces proven words by unproven ones', async () => {
    const id = await savedId(1);
    const report = reportNumber(1, 'not-valid', '2026-06-01T00:00:00Z');
    await backpack.addReport(id, { ...report, badge: badgeNumber(1, { name: 'Other' }) }, []);
    expect(await backpack.get(id)).toMatchObject({ answer: 'not-valid', badge: { name: 'Badge 1' } });
  });

  it('keeps whose seal it is while nobody answers, and no longer once the proof fails', async () => {
    const id = await savedId(1);
    await backpack.addReport(id, reportNumber(1, 'could-not-check', '2026-06-01T00:00:00Z'), []);
    expect(await backpack.get(id)).toMatchObject({
      answer: 'could-not-check',
      sealer: { kind: 'domain', value: 'school.example' },
    });
    await backpack.addReport(id, reportNumber(1, 'not-valid', '2026-06-02T00:00:00Z'), []);
    expect(await backpack.get(id)).toMatchObject({ answer: 'not-valid', sealer: { kind: 'none' } });
  });

  it('learns the award once a badge that was saved unchecked is proven', async () => {
    const unchecked = await backpack.save(
      savingNumber(1, { answer: 'not-checked', sealer: { kind: 'none' } }),
    );
    if (unchecked.kind !== 'saved') throw new Error(unchecked.kind);
    await backpack.addReport(unchecked.badgeId, reportNumber(1, 'verified', '2026-06-01T00:00:00Z'), []);
    const signedAnew = savingNumber(1, { documentText: '{"proof":{"created":"later"}}' });
    expect(await backpack.save(signedAnew)).toMatchObject({ kind: 'already', badgeId: unchecked.badgeId });
  });

  it('writes nothing for a badge that was deleted meanwhile', async () => {
    const id = await savedId(1);
    await backpack.remove(id);
    expect(await backpack.addReport(id, reportNumber(1, 'verified', '2026-06-01T00:00:00Z'), [])).toBe(
      'gone',
    );
    expect(await backpack.reports(id)).toEqual([]);
  });
});

describe('listing', () => {
  it('is newest first, and the same page by page', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let number = 0; number < 23; number += 1) {
      // Some were saved in the same millisecond.
      vi.setSystemTime(new Date(1_700_000_000_000 + Math.floor(number / 3)));
      await savedId(number);
    }
    const all = (await backpack.list()).map((badge) => badge.id);
    const paged: string[] = [];
    let page = await backpack.page({ limit: 5 });
    paged.push(...page.badges.map((badge) => badge.id));
    while (page.next) {
      page = await backpack.page({ limit: 5, after: page.next });
      paged.push(...page.badges.map((badge) => badge.id));
    }
    expect(paged).toEqual(all);
    const dates = (await backpack.list()).map((badge) => badge.savedAt);
    expect(dates).toEqual([...dates].sort().reverse());
  });
});
