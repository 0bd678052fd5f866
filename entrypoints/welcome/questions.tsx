import { useEffect, useId, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { ask, type CheckingMode, EVERY_SITE, readSettings, requestEverySite } from '../../lib/platform';

const MODES = ['automatic', 'ask', 'offline'] as const satisfies CheckingMode[];

/** The one question, with what each answer tells the issuer. */
export function CheckingQuestion() {
  const name = useId();
  const [mode, setMode] = useState<CheckingMode>('ask');
  useEffect(() => {
    void readSettings().then((settings) => setMode(settings.checking));
  }, []);
  const choose = (chosen: CheckingMode) => {
    setMode(chosen);
    void ask('setChecking', { checking: chosen });
  };
  return (
    <fieldset class="question">
      <legend>
        <h2>{i18n.t('welcome.modeQuestion')}</h2>
      </legend>
      <div class="answers">
        {MODES.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name={name} checked={mode === one} onChange={() => choose(one)} />
            <span>
              <span class="choice-title">{i18n.t(`welcome.modes.${one}.title`)}</span>
              <span class="soft small">{i18n.t(`welcome.modes.${one}.tells`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Buttons, not radios: moving through radios with the arrow keys would bring up the browser's prompt. */
export function WhereQuestion() {
  const heading = useId();
  const [everywhere, setEverywhere] = useState(false);
  const [told, setTold] = useState('');
  useEffect(() => {
    void browser.permissions.contains({ origins: EVERY_SITE }).then(setEverywhere);
  }, []);

  const lookEverywhere = async () => {
    const granted = await requestEverySite();
    setEverywhere(granted);
    setTold(i18n.t(granted ? 'welcome.granted' : 'welcome.notGranted'));
  };
  const lookOnClick = async () => {
    if (!everywhere) return;
    // Rejects where the leave came with the installation.
    const removed = await browser.permissions.remove({ origins: EVERY_SITE }).catch(() => false);
    setEverywhere(!removed);
    setTold(removed ? '' : i18n.t('welcome.notRemoved'));
  };
  return (
    <section class="question" aria-labelledby={heading}>
      <h2 id={heading}>{i18n.t('welcome.whereQuestion')}</h2>
      <div class="answers two">
        <button type="button" class="choice" aria-pressed={everywhere} onClick={() => void lookEverywhere()}>
          <span>
            <span class="choice-title">{i18n.t('welcome.everySite')}</span>
            <span class="soft small">{i18n.t('welcome.everySiteTells')}</span>
          </span>
        </button>
        <button type="button" class="choice" aria-pressed={!everywhere} onClick={() => void lookOnClick()}>
          <span>
            <span class="choice-title">{i18n.t('welcome.clickOnly')}</span>
            <span class="soft small">{i18n.t('welcome.clickOnlyTells')}</span>
          </span>
        </button>
      </div>
      <p class="told" role="status">
        {told}
      </p>
    </section>
  );
}
