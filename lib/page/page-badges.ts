import type { SavedBadge } from '../backpack';
import { type Candidate, secondLook } from '../detect';
import { toBase64 } from '../formats/base64';
import { type BadgeDocument, extract } from '../verify';
import { Checking } from './checking';
import { type BadgeFile, claimOf, documentsOfFile, documentsOfText, pictureKey } from './documents';
import { entryIdOf } from './entry-identity';
import { badgesBeside, badgesInText, type GivenBadge, MAX_GIVEN } from './given-text';
import { HeldBytes } from './held-bytes';
import { awardOf, Keeping } from './keeping';
import { ownIdentity } from './own-identity';
import type { PageSurroundings } from './surroundings';
import type { EntrySource, TabEntry, TabState } from './tab-state';
import { Tabs } from './tabs';
import type { AlikeBadge, EntryView, PageView, PointedPicture, ReportView, SaveOutcome } from './views';

const MAX_PICTURES_A_PAGE = 200;
const MAX_ENTRIES_A_PAGE = 300;
const MAX_CARDS = 50;
/** Saved badges whose pictures a stripped one is held against. */
const MAX_COMPARED = 200;
const AT_ONCE = 4;

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
  readonly #checking: Checking;
  readonly #reading = new Map<string, Promise<void>>();

  constructor(around: PageSurroundings) {
    this.#around = around;
    this.#held = new HeldBytes(around.sessions);
    this.#tabs = new Tabs(around, (entryIds) => this.#held.forget(entryIds));
    this.#checking = new Checking(around, this.#tabs, this.#held, (...found) => this.#enterBeside(...found));
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
    await this.#tabs.work(tab, () => inParallel(candidates, (candidate) => this.#take(tab, candidate)));
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
    await this.#tabs.work(known.tab, () => this.#checking.check(known.tab, known.entry));
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
   * asked for it. More than `MAX_GIVEN` are told as `looked.more`.
   */
  async addText(
    origin: TabOrigin,
    text: string,
  ): Promise<{ entryIds: string[] } | { problem: 'nothing-found' }> {
    const given = await badgesInText(text.trim());
    const tab = await this.#currentTab(origin);
    delete tab.looked.more;
    const left = given.slice(MAX_GIVEN);
    if (left.length > 0) {
      const addresses = left.flatMap(({ source }) => (source.kind === 'address' ? [source.url] : []));
      noteMore(tab, left.length, addresses.length === left.length ? addresses : undefined);
    }
    const entered = await this.#enterAsked(tab, given.slice(0, MAX_GIVEN));
    const entryIds = new Set(entered.flatMap(({ id, brought = [] }) => [id, ...brought]));
    return entryIds.size > 0 ? { entryIds: [...entryIds] } : { problem: 'nothing-found' };
  }

  /** Every badge in a file that the person gave, each an entry of the tab, checked at once. In file order. */
  async addFile(origin: TabOrigin, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<string[]> {
    const { documents } = await extract({ kind: 'file', bytes }, {});
    const tab = await this.#currentTab(origin);
    const given = documents.map((document) => ({ document, source: { kind: 'file', name } as const }));
    return (await this.#enterAsked(tab, given, bytes)).map(({ id }) => id);
  }

  /** Reads one picture that the person pointed at, whatever the detector thought of it. */
  async lookAt(origin: TabOrigin, picture: PointedPicture): Promise<void> {
    await this.#lookAt(await this.#currentTab(origin), picture);
  }

  /** The badge that ships with Laurel, checked like any other. */
  async sample(path: string): Promise<EntryView | undefined> {
    const tab = await this.#tabs.open({ tabId: SAMPLE_TAB, url: '', incognito: false }, 'sample');
    if (tab.entries.length === 0) {
      const bytes = await this.#around.readPackaged(path);
      const [document] = await documentsOfFile(bytes);
      const entry = document && (await this.#enter(tab, document, { kind: 'packaged', path }));
      if (entry) {
        this.#held.hold(entry.id, { file: bytes });
        await this.#checking.check(tab, entry);
      }
    }
    const [entry] = tab.entries;
    return entry && this.#entryView(tab, entry);
  }

  // What seals, card and popup show

  async view(tabId: number): Promise<Pick<PageView, 'entries' | 'looked' | 'busy' | 'focus'>> {
    const tab = await this.#tabs.get(tabId);
    if (!tab) return { entries: [], looked: { pictures: 0, links: 0 }, busy: false };
    return {
      entries: await Promise.all(tab.entries.filter(isThere).map((entry) => this.#entryView(tab, entry))),
      looked: tab.looked,
      busy: this.#tabs.isBusy(tabId),
      ...(tab.focus ? { focus: tab.focus } : {}),
    };
  }

  async entryView(tabId: number, entryId: string): Promise<EntryView | undefined> {
    const known = await this.#tabs.entry(tabId, entryId);
    return known && this.#entryView(known.tab, known.entry);
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
        .map(async ({ entry, keys }) => ({ keys, entry: await this.#entryView(tab, entry) })),
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
      if (at?.kind === 'refused' && at.reason === 'permission') await this.#lookAt(tab, at);
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
      await this.#tabs.work(tab, () => inParallel(entries, (entry) => this.#checking.check(tab, entry)));
    }
  }

  // From a candidate to an entry

  async #take(tab: TabState, candidate: Candidate): Promise<void> {
    switch (candidate.kind) {
      case 'address': {
        const { key, url, page, shown = '' } = candidate;
        const own = URL.parse(tab.url)?.origin;
        const isOwn = own !== undefined && URL.parse(shown)?.origin === own;
        const source: EntrySource = {
          kind: 'address',
          url,
          ...(page ? { page } : {}),
          ...(isOwn ? { shown } : {}),
        };
        await this.#enterAndCheck(tab, { form: 'address', text: url }, source, key);
        return;
      }
      case 'text': {
        const { key, text, media } = candidate;
        for (const document of await documentsOfText(text, media)) {
          await this.#enterAndCheck(tab, document, { kind: 'text', text, media }, key);
        }
        return;
      }
      case 'picture':
        await this.#takePicture(tab, candidate);
    }
  }

  async #takePicture(tab: TabState, candidate: Extract<Candidate, { kind: 'picture' }>): Promise<void> {
    const picture = pictureKey(candidate);
    const reading = `${tab.tabId} ${tab.document} ${picture}`;
    // Nothing is awaited when nobody reads it yet: two markers of one picture must not both find that out.
    const running = this.#reading.get(reading);
    if (running) await running;
    const entryIds = tab.pictures[picture];
    if (entryIds) {
      const carried = tab.entries.filter((entry) => entryIds.includes(entry.id));
      for (const entry of carried) if (!entry.keys.includes(candidate.key)) entry.keys.push(candidate.key);
      if (carried.length > 0) await this.#tabs.touch(tab);
      return;
    }
    if (Object.keys(tab.pictures).length >= MAX_PICTURES_A_PAGE) return;
    const job = this.#readPicture(tab, candidate, picture);
    this.#reading.set(reading, job);
    await job.finally(() => this.#reading.delete(reading));
  }

  async #readPicture(
    tab: TabState,
    candidate: Extract<Candidate, { kind: 'picture' }>,
    picture: string,
  ): Promise<void> {
    const source: EntrySource = { kind: 'picture', url: candidate.url, sameOrigin: candidate.sameOrigin };
    const read = await this.#around.readPicture(tab, source, false);
    if (read.kind === 'refused') {
      // The picture is not remembered: a later look, with more leave, may read it.
      if (read.reason === 'permission') noteUnread(tab, read.host);
      return;
    }
    noteRead(tab, candidate.url);
    const entered: string[] = [];
    tab.pictures[picture] = entered;
    for (const document of await documentsOfFile(read.bytes)) {
      const entry = await this.#enterAndCheck(tab, document, source, candidate.key, read.bytes);
      if (entry) entered.push(entry.id);
    }
  }

  async #enterAndCheck(
    tab: TabState,
    document: BadgeDocument,
    source: EntrySource,
    key: number,
    file?: Uint8Array,
  ): Promise<TabEntry | undefined> {
    const entry = await this.#enter(tab, document, source, key);
    if (!entry) return undefined;
    if (file) this.#held.hold(entry.id, { file });
    if (entry.state === 'found') await this.#checking.check(tab, entry);
    return entry;
  }

  async #enterAsked(tab: TabState, given: readonly GivenBadge[], file?: Uint8Array): Promise<TabEntry[]> {
    const entered = new Set<TabEntry>();
    for (const { document, source } of given) {
      const entry = await this.#enter(tab, document, source);
      if (!entry) continue;
      entered.add(entry);
      entry.asked = true;
      if (file) this.#held.hold(entry.id, { file });
    }
    const entries = [...entered];
    await this.#tabs.work(tab, () => inParallel(entries, (entry) => this.#checking.check(tab, entry)));
    return entries;
  }

  /** The badges beside the one of an entry are where it is. What they lead to brings no further ones. */
  async #enterBeside(tab: TabState, entry: TabEntry, others: BadgeDocument[]): Promise<void> {
    if (tab.entries.some(({ brought }) => brought?.includes(entry.id))) return;
    const beside = badgesBeside(entry, others);
    const taken = beside.slice(0, MAX_GIVEN - 1);
    const isNews = entry.brought === undefined && beside.length > taken.length;
    if (isNews && entry.source.kind === 'address') {
      noteMore(tab, beside.length - taken.length, [entry.source.url]);
    }
    const entered: TabEntry[] = [];
    for (const { document, source } of taken) {
      const other = await this.#enter(tab, document, source);
      if (!other || other === entry) continue;
      entered.push(other);
      other.asked ||= entry.asked;
      other.keys = [...new Set([...other.keys, ...entry.keys])];
    }
    entry.brought = entered.map(({ id }) => id);
    await this.#tabs.touch(tab);
    const unchecked = entered.filter(({ state }) => state === 'found');
    await this.#tabs.work(tab, () => inParallel(unchecked, (other) => this.#checking.check(tab, other)));
  }

  async #enter(
    tab: TabState,
    document: BadgeDocument,
    source: EntrySource,
    key?: number,
  ): Promise<TabEntry | undefined> {
    const id = await entryIdOf(document);
    let entry = tab.entries.find((known) => known.id === id);
    if (!entry) {
      if (tab.entries.length >= MAX_ENTRIES_A_PAGE) return undefined;
      const claimed = claimOf(document);
      entry = { id, source, document, keys: [], foundAt: tab.url, claimed, state: 'found', asked: false };
      tab.entries.push(entry);
    } else if (entry.source.kind === 'address' && source.kind === 'picture') {
      // The file tells more than the link to the same award, and saving keeps it.
      entry.source = source;
      entry.document = document;
    }
    if (key !== undefined && !entry.keys.includes(key)) entry.keys.push(key);
    await this.#tabs.touch(tab);
    return entry;
  }

  async #lookAt(tab: TabState, { url, sameOrigin, link }: PointedPicture): Promise<void> {
    const picture = { url, sameOrigin };
    const around = link === undefined ? {} : { link };
    const read = await this.#around.readPicture(tab, picture, true);
    if (read.kind === 'refused') {
      const at = { kind: 'refused', reason: read.reason, host: read.host, ...picture, ...around } as const;
      tab.looked = { ...tab.looked, at };
      await this.#tabs.touch(tab);
      return;
    }
    const source: EntrySource = { kind: 'picture', ...picture };
    const documents = await documentsOfFile(read.bytes);
    const given = documents.map((document) => ({ document, source }));
    const [entryId] = (await this.#enterAsked(tab, given, read.bytes)).map(({ id }) => id);
    if (entryId) tab.focus = { entryId, what: 'details' };
    const none = { kind: 'none', ...around } as const;
    tab.looked = { ...tab.looked, at: entryId ? { kind: 'found' } : none };
    await this.#tabs.touch(tab);
    if (entryId) return;
    const alike = await this.#alikeInBackpack(read.bytes);
    if (alike === undefined) return;
    tab.looked = { ...tab.looked, at: { ...none, alike } };
    await this.#tabs.touch(tab);
  }

  /** One of the newest saved badges that shows what this picture shows, which may have lost its badge on the way. */
  async #alikeInBackpack(shown: Uint8Array): Promise<AlikeBadge | undefined> {
    let found: AlikeBadge | undefined;
    try {
      const backpack = await this.#around.openBackpack();
      const { badges } = await backpack.page({ limit: MAX_COMPARED });
      await inParallel(badges, async ({ id, badge, claimedName }) => {
        const saved = found ? undefined : await backpack.picture(id);
        if (saved === undefined) return;
        const { outcome } = await this.#around.comparePictures(shown, saved.bytes);
        if (outcome === 'same' || outcome === 're-encoded') {
          const name = badge?.name ?? claimedName;
          found ??= { badgeId: id, ...(name ? { name } : {}) };
        }
      });
    } catch (error) {
      console.error('Laurel could not look into the backpack', error);
    }
    return found;
  }

  /** The tab as it is, for what the person adds to it. */
  async #currentTab(origin: TabOrigin): Promise<TabState> {
    const tab = await this.#tabs.get(origin.tabId);
    return tab ?? this.#tabs.open(origin, '');
  }

  async #entryView(tab: TabState, entry: TabEntry): Promise<EntryView> {
    const { saved, own } = await this.#inBackpack(entry);
    return {
      id: entry.id,
      state: entry.state,
      claimed: entry.claimed,
      asks: asksOf(entry.report, (host) => this.#around.wantsEverySite(host)),
      foundAt: entry.foundAt,
      ...(entry.source.kind === 'address' && entry.source.page === 'maybe' ? { lead: true } : {}),
      ...(entry.source.kind === 'file' ? { file: entry.source.name } : {}),
      ...(entry.source.kind === 'address' ? { at: siteOf(entry.source.url) } : {}),
      hasFile: entry.document.form !== 'address' || (entry.report?.evidence.length ?? 0) > 0,
      ...(entry.report ? { report: entry.report } : {}),
      ...(entry.picture ? { picture: entry.picture } : {}),
      ...(saved ? { saved: { badgeId: saved.id, savedAt: saved.savedAt } } : {}),
      ...(own ? { own } : {}),
      ...(tab.incognito ? { isPrivate: true } : {}),
    };
  }

  async #inBackpack(entry: TabEntry): Promise<{ saved?: SavedBadge | undefined; own?: string | undefined }> {
    try {
      const backpack = await this.#around.openBackpack();
      const saved = await backpack.findAward(awardOf(entry));
      return { saved, own: await ownIdentity(entry.report, await backpack.identities()) };
    } catch (error) {
      // The page's badges are worth showing without the backpack; saving says what is wrong with it.
      console.error('Laurel could not look into the backpack', error);
      return {};
    }
  }
}

