import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBackpack } from '../../../lib/backpack';
import { FetchRefused } from '../../../lib/net';
import type { PageBadges } from '../../../lib/page';
import { MAX_ENTRIES_A_PAGE } from '../../../lib/page/entering';
import { MAX_GIVEN } from '../../../lib/page/given-text';
import type { TabState } from '../../../lib/page/tab-state';
import { LOOKED, TAB, World } from './made-up-tab';

const textOf = (number: number) =>
  JSON.stringify({ type: ['OpenBadgeCredential'], credentialSubject: {}, id: `urn:uuid:${number}` });
const presentation = (count: number) =>
  JSON.stringify({
    type: 'VerifiablePresentation',
    verifiableCredential: Array.from({ length: count }, (_, number) => JSON.parse(textOf(number))),
  });
const LINK = 'https://school.example/shown.json';

let world: World;
let asked: string[];
beforeEach(() => {
  world = new World();
  asked = [];
});

/** A network with these answers and no others. */
function online(answers: Record<string, string>): PageBadges {
  return world.badges({
    fetchFor: () => async (input) => {
      const url = String(input);
      asked.push(url);
      const response = new Response(answers[url] ?? '', { status: url in answers ? 200 : 404 });
      Object.defineProperty(response, 'url', { value: url });
      return response;
    },
  });
}

async function added(badges: PageBadges, text: string): Promise<string[]> {
  const answer = await badges.addText(TAB, text);
  if ('problem' in answer) throw new Error(answer.problem);
  return answer.entryIds;
}

const FILLING = 'https://full.example/';

async function fill(badges: PageBadges, count: number): Promise<void> {
  const links = Array.from({ length: count }, (_, number) => FILLING + number);
  for (let at = 0; at < count; at += MAX_GIVEN) {
    await added(badges, links.slice(at, at + MAX_GIVEN).join('\n'));
  }
}

const view = (badges: PageBadges) => badges.view(TAB.tabId);

describe('a text that the person gave', () => {
  it('with several badges makes an entry of each, and each is saved by itself', async () => {
    const badges = world.badges();
    const entryIds = await added(badges, presentation(3));
    expect((await view(badges)).entries.map(({ id, state }) => [id, state])).toEqual(
      entryIds.map((id) => [id, 'checked']),
    );
    for (const entryId of entryIds) await badges.save(TAB.tabId, entryId);
    expect(await savedTexts()).toEqual([0, 1, 2].map(textOf));
  });

  it('with more badges than a list takes says how many there are', async () => {
    const badges = world.badges();
    expect(await added(badges, presentation(MAX_GIVEN + 5))).toHaveLength(MAX_GIVEN);
    expect((await view(badges)).looked.more).toEqual({ count: 5 });
    await added(badges, textOf(99));
    expect((await view(badges)).looked.more).toBeUndefined();
  });

  it('of several links makes an entry of each, and names those that it left out', async () => {
    const links = Array.from({ length: MAX_GIVEN + 2 }, (_, number) => `https://school.example/${number}`);
    const badges = online(Object.fromEntries(links.map((link, number) => [link, textOf(number)])));
    expect(await added(badges, links.join('\n'))).toHaveLength(MAX_GIVEN);
    expect(new Set(asked)).toEqual(new Set(links.slice(0, MAX_GIVEN)));
    expect((await view(badges)).looked.more).toEqual({ count: 2, addresses: links.slice(MAX_GIVEN) });
  });

  it('for which the list has no room says so, and what is left', async () => {
    const badges = world.badges();
    await fill(badges, MAX_ENTRIES_A_PAGE);
    expect(await badges.addText(TAB, LINK)).toEqual({ problem: 'list-full' });
    expect((await view(badges)).looked.more).toEqual({ count: 1, addresses: [LINK] });
    expect(await added(badges, `${LINK}\n${FILLING}0`)).toHaveLength(1);
    expect((await view(badges)).looked.more).toEqual({ count: 1, addresses: [LINK] });
    const file = { name: 'badge.json', bytes: new TextEncoder().encode(textOf(1)) };
    expect(await badges.addFile(TAB, file)).toEqual({ problem: 'list-full' });
    expect((await view(badges)).entries).toHaveLength(MAX_ENTRIES_A_PAGE);
  });

  it('that is nothing adds nothing', async () => {
    const badges = world.badges();
    expect(await badges.addText(TAB, 'hello')).toEqual({ problem: 'nothing-found' });
    expect((await view(badges)).entries).toEqual([]);
  });
});

