import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon } from '../../components/icons';
import { openOwnPage } from '../../components/open-link';
import type { PageView } from '../../lib/page/views';
import { AddForm } from './add-form';
import { SettingsPanel } from './settings-panel';
import { useBackpackCount } from './use-backpack-count';

type Panel = 'add' | 'settings';

interface PageFootProps {
  page: PageView | undefined;
  /** Badges were added by text; they are in the list now. */
  added(entryIds: string[]): void;
}

/** The backpack, adding and settings. */
export function PageFoot({ page, added }: PageFootProps) {
  const [panel, setPanel] = useState<Panel>();
  const count = useBackpackCount();
  const toggle = (one: Panel) => () => setPanel(panel === one ? undefined : one);
  return (
    <footer class="page-foot">
      {panel === 'add' && page !== undefined && (
        <AddForm
          tabId={page.tabId}
          isPrivate={page.isPrivate ?? false}
          added={(entryIds) => {
            setPanel(undefined);
            added(entryIds);
          }}
        />
      )}
      {panel === 'settings' && <SettingsPanel />}
      <nav class="foot-line" aria-label={i18n.t('popup.foot')}>
        <button type="button" class="quiet" onClick={openBackpack}>
          <Icon name="backpack" />
          {i18n.t('popup.backpack')}
          {count !== undefined && <span class="figures soft"> {count.badges}</span>}
          {count !== undefined && count.news > 0 && (
            <span class="news-count figures">{i18n.t('news.count', count.news)}</span>
          )}
        </button>
        <button type="button" class="quiet" aria-expanded={panel === 'add'} onClick={toggle('add')}>
          <Icon name="add" />
          {i18n.t('popup.add')}
        </button>
        <button type="button" class="quiet" aria-expanded={panel === 'settings'} onClick={toggle('settings')}>
          <Icon name="settings" />
          {i18n.t('popup.settings')}
        </button>
      </nav>
    </footer>
  );
}

export function openBackpack(): void {
  void openOwnPage('/backpack.html');
}
