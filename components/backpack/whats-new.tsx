// News about saved badges that came to light by itself: quiet lines above the list, each put away with a click.
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ListedBadge, Notice } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { dateInWords } from '../dates';
import { drawnOnce } from '../drawn-once';
import { Icon } from '../icons';
import { noticeSentence } from '../notice-words';
import { nameOfSaved } from './badge-list';
import type { ToastWords } from './toasts';

/** More would push the badges off the screen. */
const FIRST_SHOWN = 3;

interface WhatsNewProps {
  backpack: OrganisedBackpack;
  badges: readonly ListedBadge[];
  /** Changes whenever the backpack did. */
  revision: number;
  open: (badgeId: string) => void;
  changed: () => Promise<void>;
  toast: (words: ToastWords) => void;
}

export const WhatsNew = drawnOnce(function WhatsNew({
  backpack,
  badges,
  revision,
  open,
  changed,
  toast,
}: WhatsNewProps) {
  const notices = useNotices(backpack, revision);
  const [all, setAll] = useState(false);
  if (notices.length === 0) return null;

  const mark = async (which: readonly Notice[], seen: boolean) => {
    try {
      await backpack.setNoticesSeen(which, seen);
      await changed();
      if (!seen) return;
      toast({
        text: i18n.t('news.seenDone', which.length),
        action: { label: i18n.t('common.undo'), act: () => void mark(which, false) },
      });
    } catch (cause) {
      console.error('Laurel could not put news away', cause);
      toast({ text: i18n.t('news.failed') });
    }
  };
  const shown = all ? notices : notices.slice(0, FIRST_SHOWN);
  return (
    <section class="news" aria-labelledby="news">
      <div class="news-head">
        <h2 id="news">{i18n.t('news.title')}</h2>
        {notices.length > 1 && (
          <button type="button" class="quiet" onClick={() => void mark(notices, true)}>
            {i18n.t('news.seenAll')}
          </button>
        )}
      </div>
      <ul class="plain">
        {shown.map((notice) => {
          const badge = badges.find(({ id }) => id === notice.badgeId);
          const name = badge && nameOfSaved(badge);
          const sentence = noticeSentence(notice, name);
          return (
            <li key={`${notice.badgeId} ${notice.event}`}>
              <span class="news-mark" data-tone={TONES[notice.kind]}>
                <Icon name="warning" />
              </span>
              <p>
                <span class="theirs">{sentence}</span>{' '}
                <time class="soft small" dateTime={notice.at}>
                  {dateInWords(notice.at)}
                </time>
              </p>
              <span class="news-actions">
                <button
                  type="button"
                  aria-label={i18n.t('news.openNamed', { name: name ?? i18n.t('words.unnamed') })}
                  onClick={() => open(notice.badgeId)}
                >
                  {i18n.t('news.open')}
                </button>
                <button
                  type="button"
                  class="quiet"
                  aria-label={i18n.t('news.seenNamed', { news: sentence })}
                  onClick={() => void mark([notice], true)}
                >
                  {i18n.t('news.seen')}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
      {shown.length < notices.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {i18n.t('news.more', notices.length - shown.length)}
        </button>
      )}
    </section>
  );
});

const TONES = {
  expiring: 'amber',
  revoked: 'red',
  suspended: 'amber',
  changed: 'amber',
  gone: 'slate',
} as const satisfies Record<Notice['kind'], string>;

function useNotices(backpack: OrganisedBackpack, revision: number): Notice[] {
  const [notices, setNotices] = useState<Notice[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to read again.
  useEffect(() => {
    let wanted = true;
    backpack.notices().then(
      (read) => wanted && setNotices(read),
      (cause: unknown) => console.error('Laurel could not read what is new', cause),
    );
    return () => {
      wanted = false;
    };
  }, [backpack, revision]);
  return notices;
}
