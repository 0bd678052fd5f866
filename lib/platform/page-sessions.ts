// What is known about open tabs, over restarts of the worker but not of the browser. Session storage lives in
// memory, so that private windows leave nothing on the disk.
import { browser } from 'wxt/browser';

export interface Sessions {
  get(key: string): Promise<unknown>;
  /** False when there is no room: what was kept under the key stays as it was. */
  set(key: string, value: unknown): Promise<boolean>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** A drawer of its own in session storage. Values are plain JSON. */
export function openSessions(drawer: string): Sessions {
  const area: SessionArea | undefined = browser.storage.session;
  return area === undefined ? inMemory() : inStorage(area, `${drawer}:`);
}

type SessionArea = Pick<typeof browser.storage.session, 'get' | 'set' | 'remove'>;

function inStorage(area: SessionArea, prefix: string): Sessions {
  return {
    async get(key) {
      return (await area.get(prefix + key))[prefix + key];
    },
    async set(key, value) {
      try {
        await area.set({ [prefix + key]: value });
        return true;
      } catch (error) {
        if (error instanceof Error && /quota/i.test(error.message)) return false;
        throw error;
      }
    },
    async remove(key) {
      await area.remove(prefix + key);
    },
    async keys() {
      const names = Object.keys(await area.get(null));
      return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
  };
}

/** For a browser without session storage: the worker's own memory, which ends when the worker sleeps. */
function inMemory(): Sessions {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => {
      values.set(key, structuredClone(value));
      return true;
    },
    remove: async (key) => {
      values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}
