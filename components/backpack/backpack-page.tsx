import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { useSteady } from '../drawn-once';
import { later } from '../later';
import { BadgeDetail } from './badge-detail';
import { BadgeList, nameOfSaved } from './badge-list';
import { AddBadges } from './collect/add-badges';
import { ImportResults } from './collect/import-results';
import { useCollecting } from './collect/use-collecting';
import { useProgress } from './collect/use-import';
import { CollectionHead } from './collection-head';
import { BackpackFailure, EmptyBackpack, LoadingBadges, NothingFound } from './empty-states';
import { Heading, ReadyHeading } from './heading';
import { useFolder } from './keep-safe/folder/use-folder';
import { SafeLine } from './keep-safe/safe-line';
import { LeftDrawer } from './left/left-drawer';
import { LeftSide } from './left/left-side';
import { useRoom } from './left/use-room';
import { SelectionBar } from './selection/selection-bar';
import { useBulk } from './selection/use-bulk';
import { useSelection } from './selection/use-selection';
import { type BackpackSurroundings, OpenBackpack } from './surroundings';
import { Toasts, type ToastWords, useToasts } from './toasts';
import { Toolbar } from './toolbar';
import { useRecheck, useRefresh, useRemove } from './use-badge-actions';
import { useBadges } from './use-badges';
import { useCollections } from './use-collections';
import { useOpenBadge } from './use-open-badge';
import { useOwners } from './use-owners';
import { useShown } from './use-shown';
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
  const [openId, open] = useOpenBadge();
  const [focus, setFocus] = useState<{ badgeId: string } | undefined>(undefined);
  const search = useRef<HTMLInputElement>(null);
  const dragged = useRef<readonly ListedBadge[]>([]);
  const [shows, setShows] = useState<Shown>();
  const ownerOf = useOwners(backpack, badges);
  const shown = useShown(badges, collections, ownerOf);
  const { visible, collection, chosen, chooseFilter, chooseNarrowing, chooseAll } = shown;
  const selection = useSelection(visible);
  const hasRoom = useRoom(openId === undefined ? 'list' : 'detail');

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
  const wasChanged = useSteady(() => void changed());
  const folder = useFolder({ revision, changed: wasChanged });
  const keepSafe = useSteady(() => setShows({ kind: 'safe' }));
  const closeDialog = useSteady(() => setShows(undefined));
  const close = useCallback(() => {
    if (openId !== undefined) setFocus({ badgeId: openId });
    open(undefined);
  }, [openId, open]);
  const [checking, checkAgain] = useRecheck({ backpack, around, changed, toast });
  const refresh = useRefresh({ backpack, around, changed, toast, open });
  const remove = useRemove({ backpack, changed, toast, restored: (badgeId) => setFocus({ badgeId }) });
  const bulk = useBulk({ backpack, around, changed, toast });
  const arranging = useCollections({ backpack, changed, toast });
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

  const left = {
    ...{ chosen, chooseFilter, chooseNarrowing, chooseAll, collections, total, dragged },
    // What the first badges alone say would jump when the rest is read.
    counts: badges.length < total ? undefined : shown.counts,
    putInto: bulk.collect,
    create: useSteady(
      (name: string, into: readonly ListedBadge[]) =>
        void (into.length > 0 ? bulk.collectInNew(into, name) : arranging.create(name)),
    ),
    moveCollection: useSteady(
      (moved: Collection, place: number) => void arranging.moveCollection(moved, place, collections),
    ),
  };
  const move = async (moved: readonly ListedBadge[], place: number) => {
    if (!collection) return;
    await arranging.moveBadges(moved, collection, place);
    if (moved[0]) setFocus({ badgeId: moved[0].id });
  };
  const letGoOfCollection = useSteady(
    () => collection && chooseNarrowing({ kind: 'collection', value: collection.id }),
  );

  const removeOpen = useSteady(async () => {
    const at = visible.findIndex((badge) => badge.id === openId);
    if (openId === undefined || !(await remove(openId))) return;
    open(undefined);
    const neighbour = visible[at + 1] ?? visible[at - 1];
    if (neighbour) setFocus({ badgeId: neighbour.id });
    else search.current?.focus();
  });
  const checkOpen = useSteady(
    (hosts: readonly string[]) => openId !== undefined && void checkAgain(openId, hosts),
  );
  const refreshOpen = useSteady((host: string) => openId !== undefined && void refresh(openId, host));
  const add = useSteady(() => collecting.offer(''));
  const isEmpty = badges.length === 0;

  return (
    <div class={openId === undefined ? 'backpack' : 'backpack with-detail'}>
      <div class="backpack-main">
        <ReadyHeading count={total} add={isEmpty ? undefined : add} show={setShows} />
        <div class={hasRoom && !isEmpty ? 'backpack-body with-left' : 'backpack-body'}>
          {hasRoom && !isEmpty && <LeftSide {...left} />}
          <div class="backpack-badges">
            {!isEmpty && (
              <Toolbar {...shown} collections={collections} found={visible.length} search={search}>
                {!hasRoom && <LeftDrawer {...left} />}
              </Toolbar>
            )}
            <main>
              <WhatsNew {...{ backpack, badges, revision, open, changed, toast }} />
              <SafeLine {...{ folder, badges, total, revision, keepSafe }} />
              <ImportResults progress={collecting.progress} badges={badges} actions={collecting.actions} />
              {collection && (
                <CollectionHead
                  key={collection.id}
                  {...{ collection, badges, changed, toast }}
                  isOrdered={shown.isOwnOrder}
                  close={letGoOfCollection}
                />
              )}
              {isEmpty && adding ? null : isEmpty ? (
                <EmptyBackpack add={collecting.addFiles} paste={add} />
              ) : collection && shown.ordered.length === 0 ? (
                <p class="soft">{i18n.t('organise.emptyCollection')}</p>
              ) : visible.length === 0 ? (
                <NothingFound
                  typed={shown.typed}
                  chosen={chosen}
                  showAll={() => {
                    shown.everything();
                    search.current?.focus();
                  }}
                />
              ) : (
                <BadgeList
                  badges={visible}
                  view={shown.view}
                  openId={openId}
                  focus={focus}
                  onOpen={open}
                  selection={selection}
                  earlierOf={shown.earlierOf}
                  dragged={dragged}
                  {...(shown.isOwnOrder ? { onMove: move } : {})}
                />
              )}
              <SelectionBar
                selection={selection}
                shown={visible.length}
                collections={collections}
                tags={shown.tags}
                bulk={bulk}
              />
            </main>
          </div>
        </div>
      </div>
      <AddBadges collecting={collecting} />
      {shows?.kind === 'trust' && <TrustListDialog changed={wasChanged} close={closeDialog} />}
      {shows?.kind === 'identities' && <IdentitiesDialog changed={wasChanged} close={closeDialog} />}
      {shows?.kind === 'safe' && (
        <KeepSafeDialog
          total={total}
          folder={folder}
          brought={shows.brought}
          changed={wasChanged}
          close={closeDialog}
        />
      )}
      {openId !== undefined && (
        <BadgeDetail
          badgeId={openId}
          revision={revision}
          collections={collections}
          awards={shown.groups.get(openId) ?? NONE}
          open={open}
          replay={around.replay}
          checking={checking.has(openId) || checkedAfterAdding}
          checkAgain={checkOpen}
          refresh={refreshOpen}
          remove={removeOpen}
          changed={wasChanged}
          close={close}
        />
      )}
    </div>
  );
}

const NONE: readonly ListedBadge[] = [];

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
