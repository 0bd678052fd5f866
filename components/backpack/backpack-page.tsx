import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import {
  answerToday,
  type Collection,
  type ListedBadge,
  needsAttention,
  searchTerms,
} from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { OwnMark } from '../answer';
import { later } from '../later';
import { PersonalMark } from '../personal-mark';
import { choicesIn, type Filter, membersOf, type Narrowing, type Sort, shown, sorted } from './arrange';
import { awardGroups, newestOfEach } from './award-groups';
import { BadgeDetail } from './badge-detail';
import { BadgeList, nameOfSaved, type View } from './badge-list';
import { AddBadges } from './collect/add-badges';
import { ImportResults } from './collect/import-results';
import { useCollecting } from './collect/use-collecting';
import { useProgress } from './collect/use-import';
import { CollectionHead } from './collection-head';
import { BackpackFailure, EmptyBackpack, LoadingBadges, NothingFound } from './empty-states';
import { useFolder } from './keep-safe/folder/use-folder';
import { SafeLine } from './keep-safe/safe-line';
import { SelectionBar } from './selection/selection-bar';
import { useBulk } from './selection/use-bulk';
import { useSelection } from './selection/use-selection';
import { type BackpackSurroundings, OpenBackpack } from './surroundings';
import { Toasts, type ToastWords, useToasts } from './toasts';
import { Toolbar } from './toolbar';
import { useRecheck, useRefresh, useRemove } from './use-badge-actions';
import { useBadges } from './use-badges';
import { useOpenBadge } from './use-open-badge';
import { useOwners } from './use-owners';
import { WhatsNew } from './whats-new';
import './backpack.css';

const IdentitiesDialog = later(async () => (await import('./identities-dialog')).IdentitiesDialog);
const KeepSafeDialog = later(async () => (await import('./keep-safe/keep-safe-dialog')).KeepSafeDialog);
const TrustListDialog = later(async () => (await import('./trust-list-dialog')).TrustListDialog);

export function BackpackPage({ around }: { around: BackpackSurroundings }) {
  const [badges, reload] = useBadges(around);
  const { toasts, show, dismiss } = useToasts();
  return (
    <>
      {badges.kind === 'ready' ? (
        <OpenBackpack.Provider value={badges.backpack}>
          <SavedBadges {...badges} around={around} reload={reload} toast={show} />
        </OpenBackpack.Provider>
      ) : (
        <>
          <Heading />
          <main>
            {badges.kind === 'loading' ? (
              <LoadingBadges />
            ) : (
              <BackpackFailure code={badges.code} retry={() => void reload()} />
            )}
          </main>
        </>
      )}
      <Toasts toasts={toasts} dismiss={dismiss} />
    </>
  );
}

interface SavedBadgesProps {
  backpack: OrganisedBackpack;
  badges: ListedBadge[];
  collections: readonly Collection[];
  total: number;
  revision: number;
  around: BackpackSurroundings;
  reload: () => Promise<void>;
  toast: (words: ToastWords) => void;
}

/** The dialog that is open. */
type Shown =
  | { kind: 'trust' | 'identities' }
  /** `brought`: a backup that was among the files that the person gave. */
  | { kind: 'safe'; brought?: File };

