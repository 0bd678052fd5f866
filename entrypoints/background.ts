import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { i18n } from '#i18n';
import { noticeSentence } from '../components/notice-words';
import { answerOf, sealLabel, toneOf } from '../components/sentences';
import { PageBadges } from '../lib/page';
import {
  answerRequests,
  changeSettings,
  createMenus,
  installPrivateNetworkRules,
  onAccessChanged,
  onMenu,
  protectSettings,
  startInOpenTabs,
  syncRegistration,
  tellPages,
} from '../lib/platform';
import {
  followBadges,
  menuHandlers,
  pageSurroundings,
  requestHandlers,
  stopWhereLeaveEnded,
  tabClosed,
  tabUpdated,
  watchOverSaved,
} from '../lib/platform/worker';

// No module: one script that shares nothing with the pages is smaller than parts that carry what either needs, and
// starts without a request for each part.
export default defineBackground({
  main() {
    const show = followBadges(() => badges, { answer: answerOf, label: sealLabel, tone: toneOf });
    const around = pageSurroundings({
      changed: (tabId) => {
        show(tabId);
        void wakeWhileBusy(badges);
      },
      backpackChanged: () => void tellPages({ event: 'backpackChanged' }),
    });
    const badges = new PageBadges(around);

    // Every listener at once: the event that woke the worker is delivered only to those.
    answerRequests(requestHandlers(badges, around));
    onMenu(menuHandlers(badges));
    onAccessChanged(() => void accessChanged(badges));
    browser.tabs.onUpdated.addListener((tabId, change) => void tabUpdated(badges, tabId, change));
    browser.tabs.onRemoved.addListener((tabId) => void tabClosed(badges, around, tabId));
    browser.alarms.onAlarm.addListener(({ name }) => name === RESUME && void badges.resume());
    watchOverSaved(around, {
      title: i18n.t('news.title'),
      sentence: (notice, badge) => noticeSentence(notice, badge?.badge?.name ?? badge?.claimedName),
      many: (count) => i18n.t('news.many', count),
    });
    browser.runtime.onInstalled.addListener(({ reason }) => void installed(reason));

    void protectSettings();
    void installPrivateNetworkRules();
    void syncRegistration();
    void badges.resume();
  },
});

/** The browser may end the worker at any point; the alarm brings it back to finish what it had begun. */
async function wakeWhileBusy(badges: PageBadges): Promise<void> {
  if (badges.busy) await browser.alarms.create(RESUME, { delayInMinutes: 0.5 });
  else await browser.alarms.clear(RESUME);
}

const RESUME = 'resume';

/** Laurel starts and stops in tabs already open; what waited for a grant is checked now. */
async function accessChanged(badges: PageBadges): Promise<void> {
  await syncRegistration();
  await stopWhereLeaveEnded(badges);
  await startInOpenTabs();
  await badges.recheckWaiting();
  await tellPages({ event: 'settingsChanged' });
}

async function installed(reason: string): Promise<void> {
  await createMenus();
  await syncRegistration();
  await startInOpenTabs();
  if (reason === 'install') {
    await changeSettings({});
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  }
}
