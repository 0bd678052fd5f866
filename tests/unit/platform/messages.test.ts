import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  answerPageRequests,
  answerRequests,
  ask,
  askPage,
  type Event,
  onEvent,
  REQUESTS,
  type RequestHandlers,
  tellPages,
} from '../../../lib/platform';

const OWN = 'chrome-extension://test-extension-id';
const id = 'test-extension-id';
const tab = { id: 7, incognito: false };
const PAGE_SCRIPT = {
  id,
  url: 'https://portfolio.example/ana',
  origin: 'https://portfolio.example',
  frameId: 0,
  tab,
};
const POPUP = { id, url: `${OWN}/popup.html`, origin: OWN };
const BACKPACK_TAB = { id, url: `${OWN}/backpack.html#b1`, origin: OWN, frameId: 0, tab };
const CARD = { id, url: `${OWN}/card.html?token=t`, origin: OWN, frameId: 3, tab };

type Listener = Parameters<typeof fakeBrowser.runtime.onMessage.addListener>[0];

/** Sends one message to the listeners of this context; undefined when none of them wants it. */
async function send(message: unknown, from: object): Promise<unknown> {
  const respond = vi.fn();
  const kept: unknown[] = await fakeBrowser.runtime.onMessage.trigger(
    message,
    // A real sender's tab has many more fields, none of which is read.
    from as Parameters<Listener>[1],
    respond,
  );
  if (kept.includes(true)) await vi.waitFor(() => expect(respond).toHaveBeenCalled());
  return respond.mock.calls[0]?.[0];
}
const request = (laurel: string, payload: unknown = {}) => ({ laurel, payload });

/** Handlers that fail the test when they are called, but for those given. */
function handlers(given: Partial<RequestHandlers>): RequestHandlers {
  const uncalled = Object.keys(REQUESTS).map((name) => [
    name,
    () => {
      throw new Error(`${name} was called`);
    },
  ]);
  // Every name of the table has a handler now, which Object.fromEntries can not say.
  return { ...(Object.fromEntries(uncalled) as unknown as RequestHandlers), ...given };
}

beforeEach(() => {
  fakeBrowser.reset();
});

