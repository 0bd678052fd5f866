import { useEffect, useRef } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { OwnMark } from '../../components/answer';
import { Icon } from '../../components/icons';
import { namedTab } from '../../components/page/use-page';
import { PersonalMark } from '../../components/personal-mark';
import type { PageView } from '../../lib/page/views';
import { ask, type CheckingMode, openSidePanel } from '../../lib/platform';

const MODES = ['automatic', 'ask', 'offline'] as const satisfies CheckingMode[];

/** The summary, the switch for this site and the checking mode. */
export function PageHead({ title, page }: { title: string; page: PageView | undefined }) {
  return (
    <header class="page-head">
      <div class="page-title">
        <OwnMark size={24} />
        <h1 aria-live="polite">{title}</h1>
        <PersonalMark />
        {page !== undefined && page.site !== 'unsupported' && <PanelButton tabId={page.tabId} />}
      </div>
      <div class="page-controls">
        <SiteSwitch page={page} />
        <ModeChoice page={page} />
      </div>
    </header>
  );
}

function SiteSwitch({ page }: { page: PageView | undefined }) {
  const host = page?.host;
  if (host === undefined || page === undefined || page.site === 'unsupported') {
    return <span class="soft small" />;
  }
  // A private window leaves nothing behind, its sites' names included.
  if (page.site === 'no-access' || page.isPrivate) return <span class="soft small one-line">{host}</span>;
  return (
    <label class="site-switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={page.site === 'on'}
        checked={page.site === 'on'}
        onChange={(change) => void ask('setSite', { host, on: change.currentTarget.checked })}
      />
      <span class="one-line">{i18n.t('popup.siteSwitch', { host })}</span>
    </label>
  );
}

/** How Laurel checks: everywhere, or on this page's site alone. */
function ModeChoice({ page }: { page: PageView | undefined }) {
  const host = page?.site === 'on' && !page.isPrivate ? page.host : undefined;
  const isOwn = page?.ownChecking === true && host !== undefined;
  const choose = (value: string) => {
    const [where, chosen] = value.split(' ');
    const checking = MODES.find((one) => one === chosen);
    if (checking === undefined) return;
    const only = where === 'here';
    void ask('setChecking', { checking, ...(host === undefined ? {} : { host, only }) });
  };
  return (
    <label class="mode-choice">
      <span class="visually-hidden">{i18n.t('popup.mode')}</span>
      <select
        value={page === undefined ? '' : `${isOwn ? 'here' : 'everywhere'} ${page.checking}`}
        disabled={page === undefined}
        onChange={(change) => choose(change.currentTarget.value)}
      >
        <optgroup label={i18n.t('popup.modesEverywhere')}>
          {MODES.map((one) => (
            <option key={one} value={`everywhere ${one}`}>
              {i18n.t(`popup.modes.${one}`)}
            </option>
          ))}
        </optgroup>
        {host !== undefined && (
          <optgroup label={i18n.t('popup.modesOn', { host })}>
            {MODES.map((one) => (
              <option key={one} value={`here ${one}`}>
                {i18n.t(`popup.modesHere.${one}`)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}

/** Everything at once, beside the page. */
function PanelButton({ tabId }: { tabId: number }) {
  const windowId = useRef<number | undefined>(undefined);
  useEffect(() => {
    void browser.windows.getCurrent().then((own) => {
      windowId.current = own.id;
    });
  }, []);
  return (
    <button
      type="button"
      class="quiet icon-button"
      title={i18n.t('popup.panel')}
      onClick={() => {
        // Browsers open a panel only straight from the click.
        void openSidePanel({ tabId, windowId: windowId.current }).then(() => {
          if (namedTab() === undefined) window.close();
        });
      }}
    >
      <Icon name="panel" />
      <span class="visually-hidden">{i18n.t('popup.panel')}</span>
    </button>
  );
}
