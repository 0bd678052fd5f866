// Saved badges looked at again without anybody asking: a few at a time, and only whom the person lets Laurel ask.

import type { Notice, SavedBadge, SavedReport } from '../backpack';
import { silentHosts } from '../backpack';
import { isAnswer } from '../backpack/changes';
import type { WatchedBackpack } from '../backpack/watched-backpack';
import { DAY_MS, nextCheck } from '../backpack/watching';
import { reportOnSaved } from './recheck-saved';
import type { PageSurroundings } from './surroundings';

/** One after the other, on one waking: hosts never see a burst. */
const MAX_CHECKS = 5;

export interface WatchSurroundings
  extends Pick<
    PageSurroundings,
    'openBackpack' | 'fetchFor' | 'limitAge' | 'checking' | 'alwaysChecks' | 'comparePictures'
  > {
  openWatched(): Promise<WatchedBackpack>;
  /** Whether the person lets Laurel check saved badges by itself, and there is a network. */
  mayCheck(): Promise<boolean>;
  now(): number;
  /** From 0 to 1. */
  random(): number;
}

/** What is new to the person, and whether anything was written. */
export interface Watched {
  notices: Notice[];
  checked: number;
  /** What ended it early; all that came before is told all the same. */
  failure?: unknown;
}

/** One waking. Safe to be ended at any point: each badge is planned anew before it is checked. */
export async function watchSaved(around: WatchSurroundings): Promise<Watched> {
  const backpack = await around.openWatched();
  try {
    const watched: Watched = { notices: await backpack.tellEnds(around.now()), checked: 0 };
    try {
      if (await around.mayCheck()) await checkDue(backpack, around, watched);
    } catch (failure) {
      watched.failure = failure;
    }
    return watched;
  } finally {
    backpack.close();
  }
}

async function checkDue(
  backpack: WatchedBackpack,
  around: WatchSurroundings,
  watched: Watched,
): Promise<void> {
  await backpack.plan(around.now(), around.random);
  for (const badgeId of await backpack.due(around.now(), MAX_CHECKS)) {
    // Ended from here on, it is tried again in a day or so and not at every waking.
    await backpack.planCheck(badgeId, around.now() + DAY_MS * (1 + around.random()));
    const outcome = await checkOne(badgeId, backpack, around);
    if (outcome.checked) watched.checked += 1;
    if (outcome.notice) watched.notices.push(outcome.notice);
  }
}

async function checkOne(
  badgeId: string,
  backpack: WatchedBackpack,
  around: WatchSurroundings,
): Promise<{ checked: boolean; notice?: Notice }> {
  const saved = await backpack.get(badgeId);
  if (!saved) return { checked: false };
  const reports = await backpack.reports(badgeId);
  const validUntil = saved.badge?.validUntil;
  const plan = (unsettled: boolean) => {
    const [now, chance] = [around.now(), around.random()];
    const end = validUntil === undefined ? {} : { validUntil };
    return backpack.planCheck(badgeId, nextCheck({ now, chance, unsettled, ...end }));
  };
  const checking = await leaveFor(saved, reports, around);
  if (checking === undefined) {
    await plan(false);
    return { checked: false };
  }
  const fetch = around.fetchFor({ purpose: 'document', asked: false, checking, quiet: true });
  const { view, evidence } = await reportOnSaved(around, backpack, saved, fetch);
  // What could not be asked, or not read without a click, says nothing new.
  const spoke = isAnswer(view) ? evidence.length > 0 : silentHosts(view).length > 0;
  const outcome = spoke ? await backpack.addQuietReport(badgeId, view, evidence) : undefined;
  if (outcome?.kind === 'gone') return { checked: true };
  await plan(outcome?.unsettled ?? false);
  return { checked: spoke, ...(outcome?.notice ? { notice: outcome.notice } : {}) };
}

/** How far requests for this badge may go; undefined: nobody may be asked. */
async function leaveFor(
  { sealer }: SavedBadge,
  reports: readonly SavedReport[],
  around: Pick<WatchSurroundings, 'checking' | 'alwaysChecks'>,
): Promise<'automatic' | undefined> {
  const mode = await around.checking();
  if (mode === 'automatic') return mode;
  if (mode === 'offline') return undefined;
  // A host that was silent last proved nothing that day; whose badge it is was proven before.
  const proven =
    sealer.kind === 'none' ? reports.find(({ report }) => report.sealer.kind !== 'none') : undefined;
  // As on pages: once the issuer is known to be one of those, whoever else its badge leads to may be asked as well.
  return (await around.alwaysChecks(proven?.report.sealer ?? sealer)) ? 'automatic' : undefined;
}
