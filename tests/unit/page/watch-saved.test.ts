// Weeks of watching in a moment: a fake clock, hosted badges whose issuer does what a test wants, a backpack in memory.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Notice, openBackpack } from '../../../lib/backpack';
import { openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { openWatchedBackpack } from '../../../lib/backpack/watched-backpack';
import { answerOfReport, reportView, type WatchSurroundings, watchSaved } from '../../../lib/page';
import { verify } from '../../../lib/verify';
import { academyWorld, assertion, badgeClass, replay, type World } from '../verify/hosted-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-01T12:00:00Z');

let names = 0;
let name: string;
/** Addresses of awards in the order in which they were asked for, and when. */
let asked: { url: string; at: number }[];
let world: World;
/** A repeatable run of chances. */
let seed: number;

beforeEach(() => {
  names += 1;
  name = `watch-${names}`;
  asked = [];
  world = academyWorld();
  seed = 7;
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function random(): number {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed / 2_147_483_647;
}

const idOf = (number: number) => `https://academy.example/awards/${number}`;

/** Badges of the academy, saved one after another at once. */
async function saved(count: number, change: object = {}): Promise<string[]> {
  const backpack = await openBackpack({ name });
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const body = { ...assertion, id: idOf(number), ...change };
    world[idOf(number)] = { body };
    const document = { form: 'json', text: JSON.stringify(body) } as const;
    const report = await verify(document, { fetch: replay(world), now: new Date() });
    const outcome = await backpack.save({
      badge: {
        documentForm: 'json',
        documentText: document.text,
        answer: answerOfReport(report),
        sealer: report.sealer,
        checkedAt: report.checkedAt,
        ...(report.badge ? { badge: report.badge } : {}),
      },
      files: [],
      report: reportView(report),
      evidence: report.evidence,
    });
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    ids.push(outcome.badgeId);
  }
  backpack.close();
  return ids;
}

function around(change: Partial<WatchSurroundings> = {}): WatchSurroundings {
  const opened = openBackpack({ name });
  return {
    openBackpack: () => opened,
    openWatched: () => openWatchedBackpack(name),
    fetchFor: () => async (input) => {
      asked.push({ url: String(input), at: Date.now() });
      return replay(world)(input);
    },
    limitAge: () => undefined,
    checking: async () => 'automatic',
    alwaysChecks: async () => false,
    comparePictures: async () => ({ outcome: 'same' }),
    mayCheck: async () => true,
    now: Date.now,
    random,
    ...change,
  };
}

interface Lived {
  /** Awards that were asked for at each waking. */
  wakings: number[];
  notices: Notice[];
}

/** Lets days pass with a waking every few hours; `each` may change the world, the clock or the watch before it. */
async function live(days: number, watch: WatchSurroundings, each?: (day: number) => void): Promise<Lived> {
  const lived: Lived = { wakings: [], notices: [] };
  for (let hour = 0; hour < days * 24; hour += 3) {
    vi.setSystemTime(Date.now() + 3 * HOUR);
    each?.(hour / 24);
    const before = awards().length;
    lived.notices.push(...(await watchSaved(watch)).notices);
    lived.wakings.push(awards().length - before);
  }
  return lived;
}

const awards = () => asked.filter(({ url }) => url.includes('/awards/'));
const timesOf = (number: number) => asked.filter(({ url }) => url === idOf(number)).map(({ at }) => at);
const kinds = (notices: readonly Notice[]) => notices.map(({ kind }) => kind);

describe('the watch over saved badges', () => {
  it('asks for each about once a week, never many at once', async () => {
    await saved(30);
    const { wakings } = await live(31, around());
    expect(Math.max(...wakings)).toBeLessThanOrEqual(5);
    // Spread over the days: no fifth of them has half of the checks.
    const busiest = [...wakings].sort((left, right) => right - left).slice(0, wakings.length / 5);
    expect(busiest.reduce((sum, count) => sum + count)).toBeLessThan(awards().length * 0.9);
    for (let number = 1; number <= 30; number += 1) {
      const times = timesOf(number);
      expect(times.length).toBeGreaterThanOrEqual(3);
      expect(times.length).toBeLessThanOrEqual(6);
      for (const [at, time] of times.entries()) {
        const days = (time - (times[at - 1] ?? START)) / DAY;
        expect(days).toBeGreaterThan(at === 0 ? 1 : 5.2);
        expect(days).toBeLessThan(9.2);
      }
    }
  });

  it('catches up a few at a time when the machine was off for months', async () => {
    await saved(20);
    const watch = around();
    await live(1, watch);
    vi.setSystemTime(Date.now() + 200 * DAY);
    const { wakings } = await live(3, watch);
    expect(Math.max(...wakings)).toBe(5);
    expect(new Set(awards().map(({ url }) => url)).size).toBe(20);
  });

  it('neither bursts nor stops when the clock jumps a year ahead and back again', async () => {
    await saved(12);
    const watch = around();
    await live(9, watch);
    const ahead = await live(9, watch, (day) => day === 0 && vi.setSystemTime(Date.now() + 365 * DAY));
    const back = await live(18, watch, (day) => day === 0 && vi.setSystemTime(Date.now() - 365 * DAY));
    for (const { wakings } of [ahead, back]) expect(Math.max(...wakings)).toBeLessThanOrEqual(5);
    const since = awards().slice(-back.wakings.reduce((sum, count) => sum + count));
    for (let number = 1; number <= 12; number += 1) {
      const times = since.filter(({ url }) => url === idOf(number));
      expect(times.length).toBeGreaterThanOrEqual(1);
      expect(times.length).toBeLessThanOrEqual(3);
    }
  });

  it('goes on where it was when the worker is ended in the middle of a check', async () => {
    await saved(3);
    const watch = around();
    await live(1, watch);
    vi.setSystemTime(Date.now() + 20 * DAY);
    let ended = 0;
    const ending = around({
      fetchFor: () => {
        ended += 1;
        throw new Error('the worker is gone');
      },
    });
    expect((await watchSaved(ending)).failure).toEqual(new Error('the worker is gone'));
    expect(ended).toBe(1);
    // The one that was under way is not tried at once again, so that it can not hold up the others for ever.
    await watchSaved(watch);
    expect(new Set(awards().map(({ url }) => url)).size).toBe(2);
    await live(3, watch);
    expect(new Set(awards().map(({ url }) => url)).size).toBe(3);
  });

  it.each([
    ['offline', { checking: async () => 'offline' as const }],
    ['switched off', { mayCheck: async () => false }],
    ['to be asked first, and leave for nobody', { checking: async () => 'ask' as const }],
  ])('asks nobody while Laurel is %s, and still tells of ends', async (_what, change) => {
    await saved(2, { expires: new Date(START + 9 * DAY).toISOString() });
    const { notices } = await live(9, around(change));
    expect(awards()).toEqual([]);
    expect(notices.filter(({ days }) => days === 1)).toHaveLength(2);
  });

  it('asks, where the person wants to be asked first, the issuers with standing leave alone', async () => {
    await saved(2);
    const alwaysChecks = vi.fn(async () => true);
    await live(10, around({ checking: async () => 'ask', alwaysChecks }));
    expect(new Set(awards().map(({ url }) => url)).size).toBe(2);
    expect(alwaysChecks).toHaveBeenCalledWith({ kind: 'domain', value: 'academy.example' });
  });

  it('keeps to itself what could only have been read on a click', async () => {
    const [id = ''] = await saved(1);
    const refused = around({
      fetchFor: () => async () => {
        throw Object.assign(new Error('no'), { reason: 'permission', host: 'academy.example' });
      },
    });
    await live(10, refused);
    const backpack = await openBackpack({ name });
    expect(await backpack.reports(id)).toHaveLength(1);
    expect((await backpack.get(id))?.answer).toBe('verified');
  });
});

describe('news', () => {
  it('is told once for each event, over two months', async () => {
    const [id = ''] = await saved(1, { expires: new Date(START + 70 * DAY).toISOString() });
    const { notices } = await live(75, around(), (day) => {
      if (day === 10) world[badgeClass.id] = { body: { ...badgeClass, name: 'Androids' } };
      if (day === 25) world = { [badgeClass.id]: world[badgeClass.id] ?? { body: '' } };
      if (day === 38)
        world = { ...academyWorld(), [badgeClass.id]: { body: { ...badgeClass, name: 'Androids' } } };
      if (day === 38) {
        const expires = new Date(START + 70 * DAY).toISOString();
        world[idOf(1)] = { body: { ...assertion, id: idOf(1), expires } };
      }
    });
    expect(kinds(notices)).toEqual(['changed', 'gone', 'expiring', 'expiring', 'expiring']);
    expect(notices.flatMap(({ days }) => days ?? [])).toEqual([30, 7, 1]);
    const backpack = await openOrganisedBackpack({ name });
    // The host answers again: that it was gone is no news any more. The warnings of one end are one line.
    expect(kinds(await backpack.notices()).sort()).toEqual(['changed', 'expiring']);
    expect((await backpack.get(id))?.badge?.name).toBe('Androids');
  });

  it('of a withdrawal comes once, also when it was put away and the badge deleted and brought back', async () => {
    const [id = ''] = await saved(1);
    const revoke = (day: number) => {
      if (day === 2) world[idOf(1)] = { status: 410, body: { id: idOf(1), revoked: true } };
    };
    const { notices } = await live(12, around(), revoke);
    expect(kinds(notices)).toEqual(['revoked']);
    const backpack = await openOrganisedBackpack({ name });
    await backpack.setNoticesSeen(notices, true);
    expect(await backpack.countNotices()).toBe(0);
    const removed = await backpack.remove(id);
    if (!removed) throw new Error('not there');
    await backpack.restore(removed);
    expect((await live(12, around())).notices).toEqual([]);
    await backpack.setNoticesSeen(notices, false);
    expect(kinds(await backpack.notices())).toEqual(['revoked']);
  });

  it('is not made of one bad night, which does not undo the answer either', async () => {
    const [id = ''] = await saved(1);
    const backpack = await openBackpack({ name });
    const good = world;
    const answers = new Set<string | undefined>();
    const { notices } = await live(20, around(), (day) => {
      world = day >= 1 && day < 8.5 && timesOf(1).length < 1 ? {} : good;
      void backpack.get(id).then((badge) => answers.add(badge?.answer));
    });
    expect((await backpack.reports(id)).some(({ report }) => report.verdict === 'could-not-check')).toBe(
      true,
    );
    expect(notices).toEqual([]);
    expect([...answers]).toEqual(['verified']);
  });

  it('is told of ends that lie within days, at the right day wherever the clock stands', async () => {
    await saved(1, { expires: new Date(START + 5 * DAY).toISOString() });
    expect((await live(1, around())).notices.map(({ days }) => days)).toEqual([7]);
    vi.setSystemTime(START - 20 * DAY);
    expect((await live(1, around())).notices).toEqual([]);
    vi.setSystemTime(START + 4.5 * DAY);
    expect((await live(0.25, around())).notices.map(({ days }) => days)).toEqual([1]);
  });
});

it('a year of quiet checks does not fill the disk with what is known', async () => {
  const [id = ''] = await saved(1);
  let number = 0;
  await live(200, around(), (day) => {
    if (Number.isInteger(day)) {
      number += 1;
      // As a status list that is issued anew every day: never the same bytes.
      world[badgeClass.id] = { body: { ...badgeClass, issuedAnew: number } };
    }
  });
  expect(timesOf(1).length).toBeGreaterThan(20);
  const backpack = await openBackpack({ name });
  const [reports, evidence] = [await backpack.reports(id), await backpack.evidence(id)];
  expect(reports).toHaveLength(2);
  expect(evidence.filter(({ url }) => url === badgeClass.id)).toHaveLength(2);
  // Every document that a kept report names is still here.
  for (const { report } of reports) {
    for (const { sha256 } of report.evidence) expect(evidence.map((kept) => kept.sha256)).toContain(sha256);
  }
  expect(reports[0]?.report.quiet).toBe(true);
});
