import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Looked } from '../../lib/page/views';
import { requestHosts } from '../../lib/platform';

type Pointed = NonNullable<Looked['at']>;

/** What came of the picture that the person pointed at with the context menu. */
export function PointedAt({ at }: { at: Pointed }) {
  const [problem, setProblem] = useState('');
  if (at.kind !== 'refused') {
    return at.kind === 'none' ? <p class="notice main-notice">{i18n.t('popup.pointedNone')}</p> : null;
  }
  const { host } = at;
  if (at.reason !== 'permission' && at.reason !== 'consent') {
    return <p class="notice main-notice">{i18n.t('popup.pointedRefused', { host })}</p>;
  }
  const allow = async () => {
    // The browser's prompt may close this popup; the worker hears of the leave and looks again.
    setProblem((await requestHosts([host])) ? '' : i18n.t('popup.leaveRefused'));
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
