// What each request makes the worker do: the rows of the message table, wired to the rooms.
import { browser } from 'wxt/browser';
import { fromBase64, toBase64 } from '../formats/base64';
import { FetchRefused } from '../net';
import {
  type PageBadges,
  type PageSurroundings,
  type PageView,
  recheckSaved,
  refreshSaved,
  type TabOrigin,
} from '../page';
import { aliveIn, isAnyPrivate, pageView, tabOf } from './badges-in-tabs';
import type { MenuPlace } from './menus';
import { askPage, type ReadAddress, type RequestHandlers, type RequestSender, tellPages } from './messages';
import { injectDetector, startInOpenTabs, syncRegistration } from './page-scripts';
import type { WorkerSurroundings } from './page-surroundings';
import { changeSettings, withMode } from './settings';
import { openSidePanel, type PanelPlace, PRIVATE_GIVEN } from './side-panel';

const SAMPLE = '/sample/laurel-sample-badge.png';
const POPUP = '/popup.html';

export function requestHandlers(badges: PageBadges, around: PageSurroundings): RequestHandlers {
  return {
    // Page scripts: about their own tab only.
    candidatesFound: async (found, sender) => {
      const tab = await tabOf(tabIdOf(sender));
      const origin = {
        tabId: tabIdOf(sender),
        url: sender.url,
        incognito: tab?.incognito ?? sender.incognito,
      };
      await badges.candidatesFound(origin, found);
    },
    candidatesGone: ({ document, keys }, sender) => badges.candidatesGone(tabIdOf(sender), document, keys),
    openCard: async ({ key }, sender) => {
      const token = await badges.openCard(tabIdOf(sender), key);
      return token === undefined ? undefined : { token };
    },

    // The card: about the entry that its token stands for.
    getCard: async ({ token }, sender) => {
      const entryId = await badges.entryOfCard(tabIdOf(sender), token);
      const entry = entryId === undefined ? undefined : await badges.entryView(tabIdOf(sender), entryId);
      if (!entry) return undefined;
      const mark = await markOf(around);
      return { entry, ...(mark === undefined ? {} : { mark }) };
    },
    checkFromCard: ({ token }, sender) =>
      withCard(badges, token, sender, (tabId, entryId) => badges.check(tabId, entryId)),
    saveFromCard: async ({ token, seen }, sender) => {
      const tabId = tabIdOf(sender);
      const entryId = await badges.entryOfCard(tabId, token);
      if (entryId === undefined) return { kind: 'failed', code: 'unreadable' };
      if (seen) return badges.save(tabId, entryId);
      await openPopupOn(badges, tabId, { entryId, what: 'save' });
      return { kind: 'opened-popup' };
    },
    undoSaveFromCard: ({ token }, sender) =>
      withCard(badges, token, sender, async (tabId, entryId) => {
        const saved = (await badges.entryView(tabId, entryId))?.saved;
        if (saved) await badges.undoSave(saved.badgeId);
      }),
    openFromCard: ({ token, what }, sender) =>
      withCard(badges, token, sender, (tabId, entryId) => openPopupOn(badges, tabId, { entryId, what })),

    // Laurel's pages.
    getPage: async ({ tabId, peek }) => {
      const alive = await aliveIn(tabId);
      await badges.documentIs(tabId, alive?.document);
      const view = await pageView(badges, tabId, alive);
      if (!view.focus) return view;
      if (!peek) {
        await badges.focus(tabId, undefined);
        return view;
      }
      const { focus: _forThePopup, ...rest } = view;
      return rest;
    },
    scanTab: async ({ tabId }) => {
      if ((await injectDetector(tabId)) === 'refused') return { kind: 'refused' };
      await askPage({ tabId }, 'scanAgain', {});
      return { kind: 'scanning' };
    },
    checkNow: ({ tabId, entryId }) => badges.check(tabId, entryId),
    saveBadge: ({ tabId, entryId }) => badges.save(tabId, entryId),
    undoSave: ({ badgeId }) => badges.undoSave(badgeId),
    getFile: async ({ tabId, entryId }) => {
      const file = await badges.file(tabId, entryId);
      return file && { name: file.name, mediaType: file.mediaType, base64: toBase64(file.bytes) };
    },
    getProof: async ({ tabId, entryId }) => {
      const proof = await badges.proof(tabId, entryId);
      return (
        proof && {
          ...proof,
          evidence: proof.evidence.map(({ bytes, ...kept }) => ({ ...kept, base64: toBase64(bytes) })),
        }
      );
    },
    addText: async ({ tabId, text }) => badges.addText(await originOf(tabId), text),
    readAddress: ({ url, accept }, { incognito }) =>
      readAddress(around, { url, accept, isPrivate: incognito }),
    addFile: async ({ tabId, name, base64 }) =>
      badges.addFile(await originOf(tabId), { name, bytes: fromBase64(base64) }),
    forgetGiven: ({ tabId }) => badges.forget(tabId),
    getSample: async () => {
      const entry = await badges.sample(SAMPLE);
      if (!entry) throw new Error('The sample badge that ships with Laurel can not be read');
      return { entry };
    },
    setChecking: async (choice) => {
      await changeSettings((settings) => withMode(settings, choice));
      await tellPages({ event: 'settingsChanged' });
      await badges.recheckWaiting();
    },
    setSite: async ({ host, on }) => {
      await changeSettings(({ sitesOff }) => ({
        sitesOff: on ? sitesOff.filter((off) => off !== host) : [...new Set([...sitesOff, host])],
      }));
      await syncRegistration();
      if (on) await startInOpenTabs();
      else await stopOn(badges, host);
      await tellPages({ event: 'settingsChanged' });
    },
    refreshSaved: async ({ badgeId }) => {
      const outcome = await refreshSaved(around, badgeId);
      await tellPages({ event: 'backpackChanged' });
      return outcome;
    },
    recheckSaved: async ({ badgeId }) => {
      const outcome = await recheckSaved(around, badgeId);
      await tellPages({ event: 'backpackChanged' });
      return { kind: outcome === 'checked' ? 'checked' : 'failed' };
    },
  };
}

