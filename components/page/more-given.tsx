import { i18n } from '#i18n';
import type { Looked } from '../../lib/page/views';
import { openOwnPage } from '../open-link';
import './page.css';

/**
 * There were more badges in what was given than a list of a page takes; the backpack takes them all. A private window
 * does not lead there.
 */
export function MoreGiven({ more, isPrivate }: { more: Looked['more']; isPrivate: boolean }) {
  if (more === undefined) return null;
  const { count, addresses } = more;
  const open = () => {
    const query = new URLSearchParams({ add: addresses?.join('\n') ?? '' });
    void openOwnPage(`/backpack.html?${query}`);
  };
  return (
    <div class="notice main-notice">
      <p>{i18n.t(isPrivate ? 'popup.morePrivate' : 'popup.more', count)}</p>
      {!isPrivate && (
        <button type="button" onClick={open}>
          {i18n.t(addresses === undefined ? 'popup.morePaste' : 'popup.moreLook')}
        </button>
      )}
    </div>
  );
}
