import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PageView } from '../../lib/page/views';
import { ask, requestHosts } from '../../lib/platform';
import { wordsLocale } from '../dates';
import './page.css';

/** Pictures that the page took from other hosts, which the browser does not let Laurel read yet. */
export function UnreadPictures({ page }: { page: PageView }) {
  const [problem, setProblem] = useState('');
  const hosts = page.looked.unread ?? [];
  if (hosts.length === 0) return null;
  const host = new Intl.ListFormat(wordsLocale()).format(hosts);
  const allow = async () => {
    if (!(await requestHosts(hosts))) return setProblem(i18n.t('popup.leaveRefused'));
    await ask('scanTab', { tabId: page.tabId });
  };
  return (
    <div class="notice main-notice">
      <p>{i18n.t('popup.unread', { host })}</p>
      <button type="button" onClick={() => void allow()}>
        {i18n.t('popup.allowHost', { host })}
      </button>
      <p class="problem" role="status">
        {problem}
      </p>
    </div>
  );
}
