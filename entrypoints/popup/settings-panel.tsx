import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { openOwnPage } from '../../components/open-link';
import { AlwaysCheckedList } from '../../components/page/always-check';
import { applyTheme } from '../../components/page-setup';
import { changeSettings, readSettings, type Theme } from '../../lib/platform';
import { WatchSettings } from './watch-settings';

const THEMES = ['system', 'light', 'dark'] as const satisfies Theme[];

export function SettingsPanel() {
  const name = useId();
  const [theme, setTheme] = useState<Theme>();
  useEffect(() => {
    void readSettings().then((settings) => setTheme(settings.theme));
  }, []);

  const choose = async (chosen: Theme) => {
    setTheme(chosen);
    applyTheme(chosen);
    await changeSettings({ theme: chosen });
  };
  return (
    <div class="foot-panel">
      <fieldset class="theme-choice">
        <legend>{i18n.t('popup.theme')}</legend>
        {THEMES.map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={theme === one} onChange={() => void choose(one)} />
            {i18n.t(`popup.themes.${one}`)}
          </label>
        ))}
      </fieldset>
      <WatchSettings />
      <AlwaysCheckedList />
      <div class="form-actions">
        <button type="button" class="quiet" onClick={openPage('/requests.html')}>
          {i18n.t('popup.requests')}
        </button>
        <button type="button" class="quiet" onClick={openPage('/welcome.html')}>
          {i18n.t('popup.about')}
        </button>
      </div>
    </div>
  );
}

function openPage(path: '/requests.html' | '/welcome.html') {
  return () => void openOwnPage(path);
}