function SavedBadges({
  backpack,
  badges,
  collections,
  total,
  revision,
  around,
  reload,
  toast,
}: SavedBadgesProps) {
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [sort, setSort] = useState<Sort>('newest');
  const [view, setView] = useState<View>('grid');
  const [openId, open] = useOpenBadge();
  const [focus, setFocus] = useState<{ badgeId: string } | undefined>(undefined);
  const search = useRef<HTMLInputElement>(null);
  const [shows, setShows] = useState<Shown>();

  const [narrowings, setNarrowings] = useState<readonly Narrowing[]>([]);
  const [isTogether, setTogether] = useState(true);
  const ownerOf = useOwners(backpack, badges);
  const collection = collections.find(({ id }) =>
    narrowings.some(({ kind, value }) => kind === 'collection' && value === id),
  );

  const ordered = useMemo(
    () => (collection ? membersOf(badges, collection) : sorted(badges, sort)),
    [badges, sort, collection],
  );
  const terms = useMemo(() => searchTerms(typed), [typed]);
  const groups = useMemo(() => awardGroups(badges, ownerOf), [badges, ownerOf]);
  // A collection shows what the person put into it, each award by itself.
  const grouped = isTogether && !collection;
  const visible = useMemo(() => {
    const passing = shown(ordered, filter, terms, narrowings, ownerOf);
    return grouped ? newestOfEach(passing, groups) : passing;
  }, [ordered, filter, terms, narrowings, ownerOf, grouped, groups]);
  const earlierOf = (id: string) => (grouped ? Math.max(0, (groups.get(id)?.length ?? 1) - 1) : 0);
  const selection = useSelection(visible);
  const choices = useMemo(() => choicesIn(badges, ownerOf), [badges, ownerOf]);
  const tags = useMemo(() => choices.find(({ kind }) => kind === 'tag')?.values ?? [], [choices]);
  const favourites = useMemo(() => badges.filter(({ favourite }) => favourite).length, [badges]);
  const attention = useMemo(
    () => badges.filter((badge) => needsAttention(answerToday(badge))).length,
    [badges],
  );

  const openBadge = badges.find((badge) => badge.id === openId);
  useEffect(() => {
    document.title = openBadge
      ? i18n.t('backpack.badgePageTitle', { name: nameOfSaved(openBadge) })
      : i18n.t('backpack.pageTitle');
  }, [openBadge]);

  const changed = useCallback(async () => {
    around.tellChanged();
    await reload();
  }, [around, reload]);
  const folder = useFolder({
    revision,
    changed: () => void changed(),
  });
  const close = useCallback(() => {
    if (openId !== undefined) setFocus({ badgeId: openId });
    open(undefined);
  }, [openId, open]);
  const [checking, checkAgain] = useRecheck({ backpack, around, changed, toast });
  const refresh = useRefresh({ backpack, around, changed, toast, open });
  const remove = useRemove({ backpack, changed, toast, restored: (badgeId) => setFocus({ badgeId }) });
  const bulk = useBulk({ backpack, around, changed, toast });
  const collecting = useCollecting({
    backpack,
    around,
    changed,
    backup: (brought) => setShows({ kind: 'safe', brought }),
    toast,
    open,
  });

  const adding = useProgress(collecting.progress, ({ working }) => working !== undefined);
  const checkedAfterAdding = useProgress(
    collecting.progress,
    ({ unchecked }) => openId !== undefined && unchecked.has(openId),
  );

  useEscape(selection.badges.length > 0 ? selection.clear : openId === undefined ? undefined : close);

  const putInOrder = async ({ id, badgeIds }: Collection) => {
    try {
      await backpack.addToCollection(id, badgeIds, 0);
      await changed();
    } catch (cause) {
      console.error('Laurel could not put a collection in its order', cause);
      toast({ text: i18n.t('organise.failed') });
    }
  };
  const move = async (badgeId: string, place: number) => {
    if (!collection) return;
    try {
      await backpack.addToCollection(collection.id, [badgeId], place);
      setFocus({ badgeId });
      await changed();
      const moved = badges.find(({ id }) => id === badgeId);
      toast({
        text: i18n.t('organise.moved', { name: moved ? nameOfSaved(moved) : '' }),
        action: { label: i18n.t('common.undo'), act: () => void putInOrder(collection) },
      });
    } catch (cause) {
      console.error('Laurel could not reorder a collection', cause);
      toast({ text: i18n.t('organise.failed') });
    }
  };

  const removeOpen = async (id: string) => {
    const at = visible.findIndex((badge) => badge.id === id);
    if (!(await remove(id))) return;
    open(undefined);
    const neighbour = visible[at + 1] ?? visible[at - 1];
    if (neighbour) setFocus({ badgeId: neighbour.id });
    else search.current?.focus();
  };

  return (
    <div class={openId === undefined ? 'backpack' : 'backpack with-detail'}>
      <div class="backpack-main">
        <Heading count={total}>
          <button type="button" class="quiet" onClick={() => setShows({ kind: 'identities' })}>
            {i18n.t('me.title')}
          </button>
          <button type="button" class="quiet" onClick={() => setShows({ kind: 'trust' })}>
            {i18n.t('trust.list.open')}
          </button>
          <button type="button" class="quiet" onClick={() => setShows({ kind: 'safe' })}>
            {i18n.t('safe.title')}
          </button>
          {badges.length > 0 && (
            <button type="button" class="primary" onClick={() => collecting.offer('')}>
              {i18n.t('backpack.add.open')}
            </button>
          )}
        </Heading>
        {badges.length > 0 && (
          <Toolbar
            {...{ typed, setTyped, filter, setFilter, sort, setSort, view, setView, attention, search }}
            {...{ narrowings, setNarrowings, choices, collections, favourites }}
            {...(groups.size > 0 && !collection ? { together: { on: isTogether, set: setTogether } } : {})}
            found={visible.length}
            total={total}
          />
        )}
        <main>
          <WhatsNew {...{ backpack, badges, revision, open, changed, toast }} />
          <SafeLine
            folder={folder}
            badges={badges}
            total={total}
            revision={revision}
            keepSafe={() => setShows({ kind: 'safe' })}
          />
          <ImportResults progress={collecting.progress} badges={badges} actions={collecting.actions} />
          {collection && (
            <CollectionHead
              key={collection.id}
              collection={collection}
              members={membersOf(badges, collection)}
              changed={changed}
              toast={toast}
              close={() => setNarrowings(narrowings.filter(({ kind }) => kind !== 'collection'))}
            />
          )}
          {badges.length === 0 && adding ? null : badges.length === 0 ? (
            <EmptyBackpack add={collecting.addFiles} paste={() => collecting.offer('')} />
          ) : collection && ordered.length === 0 ? (
            <p class="soft">{i18n.t('organise.emptyCollection')}</p>
          ) : visible.length === 0 ? (
            <NothingFound
              typed={typed}
              filter={filter}
              showAll={() => {
                setTyped('');
                setFilter('all');
                setNarrowings([]);
                search.current?.focus();
              }}
            />
          ) : (
            <BadgeList
              badges={visible}
              view={view}
              openId={openId}
              focus={focus}
              onOpen={open}
              selection={selection}
              earlierOf={earlierOf}
              {...(collection && filter === 'all' && terms.length === 0 && narrowings.length === 1
                ? { onMove: move }
                : {})}
            />
          )}
          <SelectionBar
            selection={selection}
            shown={visible.length}
            collections={collections}
            tags={tags}
            bulk={bulk}
          />
        </main>
      </div>
      <AddBadges collecting={collecting} />
      {shows?.kind === 'trust' && (
        <TrustListDialog changed={() => void changed()} close={() => setShows(undefined)} />
      )}
      {shows?.kind === 'identities' && (
        <IdentitiesDialog changed={() => void changed()} close={() => setShows(undefined)} />
      )}
      {shows?.kind === 'safe' && (
        <KeepSafeDialog
          total={total}
          folder={folder}
          brought={shows.brought}
          changed={() => void changed()}
          close={() => setShows(undefined)}
        />
      )}
      {openId !== undefined && (
        <BadgeDetail
          badgeId={openId}
          revision={revision}
          collections={collections}
          awards={groups.get(openId) ?? []}
          open={open}
          replay={around.replay}
          checking={checking.has(openId) || checkedAfterAdding}
          checkAgain={(hosts) => void checkAgain(openId, hosts)}
          refresh={(host) => void refresh(openId, host)}
          remove={() => void removeOpen(openId)}
          changed={() => void changed()}
          close={close}
        />
      )}
    </div>
  );
}

function Heading({ count, children }: { count?: number; children?: ComponentChildren }) {
  return (
    <header class="backpack-heading">
      <span class="backpack-mark">
        <OwnMark size={28} />
        <PersonalMark />
      </span>
      <h1>{i18n.t('backpack.title')}</h1>
      {count !== undefined && count > 0 && <p class="soft figures">{i18n.t('backpack.count', count)}</p>}
      <span class="backpack-heading-end">{children}</span>
    </header>
  );
}

function useEscape(act: (() => void) | undefined): void {
  useEffect(() => {
    if (!act) return undefined;
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]')) return; // Escape closes that first.
      // In the search field Escape empties the field.
      if (event.target instanceof HTMLInputElement && event.target.value !== '') return;
      act();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [act]);
}
