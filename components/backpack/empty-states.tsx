import { i18n } from '#i18n';
import type { BackpackErrorCode } from '../../lib/backpack';
import type { GivenFile } from '../../lib/collect';
import { OwnMark } from '../answer';
import { openOwnPage } from '../open-link';
import type { Chosen } from './arrange';
import { ChooseFiles, ChooseFolder } from './collect/choose-files';

/** Three ways to start. */
export function EmptyBackpack({ add, paste }: { add: (files: GivenFile[]) => void; paste: () => void }) {
  return (
    <div class="empty">
      <OwnMark size={56} />
      <h2>{i18n.t('backpack.empty.title')}</h2>
      <p class="soft">{i18n.t('backpack.empty.lead')}</p>
      <ul class="plain ways">
        <li class="way">
          <h3>{i18n.t('backpack.empty.sample')}</h3>
          <p class="soft">{i18n.t('backpack.empty.sampleText')}</p>
          <a class="button" href="/welcome.html#sample">
            {i18n.t('backpack.empty.sampleLink')}
          </a>
        </li>
        <li class="way">
          <h3>{i18n.t('backpack.empty.fromPage')}</h3>
          <p class="soft">{i18n.t('backpack.empty.fromPageText')}</p>
        </li>
        <li class="way">
          <h3>{i18n.t('backpack.empty.fromFile')}</h3>
          <p class="soft">{i18n.t('backpack.empty.fromFileText')}</p>
          <div class="add-choices">
            <ChooseFiles add={add}>{i18n.t('backpack.add.chooseFiles')}</ChooseFiles>
            <ChooseFolder add={add}>{i18n.t('backpack.add.chooseFolder')}</ChooseFolder>
            <button type="button" onClick={paste}>
              {i18n.t('backpack.add.text')}
            </button>
          </div>
        </li>
      </ul>
    </div>
  );
}

interface NothingFoundProps {
  typed: string;
  chosen: Chosen;
  showAll: () => void;
}

export function NothingFound({ typed, chosen, showAll }: NothingFoundProps) {
  const searched = typed.trim() !== '';
  return (
    <div class="empty">
      {searched && <h2>{i18n.t('backpack.nothingMatches')}</h2>}
      <p class="soft">
        {searched ? i18n.t('backpack.nothingMatchesSearch', { typed: typed.trim() }) : nothingOf(chosen)}
      </p>
      <button type="button" onClick={showAll}>
        {i18n.t('backpack.showAll')}
      </button>
    </div>
  );
}

function nothingOf({ filter, narrowings }: Chosen): string {
  if (filter === 'all' || narrowings.length > 0) return i18n.t('backpack.nothingIsAll');
  return i18n.t(filter === 'favourite' ? 'backpack.nothingFavourite' : 'backpack.nothingNeedsAttention');
}

const WHAT_TO_DO = {
  'newer-version': 'newerVersion',
  blocked: 'blocked',
  quota: 'quota',
  storage: 'storage',
} as const satisfies Record<BackpackErrorCode, string>;

export function BackpackFailure({ code, retry }: { code: BackpackErrorCode; retry: () => void }) {
  return (
    <div class="empty" role="alert">
      <h2>{i18n.t('backpack.failure.title')}</h2>
      <p>{i18n.t(`backpack.failure.${WHAT_TO_DO[code]}`)}</p>
      <button type="button" class="primary" onClick={retry}>
        {i18n.t('common.tryAgain')}
      </button>
    </div>
  );
}

/** Private windows have no storage of their own, or one that ends with them. */
export function NotInPrivateWindows() {
  return (
    <main class="empty">
      <OwnMark size={56} />
      <h1>{i18n.t('backpack.inPrivate.title')}</h1>
      <p class="soft">{i18n.t('backpack.inPrivate.text')}</p>
      <button type="button" class="primary" onClick={() => void openOwnPage('/backpack.html')}>
        {i18n.t('backpack.inPrivate.open')}
      </button>
    </main>
  );
}

export function LoadingBadges() {
  return (
    <div class="loading" aria-busy="true">
      <p class="visually-hidden" role="status">
        {i18n.t('backpack.loading')}
      </p>
      {Array.from({ length: 8 }, (_, at) => (
        <div key={at} class="loading-tile" aria-hidden="true">
          <div class="skeleton tile-art" />
          <div class="skeleton loading-line" />
          <div class="skeleton loading-line short" />
        </div>
      ))}
    </div>
  );
}
