// Sharing a collection: one page that holds all of its badges, or the links of those that have a public page.
import { useContext, useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Backpack, ListedBadge } from '../../lib/backpack';
import { LINK_LISTS, listedLinks } from '../../lib/share';
import type { PageBadge } from '../../lib/share/share-page';
import { OpenBackpack } from '../backpack/surroundings';
import { copyText } from './copy-text';
import { ScrollBox } from './scroll-box';
import { type Pages, SharePageForm, usePages } from './share-page-form';
import { type Told, ToldLine } from './told';
import '../dialog.css';
import './share.css';

interface CollectionDialogProps {
  /** By their ids: what is shared of them is read when it is shown. */
  badges: readonly Pick<ListedBadge, 'id'>[];
  title: string;
  description?: string;
  close(): void;
}

export function CollectionDialog({ badges, title, description, close }: CollectionDialogProps) {
  const backpack = useContext(OpenBackpack);
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const ids = badges.map(({ id }) => id).join(' ');
  const pages = usePages(async () => (backpack ? pageBadges(backpack, badges) : []), ids);
  return (
    <dialog ref={dialog} class="dialog share-dialog" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading} class="theirs">
          {i18n.t('share.title', { name: title })}
        </h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <h3>{i18n.t('share.page.title')}</h3>
      <SharePageForm pages={pages} title={title} {...(description === undefined ? {} : { description })} />
      <Links pages={pages} />
    </dialog>
  );
}

const COPIES = [
  ['links', 'share.list.copyLinks'],
  ['markdown', 'share.targets.copyMarkdown'],
  ['html', 'share.targets.copyHtml'],
] as const;

function Links({ pages }: { pages: Pages }) {
  const [told, setTold] = useState<Told>({ kind: 'nothing' });
  const badges = useMemo(() => (Array.isArray(pages) ? pages.map(({ badge }) => badge) : []), [pages]);
  const links = listedLinks(badges);
  if (links.length === 0) return null;
  const missing = badges.length - links.length;
  return (
    <section class="link-list">
      <h3>{i18n.t('share.list.links')}</h3>
      <div class="target-row">
        {COPIES.map(([form, words]) => (
          <button
            type="button"
            key={form}
            onClick={() =>
              void copyText(LINK_LISTS[form](links)).then(setTold, (cause: unknown) => {
                console.error('Laurel could not copy links', cause);
                setTold({ kind: 'failed', words: i18n.t('share.failed') });
              })
            }
          >
            {i18n.t(words)}
          </button>
        ))}
      </div>
      <p class="small soft">
        {i18n.t('share.list.explain', links.length)} {missing > 0 && i18n.t('share.list.missing', missing)}
      </p>
      <ScrollBox class="reveals contents small" label={i18n.t('share.list.links')}>
        <dl>
          {links.map(({ name, link }, at) => (
            <div key={at}>
              <dt class="soft theirs">{name}</dt>
              <dd class="theirs figures">{link}</dd>
            </div>
          ))}
        </dl>
      </ScrollBox>
      <ToldLine told={told} />
    </section>
  );
}

async function pageBadges(backpack: Backpack, badges: CollectionDialogProps['badges']): Promise<PageBadge[]> {
  const made: PageBadge[] = [];
  for (const { id } of badges) {
    const saved = await backpack.get(id);
    if (saved?.badge === undefined) continue;
    const files = await backpack.files(id);
    const bytesOf = (role: 'original' | 'picture') => files.find((file) => file.role === role)?.bytes;
    const [original, picture] = [bytesOf('original'), bytesOf('picture')];
    made.push({
      badge: saved.badge,
      sealer: saved.sealer,
      document: { form: saved.documentForm, text: saved.documentText },
      ...(original === undefined ? {} : { original }),
      ...(picture === undefined ? {} : { picture }),
    });
  }
  return made;
}
