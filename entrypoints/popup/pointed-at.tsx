import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Looked } from '../../lib/page/views';
import { ask, requestHosts } from '../../lib/platform';

type Pointed = NonNullable<Looked['at']>;

/** What came of the picture that the person pointed at with the context menu. */
export function PointedAt({ tabId, at }: { tabId: number; at: Pointed }) {
  const [problem, setProblem] = useState('');
  if (at.kind !== 'refused') {
    return at.kind === 'none' ? <p class="notice main-notice">{i18n.t('popup.pointedNone')}</p> : null;
  }
  const { host, url } = at;
  if (at.reason !== 'permission' && at.reason !== 'consent') {
    return <p class="notice main-notice">{i18n.t('popup.pointedRefused', { host })}</p>;
  }
  const allow = async () => {
    if (!(await requestHosts([host]))) return setProblem(i18n.t('popup.leaveRefused'));
    const answer = await ask('addText', { tabId, text: url });
    setProblem('problem' in answer ? i18n.t('popup.pointedNone') : '');
  };
  return (
    <div class="notice main-notice">
      <p>{i18n.t('popup.pointedLeave', { host })}</p>
      <button type="button" class="primary" onClick={() => void allow()}>
        {i18n.t('popup.allowHost', { host })}
      </button>
      <p class="problem" role="status">
        {problem}
      </p>
    </div>
  );
}
