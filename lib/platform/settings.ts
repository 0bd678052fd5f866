// The person's choices, in storage.local under `settings`, validated on read.
import * as v from 'valibot';
import { browser } from 'wxt/browser';

export type CheckingMode = 'automatic' | 'ask' | 'offline';
export type Theme = 'system' | 'light' | 'dark';

const MODE = v.picklist(['automatic', 'ask', 'offline']);
const schema = v.object({
  checking: v.fallback(MODE, 'ask'),
  /** Hosts of pages on which another mode than `checking` holds. */
  checkingOn: v.fallback(v.record(v.pipe(v.string(), v.maxLength(300)), MODE), {}),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  /** Hosts where the person switched Laurel off. */
  sitesOff: v.fallback(v.array(v.pipe(v.string(), v.maxLength(300))), []),
  /** Whether saved badges are checked again by themselves. Until the person decides, `checking` does. */
  watching: v.fallback(v.picklist(['undecided', 'on', 'off']), 'undecided'),
  /** Whether the person wants the system's notifications; the browser's leave is asked for beside it. */
  notifying: v.fallback(v.boolean(), false),
});
export type Settings = v.InferOutput<typeof schema>;

const DEFAULTS: Settings = {
  checking: 'ask',
  checkingOn: {},
  theme: 'system',
  sitesOff: [],
  watching: 'undecided',
  notifying: false,
};

/** Anything that is missing or damaged becomes its default. */
export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get('settings');
  const result = v.safeParse(schema, { ...DEFAULTS, ...(stored.settings ?? {}) });
  return result.success ? result.output : DEFAULTS;
}

/** The mode on pages of this host; undefined where the page's host is not known. */
export function modeOn({ checking, checkingOn }: Settings, host: string | undefined): CheckingMode {
  return (host !== undefined && Object.hasOwn(checkingOn, host) && checkingOn[host]) || checking;
}

/** Whether Laurel looks after saved badges: never where the network is never used. */
export function isWatching({ checking, watching }: Pick<Settings, 'checking' | 'watching'>): boolean {
  if (checking === 'offline') return false;
  return watching === 'undecided' ? checking === 'automatic' : watching === 'on';
}

/** Everywhere, a host given here included; or, with `only`, on that host alone. */
export function withMode(
  { checkingOn }: Settings,
  choice: { checking: CheckingMode; host?: string; only?: boolean },
): Partial<Settings> {
  const { checking, host, only } = choice;
  if (host === undefined) return { checking };
  if (only) return { checkingOn: { ...checkingOn, [host]: checking } };
  const { [host]: _forgotten, ...others } = checkingOn;
  return { checking, checkingOn: others };
}

/** A function sees the newest settings. Changes made here at the same time wait for each other. */
export function changeSettings(
  change: Partial<Settings> | ((settings: Settings) => Partial<Settings>),
): Promise<Settings> {
  const changed = lastChange.then(async () => {
    const before = await readSettings();
    const settings = { ...before, ...(typeof change === 'function' ? change(before) : change) };
    await browser.storage.local.set({ settings });
    return settings;
  });
  lastChange = changed.then(
    () => undefined,
    () => undefined,
  );
  return changed;
}

/** Settles, never rejects: who asked for a change hears of its failure. */
let lastChange: Promise<void> = Promise.resolve();

/** Hears every change, also those made elsewhere, until `signal` aborts. */
export function watchSettings(listener: (settings: Settings) => void, signal: AbortSignal): void {
  const hear = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'local' && 'settings' in changes) void readSettings().then(listener);
  };
  browser.storage.onChanged.addListener(hear);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(hear), { once: true });
}

/**
 * Keeps page scripts out of the settings, so that a page that took one over learns nothing from them. Firefox
 * has no such switch; there, page scripts could read what is in `storage.local`, which is why nothing personal is.
 */
export async function protectSettings(): Promise<void> {
  const area: Partial<Pick<typeof browser.storage.local, 'setAccessLevel'>> = browser.storage.local;
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