/** The context menu: whatever comes of it is shown in the popup, opened on the badge. */
export function menuHandlers(badges: PageBadges) {
  return {
    checkPicture: (place: MenuPlace) => void lookAtPicture(badges, place).catch(reportFailure),
    checkLink: (place: MenuPlace) => void lookAtLink(badges, place).catch(reportFailure),
    openPanel: (place: PanelPlace) => void openSidePanel(place).catch(reportFailure),
  };
}

async function lookAtPicture(badges: PageBadges, { tabId, url, link }: MenuPlace): Promise<void> {
  // The popup opens first: browsers allow it only straight after the click.
  const opened = openPopup(tabId);
  const tab = await tabOf(tabId);
  await injectDetector(tabId);
  const sameOrigin =
    tab?.url !== undefined && URL.canParse(url) && new URL(url).origin === new URL(tab.url).origin;
  const origin = { tabId, url: tab?.url ?? '', incognito: tab?.incognito ?? false };
  await badges.lookAt(origin, { url, sameOrigin, ...(link ? { link } : {}) });
  await opened;
}

async function lookAtLink(badges: PageBadges, { tabId, url }: MenuPlace): Promise<void> {
  const opened = openPopup(tabId);
  const added = await badges.addText(await originOf(tabId), url);
  const [entryId, ...others] = 'entryIds' in added ? added.entryIds : [];
  if (entryId !== undefined && others.length === 0) await badges.focus(tabId, { entryId, what: 'details' });
  await opened;
}

/** A tab that loads something new keeps no badges of what was there before. */
export async function tabUpdated(
  badges: PageBadges,
  tabId: number,
  change: { status?: string },
): Promise<void> {
  if (change.status === 'loading') await badges.forgetAdded(tabId);
  if (change.status !== undefined) await badges.documentIs(tabId, (await aliveIn(tabId))?.document);
}

