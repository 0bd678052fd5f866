import { awardOfPage } from '../detect';
import { type BadgeDocument, type Check, extract, type Report, verify } from '../verify';
import { declaredPicture } from './declared-picture';
import type { HeldBytes } from './held-bytes';
import { inParallel } from './in-parallel';
import { declaresPicture, pictureCheck } from './picture-check';
import { reportView } from './report-view';
import type { FetchUse, PageSurroundings } from './surroundings';
import type { EntrySource, TabEntry, TabState } from './tab-state';
import type { Tabs } from './tabs';
import { thumbnailOf } from './thumbnail';
import { verifyEnvironment } from './verify-environment';

/**
 * Enters the badges that were beside the one of an entry, when what is at its address was read. Resolves to those that
 * are to be checked.
 */
type Beside = (tab: TabState, entry: TabEntry, others: BadgeDocument[]) => Promise<TabEntry[]>;

/** From an entry of a tab to its report. */
export class Checking {
  readonly #around: PageSurroundings;
  readonly #tabs: Tabs;
  readonly #held: HeldBytes;
  readonly #beside: Beside;

  constructor(around: PageSurroundings, tabs: Tabs, held: HeldBytes, beside: Beside) {
    this.#around = around;
    this.#tabs = tabs;
    this.#held = held;
    this.#beside = beside;
  }

  /** Gives the entry its report. Never rejects for what a badge or a network does. */
  async check(tab: TabState, entry: TabEntry): Promise<void> {
    entry.state = 'checking';
    await this.#tabs.touch(tab);
    const checking = await this.#around.checking(tab.tabId);
    let use: Omit<FetchUse, 'purpose'> = { asked: entry.asked, checking, isPrivate: tab.incognito };
    // People's pages are read on a click alone: the standing choices are about issuers and their badges.
    if (isPage(entry)) use = { ...use, checking: withoutAutomatic(use.checking), onlyOnClick: true };
    const fetch = this.#around.fetchFor({ ...use, purpose: 'document' });
    if (entry.asked) await this.#lookBehindPage(entry, fetch);
    let { report, others } = await this.#verify(entry, fetch);
    const waits = use.checking === 'ask' && !isPage(entry) && report.needs.length > 0;
    if (waits && (await this.#around.alwaysChecks(report.sealer))) {
      // The issuer is proven by now; whoever else its badge leads to may be asked as well.
      use = { ...use, checking: 'automatic' };
      ({ report, others } = await this.#verify(
        entry,
        this.#around.fetchFor({ ...use, purpose: 'document' }),
      ));
    }
    entry.report = reportView(report);
    await this.#held.holdEvidence(entry.id, report.evidence);
    const ask = this.#around.fetchFor({ ...use, purpose: 'picture' });
    const picture = await declaredPicture(report.badge?.image, ask);
    if (picture) {
      this.#held.hold(entry.id, { picture });
      const small = await thumbnailOf(picture);
      if (small) entry.picture = small;
    }
    const seen = await this.#comparePicture(tab, entry, { report, picture, ask });
    if (seen) entry.report = { ...entry.report, checks: [...entry.report.checks, seen] };
    // Entered before this one is said to be checked: a worker that takes over looks only at what is not.
    const beside = others.length > 0 ? await this.#beside(tab, entry, others) : [];
    entry.state = 'checked';
    await this.#tabs.touch(tab);
    if (beside.length > 0) await this.checkAll(tab, beside);
  }

  /** Checks them, a few at a time, as work on the tab. */
  checkAll(tab: TabState, entries: readonly TabEntry[]): Promise<void> {
    return this.#tabs.work(tab, () => inParallel(entries, (entry) => this.check(tab, entry)));
  }

