import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Looked } from '../../lib/page/views';
import './page.css';

/** There were more badges in what was given than a list of a page takes; the backpack takes them all. */
export function MoreGiven({ more }: { more: Looked['more'] }) {
  if (more === undefined) return null;
  const { count, addresses } = more;
  const open = () => {
    const query = new URLSearchParams({ add: addresses?.join('\n') ?? '' });
    void browser.tabs.create({ url: `${browser.runtime.getURL('/backpack.html')}?${query}` });
  };
  return (
    <div class="notice main-notice">
      <p>{i18n.t('popup.more', count)}</p>
      <button type="button" onClick={open}>
        {i18n.t(addresses === undefined ? 'popup.morePaste' : 'popup.moreLook')}
      </button>
    </div>
  );
}
