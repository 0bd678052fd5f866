import type { Candidate } from '../detect';
import { documentsOfFile, documentsOfText, pictureKey } from './documents';
import type { Entering } from './entering';
import type { PageSurroundings } from './surroundings';
import type { EntrySource, TabState } from './tab-state';
import type { Tabs } from './tabs';

const MAX_PICTURES_A_PAGE = 200;

/** From what the page script saw to entries. */
export class PageCandidates {
  readonly #around: PageSurroundings;
  readonly #tabs: Tabs;
  readonly #entering: Entering;
  readonly #reading = new Map<string, Promise<void>>();

  constructor(around: PageSurroundings, tabs: Tabs, entering: Entering) {
    this.#around = around;
    this.#tabs = tabs;
    this.#entering = entering;
  }

  async take(tab: TabState, candidate: Candidate): Promise<void> {
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
        await this.#entering.enterFound(tab, { form: 'address', text: url }, source, key);
        return;
      }
      case 'text': {
        const { key, text, media } = candidate;
        for (const document of await documentsOfText(text, media)) {
          await this.#entering.enterFound(tab, document, { kind: 'text', text, media }, key);
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
      const entry = await this.#entering.enterFound(tab, document, source, candidate.key, read.bytes);
      if (entry) entered.push(entry.id);
    }
  }
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
