// What wakes the watch over saved badges, and how its news reach the person.
import 'fake-indexeddb/auto';
import '../i18n-from-locale';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openBackpack } from '../../../lib/backpack';
import { openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import type { PageSurroundings } from '../../../lib/page';
import { changeSettings } from '../../../lib/platform';
import { watchOverSaved } from '../../../lib/platform/worker';
import { badgeNumber, savingNumber } from '../backpack/made-up-badges';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const contains = vi.fn(async (_of: object) => true);
Object.assign(fakeBrowser.permissions, {
  contains,
  onAdded: { addListener: () => undefined, removeListener: () => undefined },
});
const create = vi.fn(async (_id: string, _options: { message: string }) => '');
const clicks: ((id: string) => void)[] = [];
Object.assign(fakeBrowser.notifications, {
  create,
  clear: async () => true,
  onClicked: { addListener: (listener: (id: string) => void) => clicks.push(listener) },
});

const words = {
  title: 'What is new',
  sentence: ({ kind, days }: { kind: string; days?: number }, badge?: { badge?: { name: string } }) =>
    `${badge?.badge?.name} ${kind} ${days}`,
  many: (count: number) => `${count} news`,
};
const backpackChanged = vi.fn();
// The watch asks nobody here: nothing else of the surroundings is used.
const around = { backpackChanged } as unknown as PageSurroundings;

beforeEach(async () => {
  vi.clearAllMocks();
  fakeBrowser.reset();
  clicks.length = 0;
  contains.mockResolvedValue(true);
  await changeSettings({ watching: 'off', notifying: true });
});
afterEach(async () => {
  const backpack = await openOrganisedBackpack();
  await backpack.deleteAll();
  backpack.close();
});

const alarm = () => fakeBrowser.alarms.get('watch');
async function alarmIsSet(): Promise<void> {
  await vi.waitFor(async () => expect(await alarm()).toBeTruthy());
}

async function endingSoon(count: number): Promise<void> {
  const backpack = await openBackpack();
  for (let number = 1; number <= count; number += 1) {
    const validUntil = new Date(Date.now() + 3 * DAY).toISOString();
    await backpack.save(savingNumber(number, { badge: badgeNumber(number, { validUntil }) }));
  }
  backpack.close();
}

async function woken(name = 'watch'): Promise<void> {
  await fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: Date.now(), persistAcrossSessions: true });
}

describe('the alarm', () => {
  it('is there within the next pause once the worker has started', async () => {
    watchOverSaved(around, words);
    await alarmIsSet();
    const minutes = ((await alarm())?.scheduledTime ?? 0) - Date.now();
    expect(minutes / MINUTE).toBeGreaterThan(19);
    expect(minutes / MINUTE).toBeLessThan(41);
  });

  it('stays where it is when the worker starts again and again', async () => {
    await fakeBrowser.alarms.create('watch', { when: Date.now() + 3 * MINUTE });
    const before = (await alarm())?.scheduledTime;
    watchOverSaved(around, words);
    watchOverSaved(around, words);
    await vi.waitFor(async () => expect((await alarm())?.scheduledTime).toBe(before));
  });

  it('is set anew where a clock that ran ahead has put it years off', async () => {
    await fakeBrowser.alarms.create('watch', { when: Date.now() + 400 * DAY });
    watchOverSaved(around, words);
    await vi.waitFor(async () => expect((await alarm())?.scheduledTime).toBeLessThan(Date.now() + DAY));
  });
});

describe('a waking', () => {
  it('by another alarm is none', async () => {
    await endingSoon(1);
    watchOverSaved(around, words);
    await woken('resume');
    await woken();
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(1));
  });

  it('notifies once of each badge, and a click opens it', async () => {
    await endingSoon(2);
    watchOverSaved(around, words);
    await woken();
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(2));
    expect(create.mock.calls.map(([, { message }]) => message).sort()).toEqual([
      'Badge 1 expiring 7',
      'Badge 2 expiring 7',
    ]);
    expect(backpackChanged).toHaveBeenCalledTimes(1);
    const open = vi.spyOn(fakeBrowser.tabs, 'create');
    const [id = ''] = create.mock.calls[0] ?? [];
    clicks[0]?.(id);
    expect(open).toHaveBeenCalledWith({
      url: expect.stringMatching(/\/backpack\.html\?badge=[0-9a-f]{32}$/),
    });
  });

  it('makes one notification of many news', async () => {
    await endingSoon(9);
    watchOverSaved(around, words);
    await woken();
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(1));
    expect(create.mock.calls[0]?.[1].message).toBe('9 news');
  });

  it.each([
    ['the person did not switch it on', { notifying: false }, true],
    ['the browser took its leave back', { notifying: true }, false],
  ])('notifies nobody when %s; the news stand in the backpack', async (_what, settings, allowed) => {
    contains.mockResolvedValue(allowed);
    await changeSettings(settings);
    await endingSoon(1);
    watchOverSaved(around, words);
    await woken();
    await vi.waitFor(() => expect(backpackChanged).toHaveBeenCalled());
    const backpack = await openBackpack();
    expect(await backpack.countNotices()).toBe(1);
    backpack.close();
    expect(create).not.toHaveBeenCalled();
  });
});
