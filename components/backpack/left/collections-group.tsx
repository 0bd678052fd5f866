import type { RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../../lib/backpack';
import { Icon } from '../../icons';
import { isChosen, type Narrowing } from '../arrange';
import { carriesFiles, carryNames } from '../dragging';
import { type Handling, LeftList } from './left-list';

export interface CollectionActs {
  /** The badges that are being dragged; empty while none are. */
  dragged: RefObject<readonly ListedBadge[]>;
  putInto: (badges: readonly ListedBadge[], collection: Collection) => void;
  create: (name: string, badges: readonly ListedBadge[]) => void;
  /** To `place` among the collections, from 0. */
  moveCollection: (collection: Collection, place: number) => void;
}

interface CollectionsGroupProps extends CollectionActs {
  /** In the person's order. */
  collections: readonly Collection[];
  narrowings: readonly Narrowing[];
  choose: (narrowing: Narrowing) => void;
}

/** Badges are dragged onto a collection; collections are put in order by dragging or with Alt and an arrow. */
export function CollectionsGroup({ collections, narrowings, choose, ...acts }: CollectionsGroupProps) {
  const heading = useId();
  const [group, movedByKey] = useFocusKept(collections);
  const handling = useHandling(collections, acts, movedByKey);
  return (
    <section ref={group} class="left-group" aria-labelledby={heading}>
      <div class="left-head">
        <h2 id={heading}>{i18n.t('organise.by.collection')}</h2>
      </div>
      {collections.length > 0 && (
        <LeftList
          heading={heading}
          handling={handling}
          items={collections.map(({ id, name, badgeIds }) => ({
            value: id,
            words: name,
            count: badgeIds.length,
            isChosen: isChosen(narrowings, { kind: 'collection', value: id }),
            choose: () => choose({ kind: 'collection', value: id }),
          }))}
        />
      )}
      <NewCollection {...acts} />
    </section>
  );
}

/** Browsers without `moveBefore` (Firefox before 144) take an element out to move it, and the focus with it. */
function useFocusKept(
  collections: readonly Collection[],
): [RefObject<HTMLElement | null>, movedByKey: (id: string) => void] {
  const group = useRef<HTMLElement>(null);
  const moved = useRef<string | undefined>(undefined);
  const order = collections.map(({ id }) => id).join(' ');
  useLayoutEffect(() => {
    const id = moved.current;
    moved.current = undefined;
    if (id === undefined || document.activeElement !== document.body) return;
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(id)}"]`)?.focus();
  }, [order]);
  const movedByKey = (id: string) => {
    moved.current = id;
  };
  return [group, movedByKey];
}

function useHandling(
  collections: readonly Collection[],
  { dragged, putInto, moveCollection }: CollectionActs,
  movedByKey: (id: string) => void,
): (id: string) => Handling {
  const [over, setOver] = useState<string>();
  const moved = useRef<Collection | undefined>(undefined);
  return (id) => {
    const at = collections.findIndex((collection) => collection.id === id);
    const collection = collections[at];
    if (!collection) return {};
    const isHeld = (event: DragEvent) =>
      carriesBadges(event, dragged) || (moved.current !== undefined && !carriesFiles(event));
    const hold = (event: DragEvent) => {
      if (!isHeld(event)) return;
      event.preventDefault();
      setOver(id);
    };
    return {
      draggable: true,
      isOver: over === id,
      onDragStart: (event) => {
        dragged.current = [];
        moved.current = collection;
        carryNames(event, [collection.name], 'move');
      },
      onDragEnd: () => {
        moved.current = undefined;
        setOver(undefined);
      },
      onDragEnter: hold,
      onDragOver: hold,
      onDragLeave: (event) => isLeft(event) && setOver(undefined),
      onDrop: (event) => {
        if (!isHeld(event)) return;
        event.preventDefault();
        setOver(undefined);
        const badges = taken(dragged);
        if (badges.length > 0) putInto(badges, collection);
        else if (moved.current) moveCollection(moved.current, at);
        moved.current = undefined;
      },
      onKeyDown: (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!event.altKey || step === undefined) return;
        event.preventDefault();
        if (!collections[at + step]) return;
        movedByKey(id);
        moveCollection(collection, at + step);
      },
    };
  };
}

/** A button that becomes a field; badges that are dropped on it go into the collection that it makes. */
function NewCollection({ dragged, create }: CollectionActs) {
  const [naming, setNaming] = useState<{ badges: readonly ListedBadge[] }>();
  const [isOver, setOver] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasNaming = useRef(false);
  useEffect(() => {
    if (naming === undefined && wasNaming.current) button.current?.focus();
    wasNaming.current = naming !== undefined;
  }, [naming]);

  if (naming) {
    return (
      <NameField
        count={naming.badges.length}
        done={(name) => {
          if (name !== undefined) create(name, naming.badges);
          setNaming(undefined);
        }}
      />
    );
  }
  const hold = (event: DragEvent) => {
    if (!carriesBadges(event, dragged)) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <button
      ref={button}
      type="button"
      class={`left-new${isOver ? ' left-over' : ''}`}
      onClick={() => setNaming({ badges: [] })}
      onDragEnter={hold}
      onDragOver={hold}
      onDragLeave={(event) => isLeft(event) && setOver(false)}
      onDrop={(event) => {
        if (!carriesBadges(event, dragged)) return;
        event.preventDefault();
        setOver(false);
        const badges = taken(dragged);
        if (badges.length > 0) setNaming({ badges });
      }}
    >
      <Icon name="add" size={14} /> {i18n.t('organise.newCollection')}
    </button>
  );
}

/** `count`: how many badges wait to go into it. `done` without a name: the person thought better of it. */
function NameField({ count, done }: { count: number; done: (name: string | undefined) => void }) {
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const written = name.trim();
  return (
    <form
      class="left-naming"
      onSubmit={(event) => {
        event.preventDefault();
        if (written !== '') done(written);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault(); // It means this field alone.
        done(undefined);
      }}
    >
      <input
        ref={field}
        type="text"
        aria-label={i18n.t('organise.newCollection')}
        placeholder={i18n.t('left.nameIt')}
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      {count > 0 && <p class="soft small">{i18n.t('left.goInto', count)}</p>}
      <span>
        <button type="submit" class="primary" disabled={written === ''}>
          {i18n.t('organise.create')}
        </button>
        <button type="button" class="quiet" onClick={() => done(undefined)}>
          {i18n.t('safe.cancel')}
        </button>
      </span>
    </form>
  );
}

function carriesBadges(event: DragEvent, dragged: CollectionActs['dragged']): boolean {
  return (dragged.current?.length ?? 0) > 0 && !carriesFiles(event);
}

/** Not when the pointer only goes on to something within. */
function isLeft({ currentTarget, relatedTarget }: DragEvent): boolean {
  return !(
    currentTarget instanceof Node &&
    relatedTarget instanceof Node &&
    currentTarget.contains(relatedTarget)
  );
}

function taken(dragged: CollectionActs['dragged']): readonly ListedBadge[] {
  const badges = dragged.current ?? [];
  dragged.current = [];
  return badges;
}
