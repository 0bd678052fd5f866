import { i18n } from '#i18n';
import { OwnMark } from '../../components/answer';
import { MarkChooser } from '../../components/mark-chooser';
import { FindPicture, KeepPicture, TellPicture } from './pictures';
import { CheckingQuestion, WhereQuestion } from './questions';
import { TrySample } from './try-sample';

/** Thirty seconds: what it does, one question, where to look, a badge to try. */
export function Welcome() {
  return (
    <main class="welcome">
      <header class="welcome-head">
        <OwnMark size={72} />
        <h1>{i18n.t('welcome.heading')}</h1>
        <p class="lead">{i18n.t('welcome.lead')}</p>
      </header>
      <Steps />
      <CheckingQuestion />
      <WhereQuestion />
      <section class="question" aria-labelledby="own-mark">
        <h2 id="own-mark">{i18n.t('mark.title')}</h2>
        <MarkChooser />
      </section>
      <TrySample />
      <p class="soft done">{i18n.t('welcome.done')}</p>
    </main>
  );
}

function Steps() {
  return (
    <ol class="plain steps" aria-label={i18n.t('welcome.steps')}>
      <li>
        <FindPicture />
        <h2>{i18n.t('welcome.findTitle')}</h2>
        <p class="soft">{i18n.t('welcome.find')}</p>
      </li>
      <li>
        <TellPicture />
        <h2>{i18n.t('welcome.tellTitle')}</h2>
        <p class="soft">{i18n.t('welcome.tell')}</p>
      </li>
      <li>
        <KeepPicture />
        <h2>{i18n.t('welcome.keepTitle')}</h2>
        <p class="soft">{i18n.t('welcome.keep')}</p>
      </li>
    </ol>
  );
}
