// Making a share page of one badge or several: first what others will see, then the file.
import { useEffect, useId, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
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
import { download } from '../download';
import { identityName, nameOf } from '../sentences';
import { ScrollBox } from './scroll-box';
import type { ShareSource } from './share-source';
import { sharedFile, shareWithSystem, takesFiles } from './system-sheet';
import { type Told, ToldLine } from './told';

/** A page of one badge. */
export function SharePageOf({ source }: { source: ShareSource }) {
  const pages = usePages(() => pageBadgesOf(source), source);
  return <SharePageForm pages={pages} title={nameOf(source.entry)} />;
}

async function pageBadgesOf(source: ShareSource): Promise<PageBadge[]> {
  const { report } = source.entry;
  const { document } = await source.read();
  if (report?.badge === undefined || document === undefined) return [];
  const original = (await source.original?.())?.bytes;
  const picture = await source.picture();
  return [
    {
      badge: report.badge,
      sealer: report.sealer,
      document,
      ...(original === undefined ? {} : { original }),
      ...(picture === undefined ? {} : { picture }),
    },
  ];
}

/** What a page is made of; undefined while it is read. */
export type Pages = PageBadge[] | 'failed' | undefined;

/** Read again when `of` is another. */
export function usePages(read: () => Promise<PageBadge[]>, of: unknown): Pages {
  const [pages, setPages] = useState<Pages>();
  useEffect(() => {
    let wanted = true;
    read().then(
      (badges) => wanted && setPages(badges),
      (cause: unknown) => {
        if (!wanted) return;
        console.error('Laurel could not read the badges for a share page', cause);
        setPages('failed');
      },
    );
    return () => {
      wanted = false;
    };
  }, [of]);
  return pages;
}

interface SharePageFormProps {
  pages: Pages;
  title: string;
  description?: string;
}

const NOTHING_TOLD: Told = { kind: 'nothing' };

export function SharePageForm({ pages: read, title, description }: SharePageFormProps) {
  const addressId = useId();
  const [withRecipient, setWithRecipient] = useState(false);
  const [address, setAddress] = useState('');
  const [outcome, setOutcome] = useState<{ of: string; told: Told }>();
  const pages = read === 'failed' ? undefined : read;

  const given = address.trim() === '' ? undefined : webAddress(address);
  const isAddressBad = address.trim() !== '' && given === undefined;
  // A page that was made of other choices than those in sight is not handed on.
  const choices = `${withRecipient} ${address}`;
  const told: Told = outcome?.of === choices ? outcome.told : NOTHING_TOLD;
  const setTold = (one: Told) => setOutcome({ of: choices, told: one });
  const make = async (give: 'download' | 'app') => {
    if (pages === undefined || isAddressBad) return;
    setTold({ kind: 'done', words: i18n.t('share.page.working') });
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
      const bytes = new TextEncoder().encode(html);
      if (give === 'app')
        return setTold(await shareWithSystem({ title, files: [sharedFile(name, 'html', bytes)] }));
      download(name, bytes);
      setTold({ kind: 'done', words: i18n.t('share.page.downloaded', { name }) });
    } catch (cause) {
      console.error('Laurel could not make a share page', cause);
      setTold({ kind: 'failed', words: i18n.t('share.page.failed') });
    }
  };

  const isNotYet = pages === undefined || pages.length === 0 || isAddressBad;
  const hasRecipient = pages?.some(({ badge }) =>
    pageWords(badge).some(({ field }) => field === 'recipient'),
  );
  return (
    <>
      <p class="soft small">{i18n.t('share.page.explain')}</p>
      <h3 class="small soft preview-title">{i18n.t('share.page.preview')}</h3>
      <ScrollBox class="page-preview" label={i18n.t('share.page.preview')}>
        {pages?.map((page, index) => (
          <Preview key={index} page={page} withRecipient={withRecipient} />
        ))}
      </ScrollBox>
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
        <button type="button" class="primary" disabled={isNotYet} onClick={() => void make('download')}>
          {i18n.t('share.page.download')}
        </button>
        {takesFiles('html') && (
          <button type="button" disabled={isNotYet} onClick={() => void make('app')}>
            {i18n.t('share.page.give')}
          </button>
        )}
      </div>
      <ToldLine told={read === 'failed' ? { kind: 'failed', words: i18n.t('share.page.failed') } : told} />
    </>
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
    past: i18n.t('share.page.past'),
    caution: i18n.t('share.page.caution'),
    link: i18n.t('share.page.link'),
    qr: i18n.t('share.page.qr'),
  };
}

function webAddress(typed: string): string | undefined {
  const url = URL.parse(typed.trim());
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}
