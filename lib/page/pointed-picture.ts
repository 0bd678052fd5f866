import { documentsOfFile } from './documents';
import type { Entering } from './entering';
import { inParallel } from './in-parallel';
import type { PageSurroundings } from './surroundings';
import type { EntrySource, TabState } from './tab-state';
import type { Tabs } from './tabs';
import type { AlikeBadge, PointedPicture } from './views';

/** Saved badges whose pictures a stripped one is held against. */
const MAX_COMPARED = 200;

/** One picture that the person pointed at, whatever the detector thought of it. */
export class PointedPictures {
  readonly #around: PageSurroundings;
  readonly #tabs: Tabs;
  readonly #entering: Entering;

  constructor(around: PageSurroundings, tabs: Tabs, entering: Entering) {
    this.#around = around;
    this.#tabs = tabs;
    this.#entering = entering;
  }

  /** What came of it is told as `looked.at`. */
  async look(tab: TabState, { url, sameOrigin, link }: PointedPicture): Promise<void> {
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
    const [entryId] = (await this.#entering.enterAsked(tab, given, read.bytes)).map(({ id }) => id);
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
}
