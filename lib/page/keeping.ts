import type { AwardSource, SavedFile } from '../backpack';
import { sniffContainer } from '../baking';
import { bytesOfDataAddress } from '../formats/data-address';
import { type BadgeFile, documentsOfFile, jsonFile, pictureFile, textFile } from './documents';
import type { HeldBytes } from './held-bytes';
import { answerOfReport } from './report-view';
import type { PageSurroundings } from './surroundings';
import type { TabEntry, TabState } from './tab-state';
import type { Tabs } from './tabs';
import type { SaveOutcome } from './views';

const JOURNAL = 'saving';

/** From an entry to the backpack: saves that survive the worker's death at any point. */
export class Keeping {
  readonly #around: PageSurroundings;
  readonly #tabs: Tabs;
  readonly #held: HeldBytes;
  readonly #saving = new Map<string, Promise<SaveOutcome>>();

  constructor(around: PageSurroundings, tabs: Tabs, held: HeldBytes) {
    this.#around = around;
    this.#tabs = tabs;
    this.#held = held;
  }

  get busy(): boolean {
    return this.#saving.size > 0;
  }

  /** One click, safe to repeat: a save cut short by the worker's death is finished by `resume`. */
  save(tabId: number, entryId: string): Promise<SaveOutcome> {
    const journal = `${JOURNAL}:${tabId}:${entryId}`;
    const running = this.#saving.get(journal);
    if (running) return running;
    const saving = this.#save(tabId, entryId, journal).finally(() => this.#saving.delete(journal));
    this.#saving.set(journal, saving);
    return saving;
  }

  async resume(): Promise<void> {
    for (const key of await this.#around.sessions.keys()) {
      const [kind, tabId, entryId] = key.split(':');
      if (kind === JOURNAL && tabId && entryId) await this.save(Number(tabId), entryId);
    }
  }

  async #save(tabId: number, entryId: string, journal: string): Promise<SaveOutcome> {
    const known = await this.#tabs.entry(tabId, entryId);
    if (!known) {
      await this.#around.sessions.remove(journal);
      return { kind: 'failed', code: 'unreadable' };
    }
    if (known.tab.incognito) return { kind: 'failed', code: 'private-window' };
    await this.#around.sessions.set(journal, true);
    const outcome = await this.#write(known.tab, known.entry);
    await this.#around.sessions.remove(journal);
    this.#around.backpackChanged();
    this.#around.changed(tabId);
    return outcome;
  }

  async #write(tab: TabState, entry: TabEntry): Promise<SaveOutcome> {
    const { report } = entry;
    const files: Omit<SavedFile, 'badgeId'>[] = [];
    const original = await this.originalFile(tab, entry);
    if (original) files.push({ role: 'original', ...original });
    const picture = this.#held.of(entry.id).picture ?? bytesOfDataAddress(entry.picture ?? '');
    if (picture) files.push({ role: 'picture', ...pictureFile(entry, picture) });
    const evidence = await this.#held.evidence(entry.id);
    try {
      const backpack = await this.#around.openBackpack();
      return await backpack.save({
        badge: {
          ...awardOf(entry),
          ...(entry.claimed.name ? { claimedName: entry.claimed.name } : {}),
          ...(entry.foundAt ? { foundAt: entry.foundAt } : {}),
          ...(report ? { checkedAt: report.checkedAt } : {}),
        },
        files,
        evidence,
        ...(report ? { report } : {}),
      });
    } catch (error) {
      console.error('Laurel could not open the backpack', error);
      return { kind: 'failed', code: 'storage' };
    }
  }

  /**
   * The badge as it was found: the picture's bytes, or its text as a file. Of a text file that it came in no more than
   * that: a wallet's backup has its owner's keys in it, and what is kept is what is shared.
   */
  async originalFile(tab: TabState, entry: TabEntry): Promise<BadgeFile | undefined> {
    const bytes = await this.#originalBytes(tab, entry);
    if (bytes && sniffContainer(bytes) !== 'other') return pictureFile(entry, bytes);
    if (entry.document.form !== 'address') return textFile(entry);
    const evidence = await this.#held.evidence(entry.id);
    const hosted = evidence.find((document) => document.url === entry.report?.subject.id) ?? evidence[0];
    return hosted && jsonFile(entry, hosted.bytes);
  }

  /** The file as it was found; undefined when there never was one or its address no longer answers with it. */
  async #originalBytes(tab: TabState, entry: TabEntry): Promise<Uint8Array | undefined> {
    const held = this.#held.of(entry.id).file;
    if (held) return held;
    switch (entry.source.kind) {
      case 'packaged':
        return this.#around.readPackaged(entry.source.path);
      case 'text':
        return entry.source.media === 'svg' ? new TextEncoder().encode(entry.source.text) : undefined;
      case 'file':
        return undefined;
      case 'address':
        // Baked, so it is a picture that was at that address.
        return entry.document.standard
          ? this.#picture(tab, entry, { url: entry.source.url, sameOrigin: false })
          : undefined;
      case 'picture':
        return this.#picture(tab, entry, entry.source);
    }
  }

  async #picture(
    tab: TabState,
    { document }: TabEntry,
    picture: { url: string; sameOrigin: boolean },
  ): Promise<Uint8Array | undefined> {
    const read = await this.#around.readPicture(tab, picture, true);
    if (read.kind === 'refused') return undefined;
    const documents = await documentsOfFile(read.bytes);
    return documents.some(({ text }) => text === document.text) ? read.bytes : undefined;
  }
}

/** What the backpack knows an award by. */
export function awardOf({ document, report }: TabEntry): AwardSource {
  return {
    documentForm: document.form,
    documentText: document.text,
    answer: answerOfReport(report),
    sealer: report?.sealer ?? { kind: 'none' },
    ...(report?.badge ? { badge: report.badge } : {}),
  };
}
