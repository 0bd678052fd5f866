import type { BadgeDocument } from '../verify';
import { Checking } from './checking';
import { claimOf } from './documents';
import { entryIdOf } from './entry-identity';
import { badgesBeside, type GivenBadge, MAX_GIVEN } from './given-text';
import type { HeldBytes } from './held-bytes';
import type { PageSurroundings } from './surroundings';
import type { EntrySource, TabEntry, TabState } from './tab-state';
import type { Tabs } from './tabs';

export const MAX_ENTRIES_A_PAGE = 300;

/** From badge documents to entries of a tab, each award once, and to their reports. */
export class Entering {
  readonly #tabs: Tabs;
  readonly #held: HeldBytes;
  readonly #checking: Checking;

  constructor(around: PageSurroundings, tabs: Tabs, held: HeldBytes) {
    this.#tabs = tabs;
    this.#held = held;
    this.#checking = new Checking(around, tabs, held, (...found) => this.#enterBeside(...found));
  }

  check(tab: TabState, entry: TabEntry): Promise<void> {
    return this.#checking.check(tab, entry);
  }

  checkAll(tab: TabState, entries: readonly TabEntry[]): Promise<void> {
    return this.#checking.checkAll(tab, entries);
  }

  /** A badge that the page shows, checked as far as the person allows. */
  async enterFound(
    tab: TabState,
    document: BadgeDocument,
    source: EntrySource,
    key: number,
    file?: Uint8Array,
  ): Promise<TabEntry | undefined> {
    const entry = await this.enter(tab, document, source, key);
    if (!entry) return undefined;
    if (file) this.#held.hold(entry.id, { file });
    if (entry.state === 'found') await this.check(tab, entry);
    return entry;
  }

  /** What the person gave or pointed at, checked at once. Those that found no room are told as `looked.more`. */
  async enterAsked(tab: TabState, given: readonly GivenBadge[], file?: Uint8Array): Promise<TabEntry[]> {
    const entered = new Set<TabEntry>();
    const refused: GivenBadge[] = [];
    for (const one of given) {
      const entry = await this.enter(tab, one.document, one.source);
      if (!entry) {
        refused.push(one);
        continue;
      }
      entered.add(entry);
      entry.asked = true;
      if (file) this.#held.hold(entry.id, { file });
    }
    noteLeft(tab, refused);
    const entries = [...entered];
    await this.checkAll(tab, entries);
    return entries;
  }

  /**
   * The badges beside the one of an entry are where it is, in place of those that were there before: some answer signed
   * anew each time. What they lead to brings no further ones.
   */
  async #enterBeside(tab: TabState, entry: TabEntry, others: BadgeDocument[]): Promise<TabEntry[]> {
    if (tab.entries.some(({ brought }) => brought?.includes(entry.id))) return [];
    const beside = badgesBeside(entry, others);
    const taken = beside.slice(0, MAX_GIVEN - 1);
    let left = beside.length - taken.length;
    const entered: TabEntry[] = [];
    for (const { document, source } of taken) {
      const other = await this.#enter(tab, document, source, { isBeside: true });
      if (!other) left += 1;
      if (!other || other === entry) continue;
      entered.push(other);
      other.asked ||= entry.asked;
      other.keys = [...new Set([...other.keys, ...entry.keys])];
    }
    // Said once, so written down together with what was brought.
    if (entry.brought === undefined && left > 0 && entry.source.kind === 'address') {
      noteMore(tab, left, [entry.source.url]);
    }
    const before = entry.brought ?? [];
    entry.brought = entered.map(({ id }) => id);
    const still = new Set(tab.entries.flatMap(({ brought = [] }) => brought));
    await this.#tabs.drop(
      tab,
      ({ id, isBeside }) => isBeside === true && before.includes(id) && !still.has(id),
    );
    await this.#tabs.touch(tab);
    return entered.filter(({ state }) => state === 'found');
  }

  /** Undefined where the tab has as many entries as it may. */
  enter(
    tab: TabState,
    document: BadgeDocument,
    source: EntrySource,
    key?: number,
  ): Promise<TabEntry | undefined> {
    return this.#enter(tab, document, source, key === undefined ? {} : { key });
  }

  async #enter(
    tab: TabState,
    document: BadgeDocument,
    source: EntrySource,
    { key, isBeside }: { key?: number; isBeside?: true },
  ): Promise<TabEntry | undefined> {
    const id = await entryIdOf(document);
    let entry = tab.entries.find((known) => known.id === id);
    if (!entry) {
      if (tab.entries.length >= MAX_ENTRIES_A_PAGE) return undefined;
      const claimed = claimOf(document);
      entry = { id, source, document, keys: [], foundAt: tab.url, claimed, state: 'found', asked: false };
      if (isBeside) entry.isBeside = true;
      tab.entries.push(entry);
    } else if (entry.source.kind === 'address' && source.kind === 'picture') {
      // The file tells more than the link to the same award, and saving keeps it.
      entry.source = source;
      entry.document = document;
    }
    if (!isBeside) delete entry.isBeside;
    if (key !== undefined && !entry.keys.includes(key)) entry.keys.push(key);
    await this.#tabs.touch(tab);
    return entry;
  }
}

/** Given, and not in the list. */
export function noteLeft(tab: TabState, left: readonly GivenBadge[]): void {
  if (left.length === 0) return;
  const addresses = left.flatMap(({ source }) => (source.kind === 'address' ? [source.url] : []));
  noteMore(tab, left.length, addresses.length === left.length ? addresses : undefined);
}

/** Of several links, some may have more behind them. */
function noteMore(tab: TabState, count: number, addresses: string[] | undefined): void {
  const { more = { count: 0, addresses: [] } } = tab.looked;
  const all = more.addresses && addresses ? { addresses: [...more.addresses, ...addresses] } : {};
  tab.looked = { ...tab.looked, more: { count: more.count + count, ...all } };
}
