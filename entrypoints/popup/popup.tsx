import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { MoreGiven } from '../../components/page/more-given';
import { NothingShown } from '../../components/page/nothing-shown';
import { Skeleton, WorkerGone } from '../../components/page/page-states';
import { PrivateNotice } from '../../components/page/private-notice';
import { UnreadPictures } from '../../components/page/unread-pictures';
import { usePage, useTabUnder } from '../../components/page/use-page';
import { summaryOf } from '../../components/sentences';
import type { PageView } from '../../lib/page/views';
import { BadgeList } from './badge-list';
import { PageFoot } from './page-foot';
import { PageHead } from './page-head';
import { PointedAt } from './pointed-at';

export function Popup() {
  const { state, refresh } = usePage(useTabUnder());
  const [focus, setFocus] = useState<PageView['focus']>();
  const page = state.kind === 'shown' ? state.page : undefined;
  // Where a card or the menu sent the person: the worker tells it once.
  const told = page?.focus;
  useEffect(() => {
    if (told !== undefined) setFocus(told);
  }, [told]);
  const [arrived, setArrived] = useState<string>();
  const added = ([first, ...others]: readonly string[]) => {
    if (first === undefined) return;
    setArrived(first);
    setFocus(others.length > 0 ? undefined : { entryId: first, what: 'details' });
    refresh();
  };
  if (state.kind === 'worker-gone') return <WorkerGone />;
  return (
    <>
      <PageHead title={page === undefined ? i18n.t('popup.looking') : titleOf(page)} page={page} />
      <main aria-busy={page === undefined || page.busy}>
        {page?.looked.at !== undefined && <PointedAt at={page.looked.at} page={page} added={added} />}
        {page?.isPrivate && <PrivateNotice />}
        {page !== undefined && <UnreadPictures page={page} />}
        <MoreGiven more={page?.looked.more} isPrivate={page?.isPrivate ?? false} />
        {page === undefined ? (
          <Skeleton />
        ) : page.entries.length === 0 ? (
          page.busy && page.site === 'on' ? (
            <Skeleton />
          ) : (
            <NothingShown page={page} refresh={refresh} />
          )
        ) : (
          <BadgeList page={page} focus={focus} setFocus={setFocus} arrived={arrived} />
        )}
      </main>
      <PageFoot page={page} added={added} />
    </>
  );
}

/** The summary sentence; where nothing was found, why. */
function titleOf(page: PageView): string {
  if (page.entries.length > 0) return summaryOf(page.entries);
  if (page.site === 'on') return page.busy ? i18n.t('popup.looking') : summaryOf([]);
  return i18n.t(TITLES[page.site]);
}

const TITLES = {
  off: 'popup.offTitle',
  'no-access': 'popup.noAccessTitle',
  unsupported: 'popup.unsupportedTitle',
} as const;
