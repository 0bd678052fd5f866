// Making a share page of one badge or several: first what others will see, then the file.
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Backpack, SavedBadge } from '../../lib/backpack';
import { fileNameOf } from '../../lib/formats/file-name';
import { readPackaged } from '../../lib/net';
import {
  dateOnPage,
  type PageBadge,
  type PageWord,
  pageWords,
  type SharePageWords,
  sealedRecipients,
  sharePage,
} from '../../lib/share/share-page';
import { wordsLocale } from '../dates';
import { identityName } from '../sentences';
import { download } from './download';
import { OpenBackpack } from './surroundings';

interface SharePageDialogProps {
  /** By their ids: what goes into the page is read when it is made. */
  badges: readonly Pick<SavedBadge, 'id'>[];
  title: string;
  description?: string;
  close(): void;
}

export function SharePageDialog({ badges, title, description, close }: SharePageDialogProps) {
  const backpack = useContext(OpenBackpack);
  const [heading, addressId] = [useId(), useId()];
  const dialog = useRef<HTMLDialogElement>(null);
  const [withRecipient, setWithRecipient] = useState(false);
  const [address, setAddress] = useState('');
  const [told, setTold] = useState('');
  const [pages, setPages] = useState<PageBadge[]>();
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (backpack === undefined) return;
    pageBadges(backpack, badges).then(setPages, (cause: unknown) => {
      console.error('Laurel could not read the badges for a share page', cause);
      setTold(i18n.t('share.page.failed'));
    });
  }, [backpack, badges]);

  const given = address.trim() === '' ? undefined : webAddress(address);
  const isAddressBad = address.trim() !== '' && given === undefined;
  const make = async () => {
    if (pages === undefined || isAddressBad) return;
    setTold(i18n.t('share.page.working'));
    try {
      const html = await sharePage(pages, {
        title,
        ...(description === undefined ? {} : { description }),
        language: wordsLocale(),
        direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
        words: wordsOfPage(),
        checker: new TextDecoder().decode(await readPackaged(browser.runtime.getURL('/share-check.js'))),
        ...(given === undefined ? {} : { address: given }),
        withRecipient,
      });
      const name = `${fileNameOf(title, { fallback: 'badge', max: 80 })}.html`;
      download(name, new TextEncoder().encode(html));
      setTold(i18n.t('share.page.downloaded', { name }));
    } catch (cause) {
      console.error('Laurel could not make a share page', cause);
      setTold(i18n.t('share.page.failed'));
    }
  };

  const hasRecipient = pages?.some(({ badge }) =>
    pageWords(badge).some(({ field }) => field === 'recipient'),
  );
  return (
    <dialog ref={dialog} class="share-dialog" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('share.page.title')}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{i18n.t('share.page.explain')}</p>
      <h3 class="small soft preview-title">{i18n.t('share.page.preview')}</h3>
      <div class="page-preview">
        {pages?.map((page, index) => (
          <Preview key={badges[index]?.id} page={page} withRecipient={withRecipient} />
        ))}
      </div>
      {hasRecipient && (
        <label class="tick">
          <input
            type="checkbox"
            checked={withRecipient}
            onChange={(change) => setWithRecipient(change.currentTarget.checked)}
          />
          <span>{i18n.t('share.page.recipient')}</span>
        </label>
      )}
      <label for={addressId} class="small address-label">
        {i18n.t('share.page.address')}
      </label>
      <input
        id={addressId}
        type="url"
        class="figures address-field"
        placeholder="https://"
        aria-invalid={isAddressBad}
        onInput={(input) => setAddress(input.currentTarget.value)}
      />
      {isAddressBad && <p class="problem small">{i18n.t('share.page.addressBad')}</p>}
      <div class="choices">
        <button
          type="button"
          class="primary"
          disabled={pages === undefined || pages.length === 0 || isAddressBad}
          onClick={() => void make()}
        >
          {i18n.t('share.page.download')}
        </button>
      </div>
      <p class="share-told" role="status">
        {told}
      </p>
    </dialog>
  );
}

/** The words of the page, in its order, and what goes along inside the sealed part. */
function Preview({ page, withRecipient }: { page: PageBadge; withRecipient: boolean }) {
  const sealed = sealedRecipients(page);
  const words = pageWords(page.badge).filter(
    ({ field }) =>
      (field !== 'recipient' || withRecipient) && (field !== 'issuer' || page.sealer.kind !== 'none'),
  );
  return (
    <div class="reveals small">
      <dl>
        {words.map((word) => (
          <div key={word.field}>
            <dt class="soft">{nameOfField(word)}</dt>
            <dd class="theirs">
              {word.kind === 'date' ? dateOnPage(word.value, wordsLocale()) : word.value}
            </dd>
          </div>
        ))}
      </dl>
      {sealed.length > 0 && (
        <p class="soft">
          {i18n.t('share.page.sealed', [
            sealed
              .map(({ type, value }) => value ?? i18n.t('share.page.hashed', { type: identityName(type) }))
              .join(', '),
          ])}
        </p>
      )}
    </div>
  );
}

function nameOfField({ field }: PageWord): string {
  switch (field) {
    case 'name':
      return i18n.t('share.fields.name');
    case 'description':
      return i18n.t('share.page.description');
    default:
      return i18n.t(`share.page.fields.${field}`);
  }
}

async function pageBadges(backpack: Backpack, badges: SharePageDialogProps['badges']): Promise<PageBadge[]> {
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

function wordsOfPage(): SharePageWords {
  const keyed: [string] = ['{key}'];
  return {
    fields: {
      issuer: i18n.t('share.page.fields.issuer'),
      awarded: i18n.t('share.page.fields.awarded'),
      until: i18n.t('share.page.fields.until'),
      criteria: i18n.t('share.page.fields.criteria'),
      skills: i18n.t('share.page.fields.skills'),
      recipient: i18n.t('share.page.fields.recipient'),
    },
    answers: {
      unchecked: i18n.t('share.page.answers.unchecked'),
      intact: i18n.t('share.page.answers.intact', keyed),
      'intact-status-unknown': i18n.t('share.page.answers.intact_status_unknown', keyed),
      expired: i18n.t('share.page.answers.expired'),
      'not-yet-valid': i18n.t('share.page.answers.not_yet_valid'),
      changed: i18n.t('share.page.answers.changed'),
      differs: i18n.t('share.page.answers.differs'),
      ask: i18n.t('share.page.answers.ask'),
      unable: i18n.t('share.page.answers.unable'),
    },
    caution: i18n.t('share.page.caution'),
    link: i18n.t('share.page.link'),
    qr: i18n.t('share.page.qr'),
  };
}

function webAddress(typed: string): string | undefined {
  const url = URL.parse(typed.trim());
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}
