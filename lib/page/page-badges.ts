import { type Candidate, secondLook } from '../detect';
import { toBase64 } from '../formats/base64';
import { extract } from '../verify';
import { type BadgeFile, documentsOfFile } from './documents';
import { Entering, noteLeft } from './entering';
import { entryViewOf } from './entry-view';
import { badgesInText, MAX_GIVEN } from './given-text';
import { HeldBytes } from './held-bytes';
import { inParallel } from './in-parallel';
import { Keeping } from './keeping';
import { PageCandidates } from './page-candidates';
import { PointedPictures } from './pointed-picture';
import type { PageSurroundings } from './surroundings';
import type { TabEntry, TabState } from './tab-state';
import { Tabs } from './tabs';
import type { Added, EntryView, PageView, PointedPicture, SaveOutcome } from './views';

const MAX_CARDS = 50;

/** The sample badge's entry lives in no tab. */
export const SAMPLE_TAB = -1;

export interface TabOrigin {
  tabId: number;
  url: string;
  incognito: boolean;
}

/** The badges of every open tab: found, checked, kept for as long as their page lives. */
export class PageBadges {
  readonly #around: PageSurroundings;
  readonly #tabs: Tabs;
  readonly #held: HeldBytes;
  readonly #keeping: Keeping;
  readonly #entering: Entering;
  readonly #candidates: PageCandidates;
  readonly #pointed: PointedPictures;

  constructor(around: PageSurroundings) {
    this.#around = around;
    this.#held = new HeldBytes(around.sessions);
    this.#tabs = new Tabs(around, (entryIds) => this.#held.forget(entryIds));
    this.#entering = new Entering(around, this.#tabs, this.#held);
    this.#candidates = new PageCandidates(around, this.#tabs, this.#entering);
    this.#pointed = new PointedPictures(around, this.#tabs, this.#entering);
    this.#keeping = new Keeping(around, this.#tabs, this.#held);
  }

  // What the page scripts report

  async candidatesFound(
    origin: TabOrigin,
    found: { document: string; candidates: Candidate[]; looked: { pictures: number; links: number } },
  ): Promise<void> {
    const tab = await this.#tabs.open(origin, found.document);
    tab.looked = { ...tab.looked, ...found.looked };
    const candidates = found.candidates.flatMap(secondLook);
    const ofPage = candidates.filter(({ placement }) => placement === 'page').map(({ key }) => key);
    tab.pageKeys = [...new Set([...(tab.pageKeys ?? []), ...ofPage])];
    await this.#tabs.work(tab, () =>
      inParallel(candidates, (candidate) => this.#candidates.take(tab, candidate)),
    );
  }

  async candidatesGone(tabId: number, document: string, keys: number[]): Promise<void> {
    const tab = await this.#tabs.get(tabId);
    if (tab?.document !== document) return;
    const gone = new Set(keys);
    // A lazy page may bring the same badge back: what is known stays for as long as the document does.
    for (const entry of tab.entries) entry.keys = entry.keys.filter((key) => !gone.has(key));
    await this.#tabs.touch(tab);
  }

  /** Forgets a tab whose document is another one by now (`document` undefined: no page script answers). */
  async documentIs(tabId: number, document: string | undefined): Promise<void> {
    const tab = await this.#tabs.get(tabId);
    if (!tab || tab.document === '') return; // Only what the person asked for so far: no document's.
    if (tab.document !== document) await this.#tabs.forget(tabId);
  }

  forget(tabId: number): Promise<void> {
    return this.#tabs.forget(tabId);
  }

  /** Before a navigation: what the person added to a tab without page scripts belongs to the page that goes. */
  async forgetAdded(tabId: number): Promise<void> {
    const tab = await this.#tabs.get(tabId);
    if (tab?.document === '') await this.#tabs.forget(tabId);
  }

  // What the person asks for

  async check(tabId: number, entryId: string): Promise<void> {
    const known = await this.#tabs.entry(tabId, entryId);
    if (!known) return;
    known.entry.asked = true;
    await this.#entering.checkAll(known.tab, [known.entry]);
  }

