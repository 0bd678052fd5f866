import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import type { Collection } from '../../lib/backpack';
import type { Answer } from '../../lib/page/views';
import { Icon } from '../icons';
import { wordsOf } from '../sentences';
import { type choicesIn, type Filter, type Narrowing, narrowedBy, type Sort } from './arrange';
import type { View } from './badge-list';

interface ToolbarProps {
  typed: string;
  setTyped: (typed: string) => void;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  sort: Sort;
  setSort: (sort: Sort) => void;
  view: View;
  setView: (view: View) => void;
  /** How many badges need attention. */
  attention: number;
  favourites: number;
  narrowings: readonly Narrowing[];
  setNarrowings: (narrowings: readonly Narrowing[]) => void;
  /** Left out where no achievement was awarded twice. */
  together?: { on: boolean; set: (on: boolean) => void };
  choices: ReturnType<typeof choicesIn>;
  collections: readonly Collection[];
  total: number;
  found: number;
  search: RefObject<HTMLInputElement | null>;
}

const SORTS = {
  newest: 'backpack.sortNewest',
  name: 'backpack.sortName',
  issuer: 'backpack.sortIssuer',
  expiry: 'backpack.sortExpiry',
} as const satisfies Record<Sort, string>;

export function Toolbar(props: ToolbarProps) {
  const { typed, setTyped, sort, setSort, found, search } = props;
  return (
    <search class="toolbar">
      <input
        ref={search}
        type="search"
        class="toolbar-search"
        aria-label={i18n.t('backpack.search')}
        placeholder={i18n.t('backpack.searchHint')}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Filters {...props} />
      <Narrow {...props} />
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
      {props.together && (
        <label class="toolbar-together small">
          <input
            type="checkbox"
            checked={props.together.on}
            onChange={({ currentTarget }) => props.together?.set(currentTarget.checked)}
          />
          {i18n.t('groups.together')}
        </label>
      )}
      <Views {...props} />
      <p class="visually-hidden" role="status">
        {typed.trim() === '' ? '' : i18n.t('backpack.found', found)}
      </p>
    </search>
  );
}

function Filters({ filter, setFilter, attention, favourites, total }: ToolbarProps) {
  const chips: [Filter, string, number][] = [
    ['all', i18n.t('backpack.all'), total],
    ['attention', i18n.t('backpack.attention'), attention],
    ...(favourites > 0 || filter === 'favourite'
      ? [['favourite', i18n.t('organise.favourites'), favourites] satisfies [Filter, string, number]]
      : []),
  ];
  return (
    <fieldset class="chips" aria-label={i18n.t('backpack.filters')}>
      {chips.map(([value, words, count]) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={filter === value}
          onClick={() => setFilter(value)}
        >
          {words} <span class="figures soft">{count}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** A menu to add one more thing to narrow by, and a chip for each one that is on. */
function Narrow({ narrowings, setNarrowings, choices, collections }: ToolbarProps) {
  const groups = [
    ...(collections.length > 0
      ? [
          {
            kind: 'collection' as const,
            options: collections.map(({ id, name }) => ({ value: id, words: name })),
          },
        ]
      : []),
    ...choices.map(({ kind, values }) => ({
      kind,
      options: values.map((value) => ({ value, words: wordsOfChoice(kind, value) })),
    })),
  ];
  if (groups.length === 0 && narrowings.length === 0) return null;
  return (
    <>
      <select
        class="toolbar-narrow"
        aria-label={i18n.t('organise.narrow')}
        value=""
        onChange={({ currentTarget }) => {
          const [kind = '', ...rest] = currentTarget.value.split(' ');
          if (kind === '') return;
          currentTarget.value = '';
          // The options below are of these kinds alone.
          setNarrowings(narrowedBy(narrowings, { kind: kind as Narrowing['kind'], value: rest.join(' ') }));
        }}
      >
        <option value="" disabled>
          {i18n.t('organise.narrow')}
        </option>
        {groups.map(({ kind, options }) => (
          <optgroup key={kind} label={i18n.t(`organise.by.${kind}`)}>
            {options.map(({ value, words }) => (
              <option key={value} value={`${kind} ${value}`}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {narrowings.map(({ kind, value }) => {
        const words =
          collections.find(({ id }) => kind === 'collection' && id === value)?.name ??
          wordsOfChoice(kind, value);
        return (
          <button
            key={kind}
            type="button"
            class="chip narrowing"
            aria-label={i18n.t('organise.widen', { kind: i18n.t(`organise.by.${kind}`), value: words })}
            onClick={() => setNarrowings(narrowings.filter((other) => other.kind !== kind))}
          >
            <span class="theirs one-line">{words}</span> <Icon name="cross" size={12} />
          </button>
        );
      })}
    </>
  );
}

function wordsOfChoice(kind: Narrowing['kind'], value: string): string {
  if (kind === 'answer') return wordsOf(value as Answer); // Only answers are among the choices of this kind.
  if (kind === 'owner') return i18n.t(value === 'mine' ? 'organise.mine' : 'organise.others');
  return value;
}

function Views({ view, setView }: ToolbarProps) {
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
}