describe('answerRequests', () => {
  it('answers, and says who asked', async () => {
    const openCard = vi.fn(() => ({ token: 't' }));
    answerRequests(handlers({ openCard }));
    expect(await send(request('openCard', { key: 1 }), PAGE_SCRIPT)).toEqual({ answer: { token: 't' } });
    expect(openCard).toHaveBeenCalledWith(
      { key: 1 },
      { kind: 'page', url: 'https://portfolio.example/ana', tabId: 7, frameId: 0, incognito: false },
    );
  });
  it('waits for an answer that takes time', async () => {
    answerRequests(handlers({ getFile: async () => undefined }));
    expect(await send(request('getFile', { tabId: 7, entryId: 'e' }), POPUP)).toEqual({ answer: undefined });
  });
  it('knows a private window', async () => {
    const openCard = vi.fn(() => undefined);
    answerRequests(handlers({ openCard }));
    await send(request('openCard', { key: 1 }), { ...PAGE_SCRIPT, tab: { id: 7, incognito: true } });
    expect(openCard).toHaveBeenCalledWith({ key: 1 }, expect.objectContaining({ incognito: true }));
  });

  const senders = { page: PAGE_SCRIPT, popup: POPUP, 'backpack tab': BACKPACK_TAB, card: CARD };
  const payloads = {
    page: request('openCard', { key: 1 }),
    extension: request('getPage', { tabId: 7 }),
    card: request('getCard', { token: 't' }),
  };
  it.each([
    ['page', 'page', true],
    ['page', 'extension', false],
    ['page', 'card', false],
    ['popup', 'page', false],
    ['popup', 'extension', true],
    ['popup', 'card', false],
    ['backpack tab', 'page', false],
    ['backpack tab', 'extension', true],
    ['backpack tab', 'card', false],
    ['card', 'page', false],
    ['card', 'extension', false],
    ['card', 'card', true],
  ] as const)('a %s may ask what is for a %s: %s', async (sender, table, may) => {
    const answer = vi.fn(() => undefined);
    // Never reached with a wrong payload; what it gives back is not looked at.
    answerRequests(
      handlers({
        openCard: answer,
        getCard: answer,
        getPage: answer as unknown as RequestHandlers['getPage'],
      }),
    );
    const reply = await send(payloads[table], senders[sender]);
    expect(reply).toEqual(may ? { answer: undefined } : { failed: 'not-allowed' });
    expect(answer).toHaveBeenCalledTimes(may ? 1 : 0);
  });

  it.each([
    ['of another extension', { ...POPUP, id: 'other' }],
    ['without an id', { url: POPUP.url, origin: OWN }],
  ])('ignores a sender %s', async (_who, from) => {
    answerRequests(handlers({}));
    expect(await send(payloads.extension, from)).toBeUndefined();
  });
  it.each([
    ['an address that only begins like ours', { ...PAGE_SCRIPT, url: `${OWN}.example/popup.html` }],
    ["our address in another place's document", { ...PAGE_SCRIPT, url: POPUP.url }],
    ['our address as a path', { ...PAGE_SCRIPT, url: `https://portfolio.example/${OWN}/popup.html` }],
    ['no address', { id, tab }],
  ])('takes a sender with %s for a page', async (_which, from) => {
    answerRequests(handlers({}));
    expect(await send(payloads.extension, from)).toEqual({ failed: 'not-allowed' });
  });
  it('takes a sender with neither our address nor a tab for nobody', async () => {
    answerRequests(handlers({}));
    expect(await send(payloads.page, { id, url: 'https://portfolio.example/' })).toEqual({
      failed: 'not-allowed',
    });
  });
  it("knows the card by the session's own address too", async () => {
    vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path: string) =>
      path === '/card.html' ? 'chrome-extension://a-session/card.html' : `${OWN}${path}`,
    );
    answerRequests(handlers({ getCard: () => undefined }));
    const from = {
      ...CARD,
      url: 'chrome-extension://a-session/card.html#t',
      origin: 'chrome-extension://a-session',
    };
    expect(await send(payloads.card, from)).toEqual({ answer: undefined });
    expect(await send(payloads.extension, from)).toEqual({ failed: 'not-allowed' });
    vi.restoreAllMocks();
  });

  it.each([
    ['a missing field', {}],
    ['a wrong type', { tabId: '7' }],
    ['a fraction', { tabId: 7.5 }],
    ['nothing', null],
  ])('refuses a payload with %s', async (_what, payload) => {
    answerRequests(handlers({}));
    expect(await send(request('getPage', payload), POPUP)).toEqual({ failed: 'bad-request' });
  });
  it('refuses more than a page may hold', async () => {
    answerRequests(handlers({}));
    const candidate = {
      key: 1,
      placement: 'picture',
      kind: 'picture',
      url: 'https://a.example/1.png',
      sameOrigin: true,
    };
    const payload = {
      document: 'd',
      candidates: Array(501).fill(candidate),
      looked: { pictures: 1, links: 1 },
    };
    expect(await send(request('candidatesFound', payload), PAGE_SCRIPT)).toEqual({ failed: 'bad-request' });
  });
  it.each([
    request('unknown'),
    request('toString'),
    request('__proto__'),
    { event: 'backpackChanged' },
    'text',
    null,
    7,
    { laurel: 7, payload: {} },
  ])('ignores %j', async (message) => {
    answerRequests(handlers({}));
    expect(await send(message, POPUP)).toBeUndefined();
  });
  it('refuses a request without a payload', async () => {
    answerRequests(handlers({}));
    expect(await send({ laurel: 'getPage' }, POPUP)).toEqual({ failed: 'bad-request' });
  });
  it('lets no page script reach what is for others, whatever it sends', async () => {
    const reached: string[] = [];
    const names = Object.keys(REQUESTS);
    const all = Object.fromEntries(names.map((name) => [name, () => void reached.push(name)]));
    // As above: every name of the table has a handler.
    answerRequests(all as unknown as RequestHandlers);
    const payload = fc.oneof(
      fc.anything(),
      fc.record({
        tabId: fc.nat(),
        entryId: fc.string(),
        token: fc.string(),
        key: fc.nat(),
        badgeId: fc.string(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...names), fc.string()), payload, async (name, carried) => {
        await send(request(name, carried), PAGE_SCRIPT);
      }),
      { numRuns: 1_000 },
    );
    expect(reached).toContain('openCard');
    const forPages = new Set(['candidatesFound', 'candidatesGone', 'openCard']);
    expect(reached.filter((name) => !forPages.has(name))).toEqual([]);
  });
  it('never sends what went wrong inside', async () => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    answerRequests(handlers({ openCard: () => Promise.reject(new Error('a secret')) }));
    expect(await send(payloads.page, PAGE_SCRIPT)).toEqual({ failed: 'internal' });
    expect(console).toHaveBeenCalledWith(expect.objectContaining({ message: 'a secret' }));
    console.mockRestore();
  });
});