  save(tabId: number, entryId: string): Promise<SaveOutcome> {
    return this.#keeping.save(tabId, entryId);
  }

  async undoSave(badgeId: string): Promise<void> {
    const backpack = await this.#around.openBackpack();
    await backpack.remove(badgeId);
    this.#around.backpackChanged();
    for (const tab of await this.#tabs.known()) this.#around.changed(tab.tabId);
  }

  /** The badge as it was found: the picture's bytes, or its text as a file. */
  async file(tabId: number, entryId: string): Promise<BadgeFile | undefined> {
    const known = await this.#tabs.entry(tabId, entryId);
    return known && this.#keeping.originalFile(known.tab, known.entry);
  }

  /** What the checks of a badge relied on: its document and the documents that were fetched for it. */
  async proof(tabId: number, entryId: string) {
    const known = await this.#tabs.entry(tabId, entryId);
    if (known === undefined) return undefined;
    const { document, report, claimed } = known.entry;
    return {
      document,
      name: report?.badge?.name ?? claimed.name ?? '',
      ...(report === undefined ? {} : { report }),
      evidence: await this.#held.evidence(entryId),
    };
  }

  /**
   * Pasted text or addresses: each badge of them and behind them an entry of the tab, checked at once as the person
   * asked for it. More than `MAX_GIVEN`, or than the list has room for, are told as `looked.more`.
   */
  async addText(origin: TabOrigin, text: string): Promise<Added> {
    const given = await badgesInText(text.trim());
    const tab = await this.#currentTab(origin);
    delete tab.looked.more;
    noteLeft(tab, given.slice(MAX_GIVEN));
    const entered = await this.#entering.enterAsked(tab, given.slice(0, MAX_GIVEN));
    const entryIds = new Set(entered.flatMap(({ id, brought = [] }) => [id, ...brought]));
    return addedOf(given.length, [...entryIds]);
  }

  /**
   * Every badge in a file that the person gave, each an entry of the tab, checked at once. In file order. Those that the
   * list has no room for are told as `looked.more`.
   */
  async addFile(origin: TabOrigin, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<Added> {
    const { documents } = await extract({ kind: 'file', bytes }, {});
    const tab = await this.#currentTab(origin);
    const given = documents.map((document) => ({ document, source: { kind: 'file', name } as const }));
    const entered = await this.#entering.enterAsked(tab, given, bytes);
    return addedOf(
      given.length,
      entered.map(({ id }) => id),
    );
  }

  /** Reads one picture that the person pointed at, whatever the detector thought of it. */
  async lookAt(origin: TabOrigin, picture: PointedPicture): Promise<void> {
    await this.#pointed.look(await this.#currentTab(origin), picture);
  }

  /** The badge that ships with Laurel, checked like any other. */
  async sample(path: string): Promise<EntryView | undefined> {
    const tab = await this.#tabs.open({ tabId: SAMPLE_TAB, url: '', incognito: false }, 'sample');
    if (tab.entries.length === 0) {
      const bytes = await this.#around.readPackaged(path);
      const [document] = await documentsOfFile(bytes);
      const entry = document && (await this.#entering.enter(tab, document, { kind: 'packaged', path }));
      if (entry) {
        this.#held.hold(entry.id, { file: bytes });
        await this.#entering.check(tab, entry);
      }
    }
    const [entry] = tab.entries;
    return entry && entryViewOf(this.#around, tab, entry);
  }

  // What seals, card and popup show

  async view(tabId: number): Promise<Pick<PageView, 'entries' | 'looked' | 'busy' | 'focus'>> {
    const tab = await this.#tabs.get(tabId);
    if (!tab) return { entries: [], looked: { pictures: 0, links: 0 }, busy: false };
    return {
      entries: await Promise.all(
        tab.entries.filter(isThere).map((entry) => entryViewOf(this.#around, tab, entry)),
      ),
      looked: tab.looked,
      busy: this.#tabs.isBusy(tabId),
      ...(tab.focus ? { focus: tab.focus } : {}),
    };
  }

  async entryView(tabId: number, entryId: string): Promise<EntryView | undefined> {
    const known = await this.#tabs.entry(tabId, entryId);
    return known && entryViewOf(this.#around, known.tab, known.entry);
  }

  /** Which elements carry which entry, for the seals. */
  async placed(tabId: number): Promise<{ keys: number[]; entry: EntryView }[]> {
    const tab = await this.#tabs.get(tabId);
    if (!tab) return [];
    // A page that holds several badges is no one badge's page: those that it only speaks of stay in the popup.
    const isAlone = tab.entries.filter(isThere).length === 1 && !this.#tabs.isBusy(tabId);
    const placed = tab.entries.map((entry) => ({
      entry,
      keys: entry.keys.filter((key) => isAlone || !tab.pageKeys?.includes(key)),
    }));
    return Promise.all(
      placed
        .filter(({ keys }) => keys.length > 0)
        .map(async ({ entry, keys }) => ({ keys, entry: await entryViewOf(this.#around, tab, entry) })),
    );
  }

  async count(tabId: number): Promise<number> {
    return (await this.#tabs.get(tabId))?.entries.filter(isThere).length ?? 0;
  }

  async openCard(tabId: number, key: number): Promise<string | undefined> {
    const tab = await this.#tabs.get(tabId);
    const entry = tab?.entries.find((candidate) => candidate.keys.includes(key));
    if (!tab || !entry) return undefined;
    const token = toBase64(crypto.getRandomValues(new Uint8Array(24))).replace(/[+/=]/g, '');
    tab.cards = [...tab.cards, { token, entryId: entry.id }].slice(-MAX_CARDS);
    await this.#tabs.keep(tab);
    return token;
  }

  /** The entry a card stands for. Tokens are good in the tab that they were made for, nowhere else. */
  async entryOfCard(tabId: number, token: string): Promise<string | undefined> {
    const tab = await this.#tabs.get(tabId);
    return tab?.cards.find((card) => card.token === token)?.entryId;
  }

  async focus(tabId: number, focus: PageView['focus']): Promise<void> {
    const tab = await this.#tabs.get(tabId);
    if (!tab) return;
    if (focus) tab.focus = focus;
    else delete tab.focus;
    await this.#tabs.touch(tab);
  }

  // What the worker's life brings

  /** Checks again what waited for a leave that the person has given since (a mode, a site). */
  async recheckWaiting(): Promise<void> {
    for (const tab of await this.#tabs.known()) {
      const { at } = tab.looked;
      if (at?.kind === 'refused' && at.reason === 'permission') await this.#pointed.look(tab, at);
    }
    await this.#checkWhere((entry) => (entry.report?.needs.length ?? 0) > 0);
  }

  /** After the worker started: finishes what its predecessor had begun. */
  async resume(): Promise<void> {
    await this.#keeping.resume();
    await this.#checkWhere((entry) => entry.state !== 'checked');
  }

  /** True while anything is under way that a restart would have to finish. */
  get busy(): boolean {
    return this.#keeping.busy || this.#tabs.isBusy();
  }

  async #checkWhere(applies: (entry: TabEntry) => boolean): Promise<void> {
    for (const tab of await this.#tabs.known()) {
      const entries = tab.entries.filter(applies);
      if (entries.length === 0) continue;
      await this.#entering.checkAll(tab, entries);
    }
  }

  /** The tab as it is, for what the person adds to it. */
  async #currentTab(origin: TabOrigin): Promise<TabState> {
    const tab = await this.#tabs.get(origin.tabId);
    return tab ?? this.#tabs.open(origin, '');
  }
}

function addedOf(given: number, entryIds: string[]): Added {
  if (entryIds.length > 0) return { entryIds };
  return { problem: given === 0 ? 'nothing-found' : 'list-full' };
}

/** On the page still, or asked for by the person. */
function isThere({ keys, asked, source }: TabEntry): boolean {
  return keys.length > 0 || asked || source.kind === 'packaged';
}
