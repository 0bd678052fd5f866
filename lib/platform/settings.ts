// The person's choices, in storage.local under `settings`, validated on read.
import * as v from 'valibot';
import { browser } from 'wxt/browser';

export type CheckingMode = 'automatic' | 'ask' | 'offline';
export type Theme = 'system' | 'light' | 'dark';

const schema = v.object({
  checking: v.fallback(v.picklist(['automatic', 'ask', 'offline']), 'ask'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  /** Hosts where the person switched Laurel off. */
  sitesOff: v.fallback(v.array(v.pipe(v.string(), v.maxLength(300))), []),
});
export type Settings = v.InferOutput<typeof schema>;

const DEFAULTS: Settings = { checking: 'ask', theme: 'system', sitesOff: [] };

/** Anything that is missing or damaged becomes its default. */
export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get('settings');
  const result = v.safeParse(schema, { ...DEFAULTS, ...(stored['settings'] ?? {}) });
  return result.success ? result.output : DEFAULTS;
}

export async function changeSettings(change: Partial<Settings>): Promise<Settings> {
  const settings = { ...(await readSettings()), ...change };
  await browser.storage.local.set({ settings });
  return settings;
}
