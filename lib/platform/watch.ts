// The watch over saved badges in the worker: what wakes it, and how its news reaches the person.
import { browser } from 'wxt/browser';
import { type Notice, openBackpack, type SavedBadge } from '../backpack';
import { openWatchedBackpack } from '../backpack/watched-backpack';
import { type PageSurroundings, watchSaved } from '../page';
import { mayNotify } from './permissions';
import { isWatching, readSettings } from './settings';

const ALARM = 'watch';
const MINUTE_MS = 60_000;
/** The longest pause between two wakings. An alarm further off was set by a clock that ran ahead. */
const LONGEST_MINUTES = 40;
/** More news than this of one waking are one notification. */
const MAX_NOTIFICATIONS = 3;

/** In the interface's words. */
export interface NoticeWording {
  sentence(notice: Notice, badge: Pick<SavedBadge, 'badge' | 'claimedName'> | undefined): string;
  many(count: number): string;
  title: string;
}

/** In the worker, before anything is awaited. */
export function watchOverSaved(around: PageSurroundings, words: NoticeWording): void {
  let waking = false;
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== ALARM || waking) return;
    waking = true;
    void wake(around, words)
      .catch((error: unknown) => console.error('Laurel could not look after the saved badges', error))
      .finally(() => {
        waking = false;
      });
  });
  // Firefox forgets alarms with the session: being started is all that this is for.
  browser.runtime.onStartup.addListener(() => undefined);
  void keepAlarm();
  listenToClicks();
  browser.permissions.onAdded.addListener(listenToClicks);
}

/** Whatever happened to the alarm or the clock, there is one within the next pause. */
async function keepAlarm(): Promise<void> {
  const alarm = await browser.alarms.get(ALARM);
  if (alarm && alarm.scheduledTime <= Date.now() + LONGEST_MINUTES * MINUTE_MS) return;
  await setAlarm();
}

function setAlarm(): Promise<void> {
  return browser.alarms.create(ALARM, { delayInMinutes: (LONGEST_MINUTES * (1 + Math.random())) / 2 });
}

async function wake(around: PageSurroundings, words: NoticeWording): Promise<void> {
  // First, so that a worker that is ended meanwhile is woken again.
  await setAlarm();
  const { notices, checked, failure } = await watchSaved({
    ...around,
    openWatched: () => openWatchedBackpack(),
    mayCheck: async () => isWatching(await readSettings()) && navigator.onLine,
    now: Date.now,
    random: Math.random,
  });
  if (notices.length > 0 || checked > 0) around.backpackChanged();
  const wanted = notices.length > 0 && (await readSettings()).notifying && (await mayNotify());
  if (wanted) await notify(notices, words);
  if (failure !== undefined) throw failure;
}

async function notify(notices: readonly Notice[], words: NoticeWording): Promise<void> {
  if (notices.length > MAX_NOTIFICATIONS) return show('', words.title, words.many(notices.length));
  const backpack = await openBackpack();
  try {
    for (const notice of notices) {
      await show(notice.badgeId, words.title, words.sentence(notice, await backpack.get(notice.badgeId)));
    }
  } finally {
    backpack.close();
  }
}

/** One for each badge: its newest takes the place of the one before. */
async function show(badgeId: string, title: string, message: string): Promise<void> {
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  await browser.notifications.create(NAME + badgeId, { type: 'basic', iconUrl, title, message });
}

const NAME = 'laurel:';

/** The API is there only with the permission. The same listener twice is one. */
function listenToClicks(): void {
  const notifications = browser.notifications as typeof browser.notifications | undefined;
  notifications?.onClicked.addListener(openBadge);
}

function openBadge(id: string): void {
  if (!id.startsWith(NAME)) return;
  const badgeId = id.slice(NAME.length);
  const query = badgeId === '' ? '' : `?badge=${encodeURIComponent(badgeId)}`;
  void browser.tabs.create({ url: `${browser.runtime.getURL('/backpack.html')}${query}` });
  void browser.notifications.clear(id);
}