describe('a link with several badges behind it', () => {
  it('makes an entry of each, and each is saved by itself', async () => {
    const badges = online({ [LINK]: presentation(3) });
    const entryIds = await added(badges, LINK);
    expect(entryIds).toHaveLength(3);
    for (const entryId of entryIds) await badges.save(TAB.tabId, entryId);
    expect(await savedTexts()).toEqual([0, 1, 2].map(textOf));
  });

  it('says how many there are beyond what a list takes, once', async () => {
    const badges = online({ [LINK]: presentation(MAX_GIVEN + 5) });
    const [first = ''] = await added(badges, LINK);
    await badges.check(TAB.tabId, first);
    const { entries, looked } = await view(badges);
    expect(entries).toHaveLength(MAX_GIVEN);
    expect(looked.more).toEqual({ count: 5, addresses: [LINK] });
  });

  it('says how many of them the list has no room for', async () => {
    const badges = online({ [LINK]: presentation(3) });
    await fill(badges, MAX_ENTRIES_A_PAGE - 1);
    expect(await added(badges, LINK)).toHaveLength(1);
    expect((await view(badges)).looked.more).toEqual({ count: 2, addresses: [LINK] });
  });

  it('shows them all once the host may be asked, after another worker took over', async () => {
    const refused = world.badges({
      fetchFor: () => async () => {
        throw new FetchRefused('permission', 'school.example');
      },
    });
    expect(await added(refused, LINK)).toHaveLength(1);
    const badges = online({ [LINK]: presentation(2) });
    await badges.recheckWaiting();
    expect(await entryCount(badges)).toBe(2);
  });

  it('shows them all, and says once how many are left, wherever the worker dies until the first is checked', async () => {
    const first = () => (world.kept.get(`tab:${TAB.tabId}`) as TabState).entries[0];
    // Before the second write nobody has been told that the text was taken.
    for (let writes = 2, isChecked = false; !isChecked; writes += 1) {
      world = new World();
      world.writesLeft = writes;
      let isDone = false;
      void added(online({ [LINK]: presentation(MAX_GIVEN + 2) }), LINK).then(() => {
        isDone = true;
      });
      await expect.poll(() => isDone || world.writesLeft < 0).toBe(true);
      isChecked = first()?.state === 'checked';
      world.writesLeft = Number.POSITIVE_INFINITY;
      const next = online({ [LINK]: presentation(MAX_GIVEN + 2) });
      await next.resume();
      const { entries, looked } = await view(next);
      expect(entries.map(({ state }) => state)).toEqual(Array(MAX_GIVEN).fill('checked'));
      expect(looked.more).toEqual({ count: 2, addresses: [LINK] });
    }
  });

  it('that answers signed anew each time has the rows of its last answer', async () => {
    let answers = 0;
    const signed = (number: number) => ({ ...JSON.parse(textOf(number)), proof: { created: answers } });
    const badges = world.badges({
      fetchFor: () => async () => {
        answers += 1;
        const body = { type: 'VerifiablePresentation', verifiableCredential: [1, 2, 3].map(signed) };
        return new Response(JSON.stringify(body));
      },
    });
    const [first = '', second = '', third = ''] = await added(badges, LINK);
    // Given by itself as well, so it does not hang on the link any more.
    answers = 1;
    await added(badges, JSON.stringify(signed(2)));
    const evidence = () => [...world.kept.keys()].filter((key) => key.startsWith('evidence:'));
    const held = evidence();
    await badges.check(TAB.tabId, first);
    const { entries } = await view(badges);
    const ids = entries.map(({ id }) => id);
    expect(ids).toEqual([first, second, expect.any(String), expect.any(String)]);
    expect(ids).not.toContain(third);
    expect(entries.every(({ state }) => state === 'checked')).toBe(true);
    expect(evidence().length).toBeLessThanOrEqual(held.length);
  });

  it('leads to those links that stand there, and no further', async () => {
    const inner = 'https://other.example/list.json';
    const badges = online({
      [LINK]: JSON.stringify([JSON.parse(textOf(1)), inner]),
      [inner]: presentation(9),
    });
    expect(await added(badges, LINK)).toHaveLength(2);
    expect(await entryCount(badges)).toBe(2);
  });

  it('that stands on a page brings its badges into the list of the page', async () => {
    const badges = online({ [LINK]: presentation(2) });
    await badges.candidatesFound(TAB, {
      document: 'first',
      looked: LOOKED,
      candidates: [{ key: 1, placement: 'text', kind: 'address', url: LINK, provider: 'hosted' }],
    });
    expect(await entryCount(badges)).toBe(2);
    await badges.candidatesGone(TAB.tabId, 'first', [1]);
    expect(await entryCount(badges)).toBe(0);
  });
});

async function entryCount(badges: PageBadges): Promise<number> {
  return (await view(badges)).entries.length;
}

async function savedTexts(): Promise<(string | undefined)[]> {
  const backpack = await openBackpack({ name: world.databaseName });
  const all = (await backpack.list()).map(async ({ id }) => (await backpack.get(id))?.documentText);
  return (await Promise.all(all)).sort();
}
