import type { ComponentChildren, RefObject } from 'preact';
import { i18n } from '#i18n';
import type { Collection } from '../../lib/backpack';
import type { Answer } from '../../lib/page/views';
import { drawnOnce } from '../drawn-once';
import { Icon } from '../icons';
import { wordsOf } from '../sentences';
import { type Choices, issuerWords, type Narrowing, type Sort } from './arrange';
import type { View } from './badge-list';
import type { Narrowed } from './use-shown';
import './toolbar.css';

interface ToolbarProps extends Narrowed {
  typed: string;
  setTyped: (typed: string) => void;
  sort: Sort;
  setSort: (sort: Sort) => void;
  view: View;
  setView: (view: View) => void;
  /** Left out where no achievement was awarded twice. */
  together: { on: boolean; set: (on: boolean) => void } | undefined;
  choices: Choices;
  collections: readonly Collection[];
  /** The collection that is chosen has an order of its own. */
  collection: Collection | undefined;
  found: number;
  search: RefObject<HTMLInputElement | null>;
  /** What opens the left side where it is folded. */
  children?: ComponentChildren;
}

const SORTS = {
  newest: 'backpack.sortNewest',
  name: 'backpack.sortName',
  issuer: 'backpack.sortIssuer',
  expiry: 'backpack.sortExpiry',
} as const satisfies Record<Sort, string>;

export function Toolbar({ typed, setTyped, search, found, children, ...rest }: ToolbarProps) {
  const { chosen, chooseFilter, chooseNarrowing, chooseAll } = rest;
  const { choices, collection, collections, sort, setSort, view, setView, together } = rest;
  return (
    <search class="toolbar" tabIndex={-1}>
      {children}
      <input
        ref={search}
        type="search"
        class="toolbar-search"
        aria-label={i18n.t('backpack.search')}
        placeholder={i18n.t('backpack.searchHint')}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Narrow {...{ choices, chooseNarrowing }} />
      <span class="toolbar-end">
        {!collection && <Order {...{ sort, setSort }} />}
        {together && <Together {...together} />}
        <Views {...{ view, setView }} />
      </span>
      <Chips {...{ chosen, chooseFilter, chooseNarrowing, chooseAll, collections }} />
      <p class="visually-hidden" role="status">
        {typed.trim() === '' ? '' : i18n.t('backpack.found', found)}
      </p>
    </search>
  );
}

/** A menu to add one more thing to narrow by, of what the left side does not list. */
const Narrow = drawnOnce(function Narrow({
  choices,
  chooseNarrowing,
}: Pick<ToolbarProps, 'choices' | 'chooseNarrowing'>) {
  if (choices.length === 0) return null;
  return (
    <select
      class="toolbar-narrow"
      aria-label={i18n.t('organise.narrow')}
      value=""
      onChange={({ currentTarget }) => {
        const [kind = '', ...rest] = currentTarget.value.split(' ');
        if (kind === '') return;
        currentTarget.value = '';
        // The options below are of these kinds alone.
        chooseNarrowing({ kind: kind as Narrowing['kind'], value: rest.join(' ') });
      }}
    >
      <option value="" disabled>
        {i18n.t('organise.narrow')}
      </option>
      {choices.map(({ kind, values }) => (
        <optgroup key={kind} label={i18n.t(`organise.by.${kind}`)}>
          {values.map((value) => (
            <option key={value} value={`${kind} ${value}`}>
              {wordsOfChoice(kind, value)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
});

const Order = drawnOnce(function Order({ sort, setSort }: Pick<ToolbarProps, 'sort' | 'setSort'>) {
  return (
    <label class="toolbar-sort">
      <span class="soft small">{i18n.t('backpack.sort')}</span>
      <select value={sort} onChange={(event) => setSort(event.currentTarget.value as Sort)}>
        {Object.entries(SORTS).map(([value, words]) => (
          <option key={value} value={value}>
            {i18n.t(words)}
          </option>
        ))}
      </select>
    </label>
  );
});

const Together = drawnOnce(function Together({ on, set }: NonNullable<ToolbarProps['together']>) {
  return (
    <label class="toolbar-together small">
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => set(currentTarget.checked)} />
      {i18n.t('groups.together')}
    </label>
  );
});

const Views = drawnOnce(function Views({ view, setView }: Pick<ToolbarProps, 'view' | 'setView'>) {
  const views: View[] = ['grid', 'list'];
  return (
    <fieldset class="views" aria-label={i18n.t('backpack.view')}>
      {views.map((value) => (
        <button key={value} type="button" aria-pressed={view === value} onClick={() => setView(value)}>
          {i18n.t(`backpack.${value}`)}
        </button>
      ))}
    </fieldset>
  );
});

type ChipsProps = Narrowed & { collections: readonly Collection[] };

/** One for each thing that is chosen, to let go of it. */
const Chips = drawnOnce(function Chips({
  chosen: { filter, narrowings },
  chooseFilter,
  chooseNarrowing,
  chooseAll,
  collections,
}: ChipsProps) {
  const count = narrowings.length + (filter === 'all' ? 0 : 1);
  if (count === 0) return null;
  const nameOf = ({ kind, value }: Narrowing) =>
    kind === 'collection'
      ? (collections.find(({ id }) => id === value)?.name ?? '')
      : wordsOfChoice(kind, value);
  return (
    <fieldset class="chips" aria-label={i18n.t('backpack.filters')}>
      {filter !== 'all' && (
        <Chip
          words={i18n.t(FILTERS[filter])}
          label={i18n.t('organise.widenFilter', { value: i18n.t(FILTERS[filter]) })}
          letGo={() => chooseFilter(filter)}
        />
      )}
      {narrowings.map((narrowing) => (
        <Chip
          key={narrowing.kind}
          words={nameOf(narrowing)}
          label={i18n.t('organise.widen', {
            kind: i18n.t(`organise.by.${narrowing.kind}`),
            value: nameOf(narrowing),
          })}
          letGo={() => chooseNarrowing(narrowing)}
        />
      ))}
      {count > 1 && (
        <button type="button" class="quiet" onClick={chooseAll}>
          {i18n.t('organise.widenAll')}
        </button>
      )}
    </fieldset>
  );
});

const FILTERS = { favourite: 'organise.favourites', attention: 'backpack.attention' } as const;

function Chip({ words, label, letGo }: { words: string; label: string; letGo: () => void }) {
  return (
    <button
      type="button"
      class="chip narrowing"
      aria-label={label}
      title={words}
      onClick={({ currentTarget }) => {
        // The chip goes; the keyboard stays here.
        currentTarget.closest<HTMLElement>('.toolbar')?.focus({ preventScroll: true });
        letGo();
      }}
    >
      <span class="theirs one-line">{words}</span> <Icon name="cross" size={12} />
    </button>
  );
}

function wordsOfChoice(kind: Narrowing['kind'], value: string): string {
  if (kind === 'answer') return wordsOf(value as Answer); // Only answers are among the choices of this kind.
  if (kind === 'owner') return i18n.t(value === 'mine' ? 'organise.mine' : 'organise.others');
  return kind === 'issuer' ? issuerWords(value) : value;
}
