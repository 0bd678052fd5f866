import { i18n } from '#i18n';
import './page.css';

/** Why nothing can be saved here. */
export function PrivateNotice() {
  return <p class="notice main-notice small">{i18n.t('common.privateWindow')}</p>;
}