describe('ask', () => {
  it('gives the answer alone', async () => {
    fakeBrowser.runtime.onMessage.addListener((_message, _from, respond) => {
      respond({ answer: { token: 't' } });
      return true;
    });
    expect(await ask('openCard', { key: 1 })).toEqual({ token: 't' });
  });
  it('rejects with the code of a failure', async () => {
    fakeBrowser.runtime.onMessage.addListener((_message, _from, respond) => {
      respond({ failed: 'not-allowed' });
      return true;
    });
    await expect(ask('openCard', { key: 1 })).rejects.toMatchObject({
      name: 'RequestFailed',
      code: 'not-allowed',
    });
  });
  it('rejects when nobody answers', async () => {
    fakeBrowser.runtime.onMessage.addListener(() => false);
    await expect(ask('openCard', { key: 1 })).rejects.toMatchObject({ code: 'unanswered' });
  });
});

describe('answerPageRequests', () => {
  const alive = { document: 'd', looked: { pictures: 1, links: 1 }, busy: false };
  const WORKER = { id, url: `${OWN}/background.js`, origin: OWN };
  it('answers the worker', async () => {
    answerPageRequests({ stillThere: () => alive }, new AbortController().signal);
    expect(await send(request('stillThere'), WORKER)).toEqual({ answer: alive });
  });
  it('tells an answer without content from none', async () => {
    answerPageRequests({ sealsChanged: () => undefined }, new AbortController().signal);
    expect(await send(request('sealsChanged', { seals: [] }), WORKER)).toEqual({ answer: null });
  });
  it('leaves to the other script what it does not answer itself', async () => {
    answerPageRequests({ stillThere: () => alive }, new AbortController().signal);
    expect(await send(request('sealsChanged', { seals: [] }), WORKER)).toBeUndefined();
    expect(await send(request('toString'), WORKER)).toBeUndefined();
  });
  it.each([PAGE_SCRIPT, CARD, { ...WORKER, id: 'other' }])('hears nobody else: %j', async (from) => {
    answerPageRequests({ stillThere: () => alive }, new AbortController().signal);
    expect(await send(request('stillThere'), from)).toBeUndefined();
  });
  it('stops when told', async () => {
    const controller = new AbortController();
    answerPageRequests({ stillThere: () => alive }, controller.signal);
    controller.abort();
    expect(await send(request('stillThere'), WORKER)).toBeUndefined();
  });
});

describe('askPage', () => {
  it('asks one frame of one tab', async () => {
    const sendMessage = vi.fn(async () => ({ answer: { document: 'd' } }));
    Object.assign(fakeBrowser.tabs, { sendMessage });
    expect(await askPage({ tabId: 7 }, 'stillThere', {})).toEqual({ document: 'd' });
    expect(sendMessage).toHaveBeenCalledWith(7, { laurel: 'stillThere', payload: {} }, { frameId: 0 });
  });
  it.each([
    ['the tab moved on', () => Promise.reject(new Error('Receiving end does not exist.'))],
    ['no script wants it', () => Promise.resolve(undefined)],
    ['the script failed', () => Promise.resolve({ failed: 'internal' })],
  ])('has no answer when %s', async (_why, answer) => {
    Object.assign(fakeBrowser.tabs, { sendMessage: answer });
    expect(await askPage({ tabId: 7 }, 'stillThere', {})).toBeUndefined();
  });
});

describe('events', () => {
  it('reach the pages that listen, until they stop', async () => {
    const heard: Event[] = [];
    const controller = new AbortController();
    onEvent((event) => heard.push(event), controller.signal);
    await send({ event: 'pageChanged', tabId: 7 }, POPUP);
    controller.abort();
    await send({ event: 'backpackChanged' }, POPUP);
    expect(heard).toEqual([{ event: 'pageChanged', tabId: 7 }]);
  });
  it.each([
    ['a page script', { event: 'backpackChanged' }, PAGE_SCRIPT],
    ['another extension', { event: 'backpackChanged' }, { ...POPUP, id: 'other' }],
    ['a request', request('getPage', { tabId: 7 }), POPUP],
    ['an event that is none', { event: 'somethingElse' }, POPUP],
  ])('are not made by %s', async (_what, message, from) => {
    const listener = vi.fn();
    onEvent(listener, new AbortController().signal);
    await send(message, from);
    expect(listener).not.toHaveBeenCalled();
  });
  it('may reach nobody', async () => {
    const error = new Error('Could not establish connection. Receiving end does not exist.');
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValueOnce(error);
    await expect(tellPages({ event: 'backpackChanged' })).resolves.toBeUndefined();
  });
  it('do not hide other failures', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValueOnce(
      new Error('Extension context invalidated.'),
    );
    await expect(tellPages({ event: 'backpackChanged' })).rejects.toThrow('invalidated');
  });
});
