import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBackpack } from '../../../lib/backpack';
import { bake } from '../../../lib/baking';
import type { Candidate } from '../../../lib/detect';
import { FetchRefused } from '../../../lib/net';
import type { PageSurroundings } from '../../../lib/page';
import { LOOKED, PLAIN_SVG, pictureCandidate, TAB, World } from './made-up-tab';

describe('the badges of a tab', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.picture('https://portfolio.example/a.svg', 'https://academy.example/1.json');
  });

  const found = (candidates: Candidate[], document = 'first') => ({ document, candidates, looked: LOOKED });

  it('makes one entry of one award that stands in two places, and reads its picture once', async () => {
    const badges = world.badges();
    const url = 'https://portfolio.example/a.svg';
    await badges.candidatesFound(TAB, found([pictureCandidate(1, url), pictureCandidate(2, url)]));
    const placed = await badges.placed(TAB.tabId);
    expect(placed.map(({ keys }) => [...keys].sort())).toEqual([[1, 2]]);
    expect(world.reads).toEqual([url]);
  });

  describe('what was fetched for them', () => {
    const url = 'https://portfolio.example/a.svg';
    const evidence = () => [...world.kept.keys()].filter((key) => key.startsWith('evidence:'));
    const fetching = (gate: Promise<void> = Promise.resolve()) =>
      world.badges({
        fetchFor: () => async (input) => {
          await gate;
          const response = Response.json({ id: String(input) });
          Object.defineProperty(response, 'url', { value: String(input) });
          return response;
        },
      });

    it('goes with the last tab that shows the badge', async () => {
      const badges = fetching();
      await badges.candidatesFound(TAB, found([pictureCandidate(1, url)]));
      await badges.candidatesFound({ ...TAB, tabId: 8 }, found([pictureCandidate(1, url)]));
      expect(evidence()).toHaveLength(1);
      await badges.forget(7);
      expect(evidence()).toHaveLength(1);
      await badges.forget(8);
      expect([...world.kept.keys()]).toEqual([]);
    });

    it('goes when the tab shows another document', async () => {
      const badges = fetching();
      await badges.candidatesFound(TAB, found([pictureCandidate(1, url)]));
      await badges.candidatesFound(TAB, found([], 'second'));
      expect(evidence()).toEqual([]);
    });

    it('goes when it comes after the tab was closed', async () => {
      let answer = (): void => undefined;
      const badges = fetching(
        new Promise((resolve) => {
          answer = resolve;
        }),
      );
      const finding = badges.candidatesFound(TAB, found([pictureCandidate(1, url)]));
      await expect.poll(() => [...world.kept.keys()]).toEqual(['tab:7']);
      await badges.forget(7);
      answer();
      await finding;
      expect([...world.kept.keys()]).toEqual([]);
    });
  });

  it('joins a link to a hosted award with the picture that carries it', async () => {
    const badges = world.badges();
    await badges.candidatesFound(
      TAB,
      found([
        { key: 1, placement: 'text', kind: 'address', url: 'https://academy.example/1.json' },
        pictureCandidate(2, 'https://portfolio.example/a.svg'),
      ]),
    );
    expect((await badges.view(TAB.tabId)).entries).toHaveLength(1);
  });

  it('keeps two unlike credentials apart that claim the same id', async () => {
    const signed = (name: string) =>
      JSON.stringify({
        id: 'urn:uuid:1',
        type: ['OpenBadgeCredential'],
        credentialSubject: {},
        proof: {},
        name,
      });
    const badges = world.badges();
    await badges.candidatesFound(
      TAB,
      found([
        { key: 1, placement: 'text', kind: 'text', media: 'json', text: signed('genuine') },
        { key: 2, placement: 'text', kind: 'text', media: 'json', text: signed('borrowed id') },
      ]),
    );
    expect((await badges.view(TAB.tabId)).entries).toHaveLength(2);
  });

  it('lists what is on the page: what went is not there until it comes back, unless the person asked for it', async () => {
    const badges = world.badges();
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    await badges.candidatesGone(TAB.tabId, 'first', [1]);
    expect((await badges.view(TAB.tabId)).entries).toEqual([]);
    expect(await badges.count(TAB.tabId)).toBe(0);
    await badges.candidatesFound(TAB, found([pictureCandidate(2, 'https://portfolio.example/a.svg')]));
    const [entry] = (await badges.view(TAB.tabId)).entries;
    expect(world.reads).toHaveLength(1);
    await badges.check(TAB.tabId, entry?.id ?? '');
    await badges.candidatesGone(TAB.tabId, 'first', [2]);
    expect((await badges.view(TAB.tabId)).entries).toHaveLength(1);
  });

  it('marks the page itself for the only badge on it, and for none of several', async () => {
    const badges = world.badges();
    const text = JSON.stringify({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://academy.example/7.json',
    });
    const ofPage = { key: 1, placement: 'page', kind: 'text', media: 'json', text } as const;
    await badges.candidatesFound(TAB, found([ofPage]));
    expect((await badges.placed(TAB.tabId)).map(({ keys }) => keys)).toEqual([[1]]);
    await badges.candidatesFound(TAB, found([pictureCandidate(2, 'https://portfolio.example/a.svg')]));
    expect((await badges.placed(TAB.tabId)).map(({ keys }) => keys)).toEqual([[2]]);
    expect((await badges.view(TAB.tabId)).entries).toHaveLength(2);
  });

  it('looks behind a short link on a click alone, and goes on with the award that it leads to', async () => {
    const asked: string[] = [];
    const badges = world.badges({
      checking: async () => 'automatic',
      fetchFor: (use) => async (input) => {
        const url = new URL(String(input));
        if (!use.asked && use.checking !== 'automatic') throw new FetchRefused('consent', url.host);
        asked.push(url.href);
        if (url.pathname !== '/go/AbCd1234') throw new FetchRefused('host', url.host);
        const award = 'https://www.credly.com/badges/11111111-2222-4333-8444-555555555555';
        return new Response(`<link rel="canonical" href="${award}">`);
      },
    });
    const url = 'https://www.credly.com/go/AbCd1234';
    await badges.candidatesFound(TAB, found([{ key: 1, placement: 'text', kind: 'address', url }]));
    const [entry] = (await badges.view(TAB.tabId)).entries;
    expect(entry).toMatchObject({ lead: true, asks: [{ host: 'www.credly.com', reason: 'consent' }] });
    expect(asked).toEqual([]);
    await badges.check(TAB.tabId, entry?.id ?? '');
    expect(asked).toContain(
      'https://api.credly.com/v1/obi/v2/badge_assertions/11111111-2222-4333-8444-555555555555',
    );
    expect((await badges.view(TAB.tabId)).entries[0]?.lead).toBeUndefined();
  });

  it('asks no issuer before a click, and the issuer after it', async () => {
    const badges = world.badges();
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    expect(world.asked).toEqual([]);
    const [entry] = (await badges.view(TAB.tabId)).entries;
    expect(entry?.asks).toEqual([{ host: 'academy.example', reason: 'consent' }]);
    await badges.check(TAB.tabId, entry?.id ?? '');
    expect(world.asked).toContain('https://academy.example/1.json');
  });

  it('says that it is the person who wants no network', async () => {
    world.checking = 'offline';
    const badges = world.badges({
      fetchFor: () => async (input) => {
        throw new FetchRefused('offline', new URL(String(input)).host);
      },
    });
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    const [entry] = (await badges.view(TAB.tabId)).entries;
    expect(entry?.asks).toEqual([{ host: 'academy.example', reason: 'offline' }]);
  });

  it('says which hosts it may not read pictures from, until it may', async () => {
    const badges = world.badges({
      readPicture: async () => ({ kind: 'refused', reason: 'permission', host: 'pictures.example' }),
    });
    const url = 'https://pictures.example/a.png';
    await badges.candidatesFound(TAB, found([pictureCandidate(1, url)]));
    expect((await badges.view(TAB.tabId)).looked.unread).toEqual(['pictures.example']);
    await world.picture(url, 'https://academy.example/2.json');
    const later = world.badges();
    await later.candidatesFound(TAB, found([pictureCandidate(1, url)]));
    expect((await later.view(TAB.tabId)).looked.unread).toBeUndefined();
  });

  it('forgets the badges of a document that is gone', async () => {
    const badges = world.badges();
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    await badges.documentIs(TAB.tabId, 'second');
    expect((await badges.view(TAB.tabId)).entries).toEqual([]);
  });

  it('keeps no query of the page address', async () => {
    const badges = world.badges();
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    expect((await badges.view(TAB.tabId)).entries[0]?.foundAt).toBe('https://portfolio.example/me');
  });

  it('shows the same entries after the worker was killed', async () => {
    await world
      .badges()
      .candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    const before = await world.badges().view(TAB.tabId);
    expect(before.entries).toHaveLength(1);
    expect(before.entries[0]?.state).toBe('checked');
  });

  it('gives a card token that is good in its own tab only', async () => {
    const badges = world.badges();
    await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
    const token = await badges.openCard(TAB.tabId, 1);
    expect(await badges.entryOfCard(TAB.tabId, token ?? '')).toBeDefined();
    expect(await badges.entryOfCard(8, token ?? '')).toBeUndefined();
    expect(await badges.openCard(TAB.tabId, 99)).toBeUndefined();
  });

  describe('a picture that the person pointed at and that has lost its badge', () => {
    const SHOWN = { url: 'https://portfolio.example/shrunk.png', sameOrigin: true };

    it('is said to have none, with where its link leads', async () => {
      const world = new World();
      const badges = world.badges();
      world.pictures.set(SHOWN.url, PLAIN_SVG);
      await badges.lookAt(TAB, { ...SHOWN, link: 'https://academy.example/award' });
      expect((await badges.view(TAB.tabId)).looked.at).toEqual({
        kind: 'none',
        link: 'https://academy.example/award',
      });
    });

    it.each([
      ['re-encoded', true],
      ['different', false],
    ] as const)('a saved badge that shows something %s is offered: %s', async (outcome, offered) => {
      const world = new World();
      const compared: Uint8Array[] = [];
      const badges = world.badges({
        comparePictures: async (_shown, declared) => {
          compared.push(declared);
          return { outcome };
        },
      });
      await world.picture('https://portfolio.example/good.svg', 'https://academy.example/1');
      await badges.lookAt(TAB, { url: 'https://portfolio.example/good.svg', sameOrigin: true });
      const [entry] = (await badges.view(TAB.tabId)).entries;
      const saved = await badges.save(TAB.tabId, entry?.id ?? '');
      if (saved.kind !== 'saved') throw new Error(`not saved: ${saved.kind}`);
      compared.length = 0;
      world.pictures.set(SHOWN.url, PLAIN_SVG);
      await badges.lookAt(TAB, SHOWN);
      expect(compared).toHaveLength(1);
      const { at } = (await badges.view(TAB.tabId)).looked;
      expect(at?.kind === 'none' && at.alike?.badgeId).toBe(offered ? saved.badgeId : undefined);
    });
  });

  describe('a link around a picture', () => {
    const link = (shown: string): Candidate => ({
      key: 1,
      placement: 'picture',
      kind: 'address',
      url: 'https://www.credly.com/badges/11111111-2222-4333-8444-555555555555',
      shown,
    });

    it('is known by the site of the award, and read for nobody before its issuer has answered', async () => {
      const world = new World();
      world.pictures.set('https://portfolio.example/a.png', PLAIN_SVG);
      const badges = world.badges();
      const candidates = [link('https://portfolio.example/a.png')];
      await badges.candidatesFound(TAB, { document: 'd', candidates, looked: LOOKED });
      const [entry] = (await badges.view(TAB.tabId)).entries;
      expect(entry?.at).toBe('credly.com');
      await badges.check(TAB.tabId, entry?.id ?? '');
      expect(world.asked).not.toEqual([]);
      expect(world.reads).toEqual([]);
    });
  });

  describe('saving', () => {
    async function savable(over: Partial<PageSurroundings> = {}) {
      const badges = world.badges(over);
      await badges.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
      const [entry] = (await badges.view(TAB.tabId)).entries;
      return { badges, entryId: entry?.id ?? '' };
    }

    it('keeps the original bytes', async () => {
      const { badges, entryId } = await savable();
      const outcome = await badges.save(TAB.tabId, entryId);
      expect(outcome.kind).toBe('saved');
      const backpack = await openBackpack({ name: world.databaseName });
      const files = await backpack.files('badgeId' in outcome ? outcome.badgeId : '');
      const original = files.find((file) => file.role === 'original');
      expect(original?.bytes).toEqual(world.pictures.get('https://portfolio.example/a.svg'));
      expect((await badges.view(TAB.tabId)).entries[0]?.saved).toBeDefined();
    });

    it('says so when the badge is there already', async () => {
      const { badges, entryId } = await savable();
      await badges.save(TAB.tabId, entryId);
      expect((await badges.save(TAB.tabId, entryId)).kind).toBe('already');
    });

    it('is finished by the next worker when this one dies before the write', async () => {
      // The worker dies where it waits for the picture: the promise never settles.
      let pictures = 0;
      const dying = world.badges({
        readPicture: async (_tab, picture) =>
          pictures++ === 0
            ? { kind: 'bytes', bytes: world.pictures.get(picture.url) ?? PLAIN_SVG }
            : new Promise(() => undefined),
        openBackpack: () => new Promise(() => undefined),
      });
      void dying.candidatesFound(TAB, found([pictureCandidate(1, 'https://portfolio.example/a.svg')]));
      await expect.poll(() => (world.kept.get('tab:7') as { entries: unknown[] })?.entries.length).toBe(1);
      const [entry] = (world.kept.get('tab:7') as { entries: { id: string }[] }).entries;
      void dying.save(TAB.tabId, entry?.id ?? '');
      await expect.poll(() => [...world.kept.keys()].some((key) => key.startsWith('saving:'))).toBe(true);

      await world.badges().resume();
      const backpack = await openBackpack({ name: world.databaseName });
      expect(await backpack.count()).toBe(1);
      expect([...world.kept.keys()].filter((key) => key.startsWith('saving:'))).toEqual([]);
    });

    it('writes nothing in a private window', async () => {
      const badges = world.badges();
      await badges.candidatesFound(
        { ...TAB, incognito: true },
        found([pictureCandidate(1, 'https://portfolio.example/a.svg')]),
      );
      const [entry] = (await badges.view(TAB.tabId)).entries;
      expect(await badges.save(TAB.tabId, entry?.id ?? '')).toEqual({
        kind: 'failed',
        code: 'private-window',
      });
      expect(await (await openBackpack({ name: world.databaseName })).count()).toBe(0);
    });

    it('says of badges of a private window that they are, and asks for them as such', async () => {
      const uses: unknown[] = [];
      const badges = world.badges({
        fetchFor: (use) => {
          uses.push(use.isPrivate);
          return () => Promise.reject(new FetchRefused('consent', 'academy.example'));
        },
      });
      const candidates = found([pictureCandidate(1, 'https://portfolio.example/a.svg')]);
      await badges.candidatesFound({ ...TAB, incognito: true }, candidates);
      await badges.candidatesFound({ ...TAB, tabId: 8 }, candidates);
      const [ofPrivate] = (await badges.view(7)).entries;
      const [ofOrdinary] = (await badges.view(8)).entries;
      expect([ofPrivate?.isPrivate, ofOrdinary?.isPrivate]).toEqual([true, undefined]);
      expect([...new Set(uses)]).toEqual([true, false]);
    });

    it('says that the storage failed and leaves no save under way', async () => {
      const { badges, entryId } = await savable({
        openBackpack: () => Promise.reject(new Error('no storage')),
      });
      expect(await badges.save(TAB.tabId, entryId)).toEqual({ kind: 'failed', code: 'storage' });
      expect([...world.kept.keys()].filter((key) => key.startsWith('saving:'))).toEqual([]);
    });

    it('takes the badge out again on undo', async () => {
      const { badges, entryId } = await savable();
      const outcome = await badges.save(TAB.tabId, entryId);
      await badges.undoSave('badgeId' in outcome ? outcome.badgeId : '');
      expect((await badges.view(TAB.tabId)).entries[0]?.saved).toBeUndefined();
    });

    it.each([
      ['a picture', 'badge.svg', 'image/svg+xml'],
      ['a credential', 'badge.json', 'application/json'],
    ])('keeps what the address of %s gave, not the address', async (_what, name, mediaType) => {
      const url = `https://academy.example/${name}`;
      const text = JSON.stringify({ type: ['OpenBadgeCredential'], credentialSubject: {}, id: 'urn:uuid:1' });
      const bytes = name.endsWith('.svg')
        ? await bake(PLAIN_SVG, { standard: 'openbadgecredential', text })
        : new TextEncoder().encode(text);
      world.pictures.set(url, bytes);
      const badges = world.badges({
        fetchFor: () => async () => {
          const response = new Response(bytes.slice(), { headers: { 'content-type': mediaType } });
          Object.defineProperty(response, 'url', { value: url });
          return response;
        },
      });
      const added = await badges.addText(TAB, url);
      if (!('entryIds' in added)) throw new Error(added.problem);
      const saved = await badges.save(TAB.tabId, added.entryIds[0] ?? '');
      if (saved.kind !== 'saved') throw new Error(saved.kind);
      const backpack = await openBackpack({ name: world.databaseName });
      expect(await backpack.get(saved.badgeId)).toMatchObject({ documentForm: 'json', documentText: text });
      const [file] = await backpack.files(saved.badgeId);
      expect(file).toMatchObject({ mediaType, bytes });
    });

    it('keeps of a file with several badges the text of this one alone', async () => {
      const text = (number: number) =>
        `{"type":["OpenBadgeCredential"],"credentialSubject":{},"id":"urn:${number}"}`;
      const list = `[${text(1)}, {"privateKeyMultibase": "zVerySecret"}, ${text(2)}]`;
      const badges = world.badges();
      const added = await badges.addFile(TAB, { name: 'all.json', bytes: new TextEncoder().encode(list) });
      const files = await Promise.all(
        ('entryIds' in added ? added.entryIds : []).map((entryId) => badges.file(TAB.tabId, entryId)),
      );
      expect(files.map((file) => [file?.mediaType, new TextDecoder().decode(file?.bytes)])).toEqual([
        ['application/json', text(1)],
        ['application/json', text(2)],
      ]);
    });

    it('keeps the text when the picture answers with another one by now', async () => {
      const first = await savable();
      world.pictures.set('https://portfolio.example/a.svg', PLAIN_SVG);
      // Another worker, which holds no bytes any more.
      const file = await world.badges().file(TAB.tabId, first.entryId);
      expect(file?.mediaType).toBe('application/json');
    });
  });
});