  /** A page about an award, or a short link to one: the entry goes on as the award itself where that is named there. */
  async #lookBehindPage(entry: TabEntry, fetch: typeof globalThis.fetch): Promise<void> {
    if (!isPage(entry) || entry.source.kind !== 'address') return;
    try {
      const response = await fetch(entry.source.url, {
        headers: { accept: 'application/json,text/html;q=0.9,*/*;q=0.5' },
      });
      const award = response.ok ? awardOfPage(response.url, await response.text()) : undefined;
      if (!award) return;
      const { shown } = entry.source;
      entry.source = { kind: 'address', url: award.url, ...(shown ? { shown } : {}) };
      entry.document = { form: 'address', text: award.url };
    } catch {
      // Refused or unreachable: the check that follows meets the same and says so.
    }
  }

  async #verify(
    entry: TabEntry,
    fetch: typeof globalThis.fetch,
  ): Promise<{ report: Report; others: BadgeDocument[] }> {
    let others: BadgeDocument[] = [];
    try {
      // A link may lead to any form of badge: what it answers with decides.
      const environment = await verifyEnvironment(this.#around, fetch);
      if (entry.source.kind === 'address') {
        const { url } = entry.source;
        const [found, ...more] = (await extract({ kind: 'url', url }, environment)).documents;
        others = more;
        // What is kept is the badge, not the address of a file that may change or go.
        if (found && found.text !== url) entry.document = found;
      }
      return { report: await verify(entry.document, environment), others };
    } catch (error) {
      // A defect of ours must neither hang the seal nor look like a fault of the badge.
      console.error('Laurel could not finish a check', error);
      return { report: failedReport(), others };
    }
  }

  /** Whether the picture on the page is one that the credential declares. */
  async #comparePicture(
    tab: TabState,
    entry: TabEntry,
    found: { report: Report; picture: Uint8Array | undefined; ask: typeof globalThis.fetch },
  ): Promise<Check | undefined> {
    const { report, picture, ask } = found;
    if (!declaresPicture(report)) return undefined;
    const shown = await this.#shownPicture(tab, entry);
    const declared = picture ? [picture] : [];
    const compare = (more: Uint8Array[]) =>
      pictureCheck(report, { shown, declared: [...declared, ...more] }, this.#around.comparePictures);
    const check = await compare([]);
    if (check?.outcome === 'passed' || report.badge?.awardImage === undefined) return check;
    // Some issuers make a picture for each award and declare it beside the one that all share.
    const own = await declaredPicture(report.badge.awardImage, ask);
    return own ? compare([own]) : check;
  }

  /** What the page shows; undefined for badges that came as text or as a link. */
  async #shownPicture(tab: TabState, entry: TabEntry): Promise<Uint8Array | undefined> {
    const held = this.#held.of(entry.id).file;
    if (held) return held;
    if (entry.source.kind === 'text' && entry.source.media === 'svg') {
      return new TextEncoder().encode(entry.source.text);
    }
    const picture = pictureOf(entry.source);
    if (picture === undefined) return undefined;
    const read = await this.#around.readPicture(tab, picture, entry.asked);
    return read.kind === 'bytes' ? read.bytes : undefined;
  }
}

/** The picture that stands for the badge on the page: itself, or the one inside the link to it. */
function pictureOf(source: EntrySource): { url: string; sameOrigin: boolean } | undefined {
  if (source.kind === 'picture') return source;
  if (source.kind !== 'address' || source.shown === undefined) return undefined;
  return { url: source.shown, sameOrigin: true };
}

function withoutAutomatic(checking: FetchUse['checking']): FetchUse['checking'] {
  return checking === 'automatic' ? 'ask' : checking;
}

function isPage({ source }: TabEntry): boolean {
  return source.kind === 'address' && source.page !== undefined;
}

function failedReport(): Report {
  return {
    verdict: 'could-not-check',
    subject: { kind: 'badge' },
    sealer: { kind: 'none' },
    checks: [{ id: 'laurel', outcome: 'unknown', code: 'laurel-failed' }],
    needs: [],
    recipient: { outcome: 'not-asked' },
    parts: [],
    endorsements: [],
    evidence: [],
    checkedAt: new Date().toISOString(),
  };
}
