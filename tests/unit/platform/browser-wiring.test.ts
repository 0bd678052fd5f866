import '../i18n-from-locale';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { privateNetworkRules } from '../../../lib/net';
import {
  changeSettings,
  createMenus,
  hasAccess,
  hasAllSites,
  installPrivateNetworkRules,
  isWatching,
  modeOn,
  onMenu,
  openSessions,
  protectSettings,
  readSettings,
  redirectsGuarded,
  requestHosts,
  type Settings,
  showOnToolbar,
  TONES,
  watchSettings,
  withMode,
} from '../../../lib/platform';

// What fakeBrowser lacks. Assigned, not spied on: its types only know the forms with callbacks.
const contains = vi.fn(async (_of: { origins: string[] }) => true);
const request = vi.fn(async (_of: { origins: string[] }) => true);
Object.assign(fakeBrowser.permissions, { contains, request });
const updateSessionRules = vi.fn(async (_rules: object) => undefined);
Object.assign(fakeBrowser.declarativeNetRequest, { updateSessionRules });

beforeEach(() => {
  vi.restoreAllMocks();
  vi.clearAllMocks();
  fakeBrowser.reset();
});

describe('settings', () => {
  it('keep both of two changes made at once', async () => {
    const add = (host: string) => changeSettings(({ sitesOff }) => ({ sitesOff: [...sitesOff, host] }));
    await Promise.all([add('a.example'), add('b.example'), changeSettings({ theme: 'dark' })]);
    expect(await readSettings()).toEqual({
      checking: 'ask',
      checkingOn: {},
      theme: 'dark',
      sitesOff: ['a.example', 'b.example'],
      watching: 'undecided',
      notifying: false,
    });
  });
  it('look after saved badges as the person checks, until they decide; without the network never', () => {
    const cases = (['automatic', 'ask', 'offline'] as const).map((checking) =>
      (['undecided', 'on', 'off'] as const).map((watching) => isWatching({ checking, watching })),
    );
    expect(cases).toEqual([
      [true, true, false],
      [false, true, false],
      [false, false, false],
    ]);
  });
  it('go on after a change that failed', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('disk full'));
    await expect(changeSettings({ theme: 'dark' })).rejects.toThrow('disk full');
    expect((await changeSettings({ checking: 'offline' })).theme).toBe('system');
  });
  it('fall back to their defaults one by one when damaged', async () => {
    await fakeBrowser.storage.local.set({ settings: { checking: 'always', theme: 'dark', sitesOff: 'all' } });
    expect(await readSettings()).toEqual({
      checking: 'ask',
      checkingOn: {},
      theme: 'dark',
      sitesOff: [],
      watching: 'undecided',
      notifying: false,
    });
    await fakeBrowser.storage.local.set({ settings: 'nonsense' });
    expect((await readSettings()).checking).toBe('ask');
  });
  it('hold one way of checking everywhere, and another on single hosts', async () => {
    const choose = (choice: Parameters<typeof withMode>[1]) =>
      changeSettings((settings) => withMode(settings, choice));
    await choose({ checking: 'automatic', host: 'a.example', only: true });
    await choose({ checking: 'offline', host: 'b.example', only: true });
    const settings = await readSettings();
    const modes = ['a.example', 'b.example', 'c.example', 'constructor', undefined];
    expect(modes.map((host) => modeOn(settings, host))).toEqual([
      'automatic',
      'offline',
      'ask',
      'ask',
      'ask',
    ]);
    // Chosen for every site on a page of a.example: it holds there too, and b.example keeps its own.
    const later = await choose({ checking: 'ask', host: 'a.example', only: false });
    expect(later.checkingOn).toEqual({ 'b.example': 'offline' });
  });
  it('tell who watches, until that ends', async () => {
    const heard: Settings[] = [];
    const controller = new AbortController();
    watchSettings((settings) => heard.push(settings), controller.signal);
    await changeSettings({ theme: 'dark' });
    await vi.waitFor(() => expect(heard.map(({ theme }) => theme)).toEqual(['dark']));
    await fakeBrowser.storage.local.set({ somethingElse: 1 });
    controller.abort();
    await changeSettings({ theme: 'light' });
    expect(heard).toHaveLength(1);
  });
  it('are closed to page scripts where the browser can', async () => {
    Object.assign(fakeBrowser.storage.local, { setAccessLevel: undefined });
    await expect(protectSettings()).resolves.toBeUndefined();
    const setAccessLevel = vi.fn(async () => undefined);
    Object.assign(fakeBrowser.storage.local, { setAccessLevel });
    await protectSettings();
    expect(setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
  });
});

describe('permissions', () => {
  it('are asked for the scheme and host of an address, without its port', async () => {
    expect(await hasAccess(new URL('https://badges.example:8443/1?a'))).toBe(true);
    await hasAllSites();
    expect(contains.mock.calls).toEqual([
      [{ origins: ['https://badges.example/*'] }],
      [{ origins: ['https://*/*', 'http://*/*'] }],
    ]);
  });
  it('are requested in the same turn as the click', () => {
    void requestHosts(['badges.example:8443']);
    expect(request).toHaveBeenCalledWith({
      origins: ['https://badges.example/*', 'http://badges.example/*'],
    });
  });
});

describe('the private network rules', () => {
  it('replace those of before, under the own origin', async () => {
    expect(await installPrivateNetworkRules()).toBe('installed');
    const rules = privateNetworkRules('test-extension-id');
    expect(updateSessionRules).toHaveBeenCalledWith({
      removeRuleIds: rules.map(({ id }) => id),
      addRules: rules,
    });
  });
  it.each([
    ['installed, every site granted', true, true, true],
    ['installed, some sites granted', true, false, false],
    ['refused, every site granted', false, true, false],
  ])('%s: redirects guarded is %3$s', async (_case, installs, allSites, guarded) => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    if (!installs) updateSessionRules.mockRejectedValueOnce(new Error('unknown property'));
    contains.mockResolvedValueOnce(allSites);
    await installPrivateNetworkRules();
    expect(await redirectsGuarded()).toBe(guarded);
    expect(console).toHaveBeenCalledTimes(installs ? 0 : 1);
  });
});

