import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  changeSettings,
  injectDetector,
  injectSeals,
  isSiteOff,
  startInOpenTabs,
  syncRegistration,
} from '../../../lib/platform';

interface Registration {
  id: string;
  matches: string[];
  excludeMatches: string[];
  js: string[];
}

/** The browser's table of registered scripts, as strict as the real one. */
let registered: Map<string, Registration>;
let granted: string[];
const writes: string[] = [];

// What fakeBrowser lacks. Assigned, not spied on: its types only know the forms with callbacks.
const registerContentScripts = vi.fn(async ([script]: Registration[]) => {
  if (script === undefined) throw new Error('nothing to register');
  if (registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
  registered.set(script.id, script);
  writes.push('register');
});
const executeScript = vi.fn(async (_injection: { target: { tabId: number } }): Promise<unknown[]> => []);
const query = vi.fn(async (_of: object): Promise<{ id?: number; url: string }[]> => []);
Object.assign(fakeBrowser.tabs, { query });
Object.assign(fakeBrowser.permissions, { getAll: async () => ({ origins: granted, permissions: [] }) });
Object.assign(fakeBrowser.scripting, {
  executeScript,
  registerContentScripts,
  getRegisteredContentScripts: async () => [...registered.values()],
  updateContentScripts: async ([script]: Registration[]) => {
    if (script === undefined || !registered.has(script.id)) throw new Error('Nonexistent script ID');
    registered.set(script.id, script);
    writes.push('update');
  },
  unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
    for (const id of ids) if (!registered.delete(id)) throw new Error('Nonexistent script ID');
    writes.push('unregister');
  },
});

beforeEach(() => {
  vi.clearAllMocks();
  fakeBrowser.reset();
  registered = new Map();
  granted = [];
  writes.length = 0;
});

describe('syncRegistration', () => {
  it('registers the detector for what is granted', async () => {
    granted = ['https://portfolio.example/*', 'http://portfolio.example/*'];
    await syncRegistration();
    expect([...registered.values()]).toEqual([
      {
        id: 'detector',
        matches: ['http://portfolio.example/*', 'https://portfolio.example/*'],
        excludeMatches: [],
        js: ['/content-scripts/detector.js'],
        runAt: 'document_idle',
        allFrames: false,
        persistAcrossSessions: true,
      },
    ]);
  });
  it('registers nothing without a grant', async () => {
    await syncRegistration();
    expect(writes).toEqual([]);
  });
  it('leaves out the sites that are switched off', async () => {
    granted = ['https://*/*', 'http://*/*'];
    await changeSettings({ sitesOff: ['news.example', 'local.example:8443', 'no pattern/*'] });
    await syncRegistration();
    expect(registered.get('detector')?.excludeMatches).toEqual(['*://local.example/*', '*://news.example/*']);
  });
  it('registers no place that is not a web site', async () => {
    granted = ['file:///*', 'chrome://favicon/*', '*://*.portfolio.example/*'];
    await syncRegistration();
    expect(registered.get('detector')?.matches).toEqual(['*://*.portfolio.example/*']);
  });
  it('writes once however often it is called', async () => {
    granted = ['https://*/*'];
    await Promise.all([syncRegistration(), syncRegistration(), syncRegistration()]);
    await syncRegistration();
    expect(writes).toEqual(['register']);
  });
  it('follows what changes while it runs', async () => {
    granted = ['https://*/*'];
    const first = syncRegistration();
    granted = ['https://portfolio.example/*'];
    await Promise.all([first, syncRegistration()]);
    expect(registered.get('detector')?.matches).toEqual(['https://portfolio.example/*']);
    granted = [];
    await syncRegistration();
    expect(registered.size).toBe(0);
    expect(writes.at(-1)).toBe('unregister');
  });
  it('says that it failed, and works again later', async () => {
    granted = ['https://*/*'];
    registerContentScripts.mockRejectedValueOnce(new Error('not now'));
    await expect(syncRegistration()).rejects.toThrow('not now');
    await syncRegistration();
    expect(registered.size).toBe(1);
  });
});

describe('startInOpenTabs', () => {
  it('starts where it may, and passes over what refuses', async () => {
    granted = ['https://*/*'];
    await changeSettings({ sitesOff: ['news.example'] });
    query.mockResolvedValueOnce([
      { id: 1, url: 'https://portfolio.example/' },
      { id: 2, url: 'https://news.example/today' },
      { id: 3, url: 'https://store.example/' },
      { url: 'https://devtools.example/' },
    ]);
    executeScript.mockImplementation(async ({ target }) => {
      if (target.tabId === 3) throw new Error('The extensions gallery cannot be scripted.');
      return [];
    });
    expect(await startInOpenTabs()).toEqual([1]);
    expect(query).toHaveBeenCalledWith({ url: ['https://*/*'], discarded: false });
    expect(executeScript.mock.calls).toEqual([
      [{ target: { tabId: 1 }, files: ['/content-scripts/detector.js'] }],
      [{ target: { tabId: 3 }, files: ['/content-scripts/detector.js'] }],
    ]);
  });
  it('looks at no tab without a grant', async () => {
    expect(await startInOpenTabs()).toEqual([]);
    expect(query).not.toHaveBeenCalled();
  });
});

describe('injection', () => {
  it('goes to one frame for seals and to the top frame for the detector', async () => {
    expect(await injectDetector(7)).toBe('injected');
    expect(await injectSeals(7, 2)).toBe('injected');
    expect(executeScript.mock.calls).toEqual([
      [{ target: { tabId: 7 }, files: ['/content-scripts/detector.js'] }],
      [{ target: { tabId: 7, frameIds: [2] }, files: ['/content-scripts/seals.js'] }],
    ]);
  });
  it('may be refused', async () => {
    executeScript.mockRejectedValueOnce(new Error('No tab with id: 7'));
    expect(await injectDetector(7)).toBe('refused');
  });
});

describe('isSiteOff', () => {
  it.each([
    ['https://news.example/a', ['news.example'], true],
    ['https://news.example:8443/a', ['news.example'], true],
    ['https://news.example/a', ['news.example:8443'], true],
    ['https://sub.news.example/a', ['news.example'], false],
    ['about:blank', ['news.example'], false],
    [undefined, ['news.example'], false],
  ])('%s with %j: %s', (url, sitesOff, off) => {
    expect(isSiteOff(url, sitesOff)).toBe(off);
  });
});
