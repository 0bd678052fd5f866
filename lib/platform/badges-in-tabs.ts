// Keeps what the person sees in step with what the page room knows: seals, toolbar, open pages of Laurel.
import { browser } from 'wxt/browser';
import type { EntryView, PageBadges, PageView, SealView } from '../page';
import { askPage, type PageAnswer, tellPages } from './messages';
import { injectSeals, isSiteOff } from './page-scripts';
import { hasAccess } from './permissions';
import { type CheckingMode, modeOn, readSettings } from './settings';
import { PRIVATE_GIVEN } from './side-panel';
import { showOnToolbar, type ToolbarState } from './toolbar';

/** What a seal or the toolbar needs to know of an entry, in the words of the interface. */
export interface Wording {
  answer(entry: EntryView): SealView['answer'];
  label(entry: EntryView): string;
  tone(answer: SealView['answer']): 'green' | 'amber' | 'red' | 'slate';
}

/** Changes come in bursts while a page is read; what is shown follows each burst once. */
export function followBadges(badges: () => PageBadges, wording: Wording): (tabId: number) => void {
  const running = new Map<number, 'once' | 'again'>();
  const follow = async (tabId: number): Promise<void> => {
    if (running.has(tabId)) {
      running.set(tabId, 'again');
      return;
    }
    do {
      running.set(tabId, 'once');
      await show(tabId, badges(), wording);
    } while (running.get(tabId) === 'again');
    running.delete(tabId);
  };
  return (tabId) => {
    follow(tabId).catch((error: unknown) => {
      running.delete(tabId);
      console.error('Laurel could not show what it found', error);
    });
  };
}

async function show(tabId: number, badges: PageBadges, wording: Wording): Promise<void> {
  if (tabId >= 0) {
    const placed = await badges.placed(tabId);
    const seals = placed.map(({ keys, entry }) => ({
      keys,
      entryId: entry.id,
      answer: wording.answer(entry),
      label: wording.label(entry),
    }));
    await Promise.all([showSeals(tabId, seals), showCount(tabId, badges, wording)]);
  }
  await tellPages({ event: 'pageChanged', tabId });
}

/** The seals script comes to a page with its first badge, and not before. */
async function showSeals(tabId: number, seals: SealView[]): Promise<void> {
  const answered = await askPage({ tabId }, 'sealsChanged', { seals });
  if (answered !== undefined || seals.length === 0) return;
  if ((await injectSeals(tabId)) === 'injected') await askPage({ tabId }, 'sealsChanged', { seals });
}

async function showCount(tabId: number, badges: PageBadges, wording: Wording): Promise<void> {
  const { entries } = await badges.view(tabId);
  await showOnToolbar(tabId, toolbarState(entries.map(wording.answer), wording));
}

/** The colour is that of the gravest answer on the page. */
function toolbarState(answers: SealView['answer'][], { tone }: Wording): ToolbarState {
  if (answers.length === 0) return { kind: 'quiet' };
  const tones = new Set(answers.map(tone));
  const gravest = (['red', 'amber', 'slate', 'green'] as const).find((one) => tones.has(one)) ?? 'slate';
  return { kind: 'found', count: answers.length, tone: gravest };
}

/**
 * All that the popup shows of a tab. `alive`: what its page script says of itself; one that found nothing never
 * spoke up before.
 */
export async function pageView(
  badges: PageBadges,
  tabId: number,
  alive: PageAnswer<'stillThere'> | undefined,
): Promise<PageView> {
  const [tab, settings] = await Promise.all([tabOf(tabId), readSettings()]);
  const url = (tab?.url && URL.parse(tab.url)) || undefined;
  const known = await badges.view(tabId);
  const view = alive
    ? {
        ...known,
        looked: { ...known.looked, ...alive.looked, done: !alive.busy },
        busy: known.busy || alive.busy,
      }
    : known;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const checking = modeOn(settings, url?.host);
  const isPrivate = tab?.incognito ?? PRIVATE_GIVEN.includes(tabId);
  const base = { tabId, checking, ...view, ...(isPrivate ? { isPrivate } : {}) };
  // Without access to the site the browser hides its address; page scripts that spoke prove that there is one.
  if (!tab || (!isWeb && view.entries.length === 0 && url !== undefined))
    return { ...base, site: 'unsupported' };
  if (!url || !isWeb) return { ...base, site: 'no-access' };
  const host = url.host;
  const own = Object.hasOwn(settings.checkingOn, host) ? { ownChecking: true as const } : {};
  if (isSiteOff(url.href, settings.sitesOff)) return { ...base, ...own, host, site: 'off' };
  return { ...base, ...own, host, site: (await hasAccess(url)) ? 'on' : 'no-access' };
}

/** How Laurel checks on the page that the tab shows. */
export async function modeInTab(tabId: number): Promise<CheckingMode> {
  const [tab, settings] = await Promise.all([tabOf(tabId), readSettings()]);
  return modeOn(settings, URL.parse(tab?.url ?? '')?.host);
}

export async function tabOf(tabId: number) {
  try {
    return await browser.tabs.get(tabId);
  } catch {
    return undefined; // Closed meanwhile.
  }
}

/** Whether a private window is open; the tab that is just being closed does not count. */
export async function isAnyPrivate(except?: number): Promise<boolean> {
  return (await browser.tabs.query({})).some(({ id, incognito }) => incognito && id !== except);
}

/** What the page script of the tab's document says of itself; undefined where none runs. */
export function aliveIn(tabId: number): Promise<PageAnswer<'stillThere'> | undefined> {
  return askPage({ tabId }, 'stillThere', {});
}