/** What belonged to private windows ends with the last of them. */
export async function tabClosed(
  badges: PageBadges,
  around: Pick<WorkerSurroundings, 'forgetPrivate'>,
  tabId: number,
): Promise<void> {
  await badges.forget(tabId);
  if (await isAnyPrivate(tabId)) return;
  around.forgetPrivate();
  for (const given of PRIVATE_GIVEN) await badges.forget(given);
}

async function openPopupOn(
  badges: PageBadges,
  tabId: number,
  focus: NonNullable<PageView['focus']>,
): Promise<void> {
  await badges.focus(tabId, focus);
  await openPopup(tabId);
}

/** The toolbar's own popup where the browser opens it; else the same page in a tab. */
async function openPopup(tabId: number): Promise<void> {
  const tab = await tabOf(tabId);
  try {
    await browser.action.openPopup(tab?.windowId === undefined ? {} : { windowId: tab.windowId });
  } catch {
    // No window has the focus, or this browser wants a click of its own for it.
    await browser.tabs.create({ url: browser.runtime.getURL(`${POPUP}?tab=${tabId}` as '/popup.html') });
  }
}

async function stopOn(badges: PageBadges, host: string): Promise<void> {
  for (const tab of await browser.tabs.query({})) {
    if (tab.id === undefined || !tab.url || !URL.canParse(tab.url) || new URL(tab.url).host !== host)
      continue;
    await stopInTab(badges, tab.id);
  }
}

/**
 * After a leave was taken back. The browser hides the address of tabs that Laurel may not look at; those where
 * the person clicked its button keep theirs and stay as they are.
 */
export async function stopWhereLeaveEnded(badges: PageBadges): Promise<void> {
  for (const tab of await browser.tabs.query({})) {
    if (tab.id !== undefined && tab.url === undefined) await stopInTab(badges, tab.id);
  }
}

async function stopInTab(badges: PageBadges, tabId: number): Promise<void> {
  await askPage({ tabId }, 'stop', {});
  await badges.forget(tabId);
}

/** The sign that a card is Laurel's; a backpack that can not be opened has none. */
async function markOf(around: PageSurroundings): Promise<string | undefined> {
  try {
    return (await (await around.openBackpack()).mark())?.value;
  } catch (error) {
    console.error('Laurel could not read the personal mark', error);
    return undefined;
  }
}

async function withCard(
  badges: PageBadges,
  token: string,
  sender: RequestSender,
  act: (tabId: number, entryId: string) => Promise<void>,
): Promise<void> {
  const tabId = tabIdOf(sender);
  const entryId = await badges.entryOfCard(tabId, token);
  if (entryId !== undefined) await act(tabId, entryId);
}

/** By the click that gave the address. */
async function readAddress(
  around: PageSurroundings,
  { url, accept, isPrivate }: { url: string; accept: string; isPrivate: boolean },
): Promise<ReadAddress> {
  const checking = await around.checking();
  try {
    const response = await around.fetchFor({ purpose: 'document', asked: true, checking, isPrivate })(url, {
      headers: { accept },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { url: response.url, status: response.status, base64: toBase64(bytes) };
  } catch (error) {
    if (error instanceof FetchRefused) return { refused: error.reason, host: error.host };
    throw error;
  }
}

/** Where something is added: a tab, or the panel itself. */
async function originOf(tabId: number): Promise<TabOrigin> {
  const tab = await tabOf(tabId);
  return { tabId, url: tab?.url ?? '', incognito: tab?.incognito ?? PRIVATE_GIVEN.includes(tabId) };
}

function tabIdOf(sender: RequestSender): number {
  if (sender.tabId === undefined) throw new Error('A page script or card without a tab');
  return sender.tabId;
}

function reportFailure(error: unknown): void {
  console.error('Laurel could not look at what was pointed at', error);
}
