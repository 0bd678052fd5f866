import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PageView } from '../../lib/page/views';
import { ask, requestEverySite, requestHosts } from '../../lib/platform';
import { OwnMark } from '../answer';
import { wordsLocale } from '../dates';
import './page.css';

/** No badge to list: why, what was looked at, and what else can be done. */
export function NothingShown({ page, refresh }: { page: PageView; refresh(): void }) {
  switch (page.site) {
    case 'on':
      return <NothingFound page={page} />;
    case 'off':
      return <SwitchedOff host={page.host ?? ''} />;
    case 'no-access':
      return <NoAccess page={page} refresh={refresh} />;
    case 'unsupported':
      return (
        <div class="nothing">
          <p>{i18n.t('popup.unsupported')}</p>
        </div>
      );
  }
}

function NothingFound({ page }: { page: PageView }) {
  return (
    <div class="nothing">
      <p>{lookedSentence(page.looked)}</p>
      <button type="button" onClick={() => void ask('scanTab', { tabId: page.tabId })}>
        {i18n.t('popup.lookAgain')}
      </button>
      <h2 class="small soft">{i18n.t('popup.whatElse')}</h2>
      <ul class="what-else">
        <li>{i18n.t('popup.elsePaste')}</li>
        <li>{i18n.t('popup.elseFile')}</li>
        <li>{i18n.t('popup.elseStripped')}</li>
      </ul>
    </div>
  );
}

function lookedSentence({ pictures, links }: PageView['looked']): string {
  const seen = [
    ...(pictures > 0 ? [i18n.t('popup.pictures', pictures)] : []),
    ...(links > 0 ? [i18n.t('popup.links', links)] : []),
  ];
  if (seen.length === 0) return i18n.t('popup.lookedAtNothing');
  return i18n.t('popup.looked', { things: new Intl.ListFormat(wordsLocale()).format(seen) });
}

function SwitchedOff({ host }: { host: string }) {
  return (
    <div class="nothing">
      <p>{i18n.t('popup.off', { host })}</p>
      <button type="button" class="primary" onClick={() => void ask('setSite', { host, on: true })}>
        {i18n.t('popup.switchOn')}
      </button>
    </div>
  );
}

function NoAccess({ page, refresh }: { page: PageView; refresh(): void }) {
  const [problem, setProblem] = useState('');
  const { host } = page;

  const look = async () => {
    const answer = await ask('scanTab', { tabId: page.tabId });
    setProblem(answer.kind === 'refused' ? i18n.t('popup.scanRefused') : '');
    refresh();
  };
  const allow = async (granted: Promise<boolean>) => {
    if (!(await granted)) return setProblem(i18n.t('popup.notGranted'));
    setProblem('');
    refresh();
  };

  return (
    <div class="nothing">
      <OwnMark size={48} />
      <p>{i18n.t('popup.noAccess')}</p>
      <div class="stacked-choices">
        <button type="button" class="primary" onClick={() => void look()}>
          {i18n.t('popup.lookOnce')}
        </button>
        {host !== undefined && !page.isPrivate && (
          <button type="button" onClick={() => void allow(requestHosts([host]))}>
            {i18n.t('popup.allowSite', { host })}
          </button>
        )}
        <button type="button" onClick={() => void allow(requestEverySite())}>
          {i18n.t('popup.allowEverySite')}
        </button>
      </div>
      <p role="status" class="problem">
        {problem}
      </p>
    </div>
  );
}