describe('the context menu', () => {
  it('is made anew each time', async () => {
    const items: string[] = [];
    vi.spyOn(fakeBrowser.contextMenus, 'removeAll').mockImplementation(async () => {
      items.length = 0;
    });
    vi.spyOn(fakeBrowser.contextMenus, 'create').mockImplementation(({ contexts, title }) => {
      items.push(`${contexts}: ${title}`);
      return '';
    });
    await createMenus();
    await createMenus();
    expect(items).toEqual([
      'image: Check this picture for a badge',
      'link: Check this link',
      'action: Show all badges of this page',
    ]);
  });
  it('says what was clicked and where', () => {
    const checkPicture = vi.fn();
    const checkLink = vi.fn();
    const openPanel = vi.fn();
    const listeners: ((click: object, tab?: object) => void)[] = [];
    vi.spyOn(fakeBrowser.contextMenus.onClicked, 'addListener').mockImplementation((listener) => {
      // The browser's click has many more fields, none of which is read.
      listeners.push(listener as (click: object, tab?: object) => void);
    });
    onMenu({ checkPicture, checkLink, openPanel });
    const click = (details: object, tab?: object) =>
      listeners.forEach((listener) => void listener(details, tab));
    const picture = {
      menuItemId: 'check-picture',
      srcUrl: 'https://a.example/1.png',
      linkUrl: 'https://a.example/',
      frameId: 2,
    };
    click(picture, { id: 7 });
    click({ menuItemId: 'check-link', linkUrl: 'https://a.example/1', frameId: 0 }, { id: 7 });
    click(picture);
    click({ menuItemId: 'open-panel' }, { id: 7, windowId: 3 });
    click({ menuItemId: 'another', linkUrl: 'https://a.example/1' }, { id: 7 });
    expect(checkPicture.mock.calls).toEqual([
      [{ tabId: 7, frameId: 2, url: 'https://a.example/1.png', link: 'https://a.example/' }],
    ]);
    expect(checkLink.mock.calls).toEqual([[{ tabId: 7, frameId: 0, url: 'https://a.example/1' }]]);
    expect(openPanel.mock.calls).toEqual([[{ tabId: 7, windowId: 3 }]]);
  });
});

describe('the toolbar button', () => {
  const shown = async () => ({
    text: await fakeBrowser.action.getBadgeText({ tabId: 7 }),
    title: await fakeBrowser.action.getTitle({ tabId: 7 }),
  });
  it.each([
    [{ kind: 'found', count: 1, tone: 'green' }, '1', 'Laurel found 1 badge on this page'],
    [{ kind: 'found', count: 5, tone: 'red' }, '5', 'Laurel found 5 badges on this page'],
    [{ kind: 'found', count: 5_000, tone: 'slate' }, '999+', 'Laurel found 5000 badges on this page'],
    [{ kind: 'found', count: 0, tone: 'green' }, '', 'Laurel'],
    [{ kind: 'quiet' }, '', 'Laurel'],
    [{ kind: 'off' }, '–', 'Laurel is off on this site'],
  ] as const)('shows %j as %j', async (state, text, title) => {
    await showOnToolbar(7, state);
    expect(await shown()).toEqual({ text, title });
  });
  it('does not mind a tab that is gone, but any other failure', async () => {
    const setBadgeText = vi.spyOn(fakeBrowser.action, 'setBadgeText');
    setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 7.'));
    await expect(showOnToolbar(7, { kind: 'quiet' })).resolves.toBeUndefined();
    setBadgeText.mockRejectedValueOnce(new Error('broken'));
    await expect(showOnToolbar(7, { kind: 'quiet' })).rejects.toThrow('broken');
  });
  it('wears the colours of the theme', () => {
    const theme = readFileSync(new URL('../../../components/theme.css', import.meta.url), 'utf8');
    for (const [tone, colour] of Object.entries(TONES)) {
      expect(theme).toContain(`--${tone}-line: light-dark(${colour},`);
    }
  });
});

describe('sessions', () => {
  it('keep each drawer to itself', async () => {
    const tabs = openSessions('tab');
    const other = openSessions('other');
    expect(await tabs.set('7', { found: 1 })).toBe(true);
    await other.set('7', 'x');
    expect(await tabs.get('7')).toEqual({ found: 1 });
    expect(await tabs.keys()).toEqual(['7']);
    await tabs.remove('7');
    expect([await tabs.get('7'), await tabs.keys(), await other.get('7')]).toEqual([undefined, [], 'x']);
  });
  it('say when there is no room', async () => {
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    set.mockRejectedValueOnce(new Error('Session storage quota bytes exceeded. Values were not stored.'));
    expect(await openSessions('tab').set('7', 1)).toBe(false);
    set.mockRejectedValueOnce(new Error('Extension context invalidated.'));
    await expect(openSessions('tab').set('7', 1)).rejects.toThrow('invalidated');
  });
  it('live in memory where the browser has no session storage', async () => {
    const storage = vi.spyOn(fakeBrowser.storage, 'session', 'get').mockReturnValue(undefined as never);
    const tabs = openSessions('tab');
    storage.mockRestore();
    const value = { found: 1 };
    await tabs.set('7', value);
    value.found = 2;
    expect([await tabs.get('7'), await tabs.keys()]).toEqual([{ found: 1 }, ['7']]);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });
});