/** On the page still, or asked for by the person. */
function isThere({ keys, asked, source }: TabEntry): boolean {
  return keys.length > 0 || asked || source.kind === 'packaged';
}

/** What people call the site: the same whether its machines or its pages are asked. */
function siteOf(url: string): string {
  return new URL(url).host.replace(/^(?:www|api)\./, '');
}

/** Of several links, some may have more behind them. */
function noteMore(tab: TabState, count: number, addresses: string[] | undefined): void {
  const { more = { count: 0, addresses: [] } } = tab.looked;
  const all = more.addresses && addresses ? { addresses: [...more.addresses, ...addresses] } : {};
  tab.looked = { ...tab.looked, more: { count: more.count + count, ...all } };
}

const MAX_UNREAD_HOSTS = 5;

function noteUnread(tab: TabState, host: string): void {
  const { unread = [] } = tab.looked;
  if (host === '' || unread.includes(host) || unread.length >= MAX_UNREAD_HOSTS) return;
  tab.looked = { ...tab.looked, unread: [...unread, host] };
}

function noteRead(tab: TabState, address: string): void {
  const { unread, ...looked } = tab.looked;
  const left = unread?.filter((host) => !URL.canParse(address) || host !== new URL(address).host) ?? [];
  tab.looked = left.length > 0 ? { ...looked, unread: left } : looked;
}

function asksOf(
  report: ReportView | undefined,
  wantsEverySite: (host: string) => boolean,
): EntryView['asks'] {
  return (report?.needs ?? []).map((host) => {
    const reason = report?.checks.find((check) => check.params?.host === host)?.params?.reason;
    return {
      host,
      reason: reason === 'permission' || reason === 'offline' ? reason : 'consent',
      ...(wantsEverySite(host) ? { everySite: true } : {}),
    };
  });
}

async function inParallel<T>(items: readonly T[], job: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const runners = Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await job(item);
  });
  await Promise.all(runners);
}
