// Whether Laurel looks after the saved badges by itself, and whether its news may come as notifications.
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import {
  changeSettings,
  isWatching,
  mayNotify,
  readSettings,
  requestNotifications,
  type Settings,
} from '../../lib/platform';

export function WatchSettings() {
  const [settings, setSettings] = useState<Settings>();
  const [notifies, setNotifies] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    void readSettings().then(setSettings);
    void Promise.all([readSettings(), mayNotify()]).then(([{ notifying }, allowed]) =>
      setNotifies(notifying && allowed),
    );
  }, []);
  if (settings === undefined) return null;
  const { checking } = settings;

  const watch = async (on: boolean) => setSettings(await changeSettings({ watching: on ? 'on' : 'off' }));
  const notify = async (on: boolean) => {
    // The browser asks only straight from the click; the popup may be closed by its question.
    const allowed = on ? requestNotifications() : Promise.resolve(false);
    const kept = changeSettings({ notifying: on });
    setNotifies((await allowed) && on);
    setProblem(on && !(await allowed) ? i18n.t('news.notifyRefused') : '');
    await kept;
  };
  return (
    <fieldset class="watch-settings">
      <legend>{i18n.t('news.watch')}</legend>
      <label class="tick">
        <input
          type="checkbox"
          checked={isWatching(settings)}
          disabled={checking === 'offline'}
          aria-describedby="watch-tells"
          onChange={(event) => void watch(event.currentTarget.checked)}
        />
        <span>{i18n.t('news.watchCheck')}</span>
      </label>
      <p id="watch-tells" class="soft small">
        {i18n.t(TELLS[checking])}
      </p>
      <label class="tick">
        <input
          type="checkbox"
          checked={notifies}
          aria-describedby="notify-tells"
          onChange={(event) => void notify(event.currentTarget.checked)}
        />
        <span>{i18n.t('news.notify')}</span>
      </label>
      <p id="notify-tells" class="soft small">
        {i18n.t('news.notifyTells')}
      </p>
      <p class="problem" role="status">
        {problem}
      </p>
    </fieldset>
  );
}

const TELLS = {
  automatic: 'news.watchTells',
  ask: 'news.watchAsk',
  offline: 'news.watchOffline',
} as const satisfies Record<Settings['checking'], string>;
