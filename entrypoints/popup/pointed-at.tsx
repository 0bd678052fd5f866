import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Looked, PageView } from '../../lib/page/views';
import { ask, requestHosts } from '../../lib/platform';
import { NOT_ADDED } from './add-form';

type Pointed = NonNullable<Looked['at']>;

/** What came of the picture that the person pointed at with the context menu. */
export function PointedAt({ at, page, added }: PointedAtProps) {
  switch (at.kind) {
    case 'found':
      return null;
    case 'none':
      return <Stripped at={at} page={page} added={added} />;
    case 'refused':
      return <Refused at={at} />;
  }
}

interface PointedAtProps {
  at: Pointed;
  page: PageView;
  /** Entries were made of what it led to. */
  added(entryIds: string[]): void;
}

/** No badge in it, most often because a site shrank it: the ways that are left. */
function Stripped({ at, page, added }: PointedAtProps & { at: Extract<Pointed, { kind: 'none' }> }) {
  const [told, setTold] = useState('');
  const { alike } = at;
  const link = at.link === undefined ? null : URL.parse(at.link);

  const follow = async (url: string) => {
    const answer = await ask('addText', { tabId: page.tabId, text: url });
    if ('entryIds' in answer) added(answer.entryIds);
    else setTold(i18n.t(NOT_ADDED[answer.problem]));
  };
  const copy = async () => {
    const place = page.host ?? i18n.t('popup.pointedThere');
    await navigator.clipboard.writeText(i18n.t('popup.pointedAskText', { place }));
    setTold(i18n.t('popup.pointedAsked'));
  };
  const act = (action: () => Promise<void>) => () => {
    action().catch(() => setTold(i18n.t('popup.pointedFailed')));
  };

  return (
    <div class="notice main-notice">
      <p>{i18n.t('popup.pointedNone')}</p>
      {alike !== undefined && (
        <p>
          {i18n.t('popup.pointedAlike')} <bdi class="theirs">{alike.name ?? i18n.t('words.unnamed')}</bdi>.{' '}
          <a
            href={`/backpack.html?badge=${encodeURIComponent(alike.badgeId)}`}
            target="_blank"
            rel="noopener"
          >
            {i18n.t('popup.pointedOpen')}
          </a>
        </p>
      )}
      <div class="stacked-choices">
        {link?.protocol.startsWith('http') && (
          <button type="button" class="primary" onClick={act(() => follow(link.href))}>
            {i18n.t('popup.pointedLink', { host: link.host })}
          </button>
        )}
        <button type="button" onClick={act(copy)}>
          {i18n.t('popup.pointedAsk')}
        </button>
      </div>
      <p class="small soft" role="status">
        {told}
      </p>
    </div>
  );
}

function Refused({ at }: { at: Extract<Pointed, { kind: 'refused' }> }) {
  const [problem, setProblem] = useState('');
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
