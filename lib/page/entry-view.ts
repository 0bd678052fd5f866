import type { SavedBadge } from '../backpack';
import { awardOf } from './keeping';
import { ownIdentity } from './own-identity';
import type { PageSurroundings } from './surroundings';
import type { TabEntry, TabState } from './tab-state';
import type { EntryView, ReportView } from './views';

/** What card, popup and panel are told of an entry. */
export async function entryViewOf(
  around: PageSurroundings,
  tab: TabState,
  entry: TabEntry,
): Promise<EntryView> {
  const { saved, own } = await inBackpack(around, entry);
  return {
    id: entry.id,
    state: entry.state,
    claimed: entry.claimed,
    asks: asksOf(entry.report, (host) => around.wantsEverySite(host)),
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

async function inBackpack(
  around: PageSurroundings,
  entry: TabEntry,
): Promise<{ saved?: SavedBadge | undefined; own?: string | undefined }> {
  try {
    const backpack = await around.openBackpack();
    const saved = await backpack.findAward(awardOf(entry));
    return { saved, own: await ownIdentity(entry.report, await backpack.identities()) };
  } catch (error) {
    // The page's badges are worth showing without the backpack; saving says what is wrong with it.
    console.error('Laurel could not look into the backpack', error);
    return {};
  }
}

/** What people call the site: the same whether its machines or its pages are asked. */
function siteOf(url: string): string {
  return new URL(url).host.replace(/^(?:www|api)\./, '');
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
