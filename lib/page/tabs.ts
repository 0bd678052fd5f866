import type { PageSurroundings } from './surroundings';
import { emptyTab, type TabEntry, type TabState } from './tab-state';

/** The state of each open tab: in memory while the worker lives, in session storage when it does not. */
export class Tabs {
  readonly #around: PageSurroundings;
  readonly #states = new Map<number, Promise<TabState | undefined>>();
  readonly #working = new Map<number, number>();
  readonly #letGo: (entryIds: string[]) => Promise<void>;

  /** `letGo` is told of entries that are in no tab any more. */
  constructor(around: PageSurroundings, letGo: (entryIds: string[]) => Promise<void>) {
    this.#around = around;
    this.#letGo = letGo;
  }

  get(tabId: number): Promise<TabState | undefined> {
    const known = this.#states.get(tabId);
    if (known) return known;
    // Written by this class alone, and session storage ends with the browser: the shape is known.
    const loading = this.#around.sessions.get(`tab:${tabId}`) as Promise<TabState | undefined>;
    this.#states.set(tabId, loading);
    return loading;
  }

  /**
   * The state of this life of the tab's document; what an earlier document held is forgotten. Without a name
   * (`''`) the one that is there, whichever it is.
   */
  async open(
    origin: { tabId: number; url: string; incognito: boolean },
    document: string,
  ): Promise<TabState> {
    let before: TabState | undefined;
    const opening = this.get(origin.tabId).then((state) => {
      if (state && (state.document === document || document === '')) return state;
      if (state?.document !== '') {
        before = state;
        return emptyTab(origin.tabId, document, origin.url, origin.incognito);
      }
      // What the person asked for before any page script spoke is not an old document's; work on it may go on.
      state.document = document;
      return state;
    });
    // Set before anything is awaited, so that two callers at once share one state.
    this.#states.set(origin.tabId, opening);
    const tab = await opening;
    if (before) await this.#ended(before);
    return tab;
  }

  async entry(tabId: number, entryId: string): Promise<{ tab: TabState; entry: TabEntry } | undefined> {
    const tab = await this.get(tabId);
    const entry = tab?.entries.find((candidate) => candidate.id === entryId);
    return tab && entry ? { tab, entry } : undefined;
  }

  /** Writes the state down and tells everybody who shows it. */
  async touch(tab: TabState): Promise<void> {
    await this.keep(tab);
    this.#around.changed(tab.tabId);
  }

  async keep(tab: TabState): Promise<void> {
    // The page moved on while this was under way: what was held for it meanwhile goes as well.
    if ((await this.#states.get(tab.tabId)) !== tab) return this.#ended(tab);
    await this.#around.sessions.set(`tab:${tab.tabId}`, tab);
  }

  async forget(tabId: number): Promise<void> {
    const forgotten = this.get(tabId);
    this.#states.delete(tabId);
    await this.#around.sessions.remove(`tab:${tabId}`);
    const state = await forgotten;
    if (!state) return;
    await this.#ended(state);
    this.#around.changed(tabId);
  }

  async known(): Promise<TabState[]> {
    const keys = (await this.#around.sessions.keys()).filter((key) => key.startsWith('tab:'));
    const states = await Promise.all(keys.map((key) => this.get(Number(key.slice(4)))));
    return states.filter((state) => state !== undefined);
  }

  /** Counts the job as under way, for progress and for what a restart has to finish. */
  async work(tab: TabState, job: () => Promise<void>): Promise<void> {
    this.#count(tab.tabId, 1);
    try {
      await job();
    } finally {
      this.#count(tab.tabId, -1);
      await this.touch(tab);
    }
  }

  isBusy(tabId?: number): boolean {
    if (tabId !== undefined) return (this.#working.get(tabId) ?? 0) > 0;
    return [...this.#working.values()].some((count) => count > 0);
  }

  /** Takes these entries out of the tab. Writing that down is left to the caller. */
  async drop(tab: TabState, goes: (entry: TabEntry) => boolean): Promise<void> {
    const gone = tab.entries.filter(goes);
    tab.entries = tab.entries.filter((entry) => !gone.includes(entry));
    await this.#ended({ ...tab, entries: gone });
  }

  async #ended(state: TabState): Promise<void> {
    if (state.entries.length === 0) return;
    const others = await this.known();
    const held = new Set(others.flatMap(({ entries }) => entries.map(({ id }) => id)));
    await this.#letGo(state.entries.flatMap(({ id }) => (held.has(id) ? [] : [id])));
  }

  #count(tabId: number, change: number): void {
    this.#working.set(tabId, (this.#working.get(tabId) ?? 0) + change);
  }
}
