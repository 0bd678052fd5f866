import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { OwnMark } from '../../components/answer';
import { MoreGiven } from '../../components/page/more-given';
import { NothingShown } from '../../components/page/nothing-shown';
import { Skeleton, WorkerGone } from '../../components/page/page-states';
import { PrivateNotice } from '../../components/page/private-notice';
import { UnreadPictures } from '../../components/page/unread-pictures';
import { useActiveTab, usePage } from '../../components/page/use-page';
import { PersonalMark } from '../../components/personal-mark';
import { summaryOf } from '../../components/sentences';
import type { PageView } from '../../lib/page/views';
import { GIVEN, type GivenTab } from '../../lib/platform';
import { AwardList } from './award-list';
import { awardOf } from './awards';
import { GivenSection } from './given-section';
import { TakeAway } from './take-away';
import { useGiven } from './use-given';
import { useMatches } from './use-matches';

/** Every badge of the page beside it, compared with one person, sortable, to take away. */
export function Panel() {
  const tabId = useActiveTab();
  const { state, refresh } = usePage(tabId, { peek: true });
  const [typed, setTyped] = useState('');
  const [detailed, setDetailed] = useState(false);
  const page = state.kind === 'shown' ? state.page : undefined;
  const entries = useMemo(() => page?.entries ?? [], [page]);
  const givenTab = useGivenTab();
  const own = usePage(givenTab, { peek: true });
  const giving = useGiven(givenTab ?? GIVEN.ordinary);
  const ownPage = own.state.kind === 'shown' ? own.state.page : undefined;
  const given = useMemo(() => ownPage?.entries ?? [], [ownPage]);
  const everything = useMemo(() => [...entries, ...given], [entries, given]);
  const matches = useMatches(everything, typed);
  if (state.kind === 'worker-gone') return <WorkerGone />;
  const awards = entries.map((entry) => awardOf(entry, matches.get(entry.id)));
  const givenAwards = given.map((entry) => awardOf(entry, matches.get(entry.id)));
  return (
    <>
      <header class="panel-head">
        <OwnMark size={24} />
        <PersonalMark />
        <h1 aria-live="polite">{page === undefined ? i18n.t('popup.looking') : titleOf(page)}</h1>
        {page?.host !== undefined && <p class="soft small one-line">{page.host}</p>}
      </header>
      <main aria-busy={page === undefined || page.busy}>
        <WhoseField typed={typed} setTyped={setTyped} />
        {givenTab === GIVEN.private && <PrivateNotice />}
        {page !== undefined && <UnreadPictures page={page} />}
        <MoreGiven more={page?.looked.more} isPrivate={page?.isPrivate ?? false} />
        {page === undefined || (page.entries.length === 0 && page.busy && page.site === 'on') ? (
          <Skeleton />
        ) : page.entries.length === 0 ? (
          <NothingShown page={page} refresh={refresh} />
        ) : (
          <AwardList
            tabId={page.tabId}
            label={i18n.t('popup.list')}
            awards={awards}
            compared={typed.trim() !== ''}
            detailed={detailed}
          />
        )}
        {givenTab !== undefined && (
          <GivenSection
            tabId={givenTab}
            giving={giving}
            awards={givenAwards}
            more={ownPage?.looked.more}
            compared={typed.trim() !== ''}
            detailed={detailed}
          />
        )}
        {awards.length + givenAwards.length > 0 && (
          <TakeAway
            awards={[...awards, ...givenAwards]}
            host={page?.host}
            typed={typed.trim()}
            setDetailed={setDetailed}
          />
        )}
      </main>
    </>
  );
}

/** Where what the person gives is kept: apart for windows that keep nothing. */
function useGivenTab(): GivenTab | undefined {
  const [tab, setTab] = useState<GivenTab>();
  useEffect(() => {
    void browser.windows
      .getCurrent()
      .then(({ incognito }) => setTab(incognito ? GIVEN.private : GIVEN.ordinary));
  }, []);
  return tab;
}

function titleOf(page: PageView): string {
  if (page.entries.length > 0) return summaryOf(page.entries);
  if (page.site === 'on') return page.busy ? i18n.t('popup.looking') : summaryOf([]);
  return i18n.t(
    page.site === 'off'
      ? 'popup.offTitle'
      : page.site === 'no-access'
        ? 'popup.noAccessTitle'
        : 'popup.unsupportedTitle',
  );
}

function WhoseField({ typed, setTyped }: { typed: string; setTyped(typed: string): void }) {
  return (
    <search class="whose">
      <label for="whose">{i18n.t('sidepanel.whose')}</label>
      <input
        id="whose"
        type="search"
        value={typed}
        autocomplete="off"
        spellcheck={false}
        aria-describedby="whose-hint"
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p id="whose-hint" class="soft small">
        {i18n.t('sidepanel.whoseHint')}
      </p>
    </search>
  );
}
