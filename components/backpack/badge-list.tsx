import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { answerToday, type ListedBadge, type SavedBadge } from '../../lib/backpack';
import { AnswerBadge } from '../answer';
import { dateInWords } from '../dates';
import { drawnOnce, useSteady } from '../drawn-once';
import { issuerLine } from '../sentences';
import { BadgeArt } from './badge-art';
import { carriesFiles, carryNames } from './dragging';
import { placeOfDrop } from './order';
import type { Selection } from './selection/use-selection';
import { type Layout, useWindow } from './use-window';
import { hostOf } from './web-address';

export type View = 'grid' | 'list';

const LAYOUTS: Record<View, Layout> = { grid: { columnRem: 11, rowRem: 15 }, list: { rowRem: 4.5 } };

interface BadgeListProps {
  badges: readonly ListedBadge[];
  view: View;
  /** The badge whose details are open. */
  openId: string | undefined;
  /** A new object puts the keyboard on that badge, once. */
  focus: { badgeId: string } | undefined;
  onOpen: (badgeId: string) => void;
  selection: Selection;
  /** How many earlier awards of the same achievement stand behind this one. */
  earlierOf: (badgeId: string) => number;
  /** What is being dragged from here: all that is chosen, where it began at something chosen. */
  dragged: RefObject<readonly ListedBadge[]>;
  /** Given where the order is the person's own: to `place` (from 0) among the others, by dragging or Alt and an arrow. */
  onMove?: (badges: readonly ListedBadge[], place: number) => Promise<void>;
}

/** One Tab stop; arrows, Home and End move within. Only what is near the screen is drawn. */
export function BadgeList(props: BadgeListProps) {
  const { badges, view, openId, focus, onOpen, selection, earlierOf, dragged } = props;
  const list = useRef<HTMLUListElement>(null);
  const layout = useWindow(list, badges.length, LAYOUTS[view]);
  const [active, setActive] = useState(0);
  // Where the keyboard is to go once the item is drawn.
  const wanted = useRef<number | undefined>(undefined);
  const reachable = Math.min(active, badges.length - 1);

  useEffect(() => {
    const at = focus === undefined ? -1 : badges.findIndex((badge) => badge.id === focus.badgeId);
    if (at < 0) return;
    wanted.current = at;
    setActive(at);
  }, [focus]);

  useEffect(() => {
    if (wanted.current === undefined) return;
    const link = list.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"]`);
    if (!link) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: 'nearest' });
  });

  const onMove = useSteady(
    (moved: readonly ListedBadge[], place: number) => void props.onMove?.(moved, place),
  );
  const onDropAt = useSteady((at: number) => {
    const moved = dragged.current ?? [];
    dragged.current = [];
    onMove(moved, placeOfDrop(badges.map(idOf), moved.map(idOf), at));
  });
  const isMovable = props.onMove !== undefined;
  const move = (event: KeyboardEvent) => {
    const moved = badges[reachable];
    if (event.altKey && isMovable && moved) {
      const place = destination({ key: event.key }, reachable, badges.length, layout.columns, list.current);
      if (place === undefined) return;
      event.preventDefault();
      onMove([moved], place);
      return;
    }
    if (choosesByKey(event, moved, selection)) return;
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const to = destination(
      { key, ctrlKey, altKey, metaKey },
      reachable,
      badges.length,
      layout.columns,
      list.current,
    );
    if (to === undefined) return;
    event.preventDefault();
    const reached = badges[to];
    if (shiftKey && moved && reached) {
      if (!selection.has(moved.id)) selection.choose(moved.id, 'toggle');
      selection.choose(reached.id, 'through');
    }
    wanted.current = to;
    setActive(to);
    if (to === reachable) list.current?.querySelector<HTMLElement>(`[data-at="${to}"]`)?.focus();
  };

  const rows = Math.ceil(badges.length / layout.columns);
  return (
    <ul
      ref={list}
      aria-label={i18n.t('backpack.title')}
      class={`plain badges badges-${view}${selection.badges.length > 0 ? ' badges-choosing' : ''}`}
      style={{ blockSize: `${rows * layout.rowPx}px` }}
      onKeyDown={move}
    >
      {drawn(layout.from, layout.to, reachable).map((at) => {
        const badge = badges[at];
        if (!badge) return null;
        return (
          <Item
            key={badge.id}
            {...{ badge, at, view, selection, dragged, onOpen, isMovable, onDropAt }}
            count={badges.length}
            onReach={setActive}
            columns={layout.columns}
            rowPx={layout.rowPx}
            earlier={earlierOf(badge.id)}
            isOpen={badge.id === openId}
            isReachable={at === reachable}
          />
        );
      })}
    </ul>
  );
}

interface ItemProps extends Pick<BadgeListProps, 'view' | 'selection' | 'dragged' | 'onOpen'> {
  badge: ListedBadge;
  /** Its place among `count`, from 0. */
  at: number;
  count: number;
  columns: number;
  rowPx: number;
  /** How many earlier awards of its achievement stand behind it. */
  earlier: number;
  isOpen: boolean;
  isReachable: boolean;
  onReach: (at: number) => void;
  isMovable: boolean;
  onDropAt: (at: number) => void;
}

const Item = drawnOnce(function Item(props: ItemProps) {
  const { badge, at, count, columns, rowPx, view, earlier, selection, dragged, isMovable, onDropAt } = props;
  const isHeld = (event: DragEvent) => (dragged.current?.length ?? 0) > 0 && !carriesFiles(event);
  const hold = (event: DragEvent) => {
    if (!isHeld(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move';
  };
  return (
    <li
      aria-setsize={count}
      aria-posinset={at + 1}
      style={placeOf(at, columns, rowPx)}
      data-chosen={selection.has(badge.id) || undefined}
      draggable
      onDragStart={(event) => {
        dragged.current = selection.has(badge.id) ? selection.badges : [badge];
        carryNames(event, dragged.current.map(nameOfSaved), 'copyMove');
        if (dragged.current.length > 1) showCount(event, dragged.current.length);
      }}
      onDragEnd={() => {
        dragged.current = [];
      }}
      {...(isMovable && {
        onDragEnter: hold,
        onDragOver: hold,
        onDrop: (event: DragEvent) => {
          if (!isHeld(event)) return;
          event.preventDefault();
          onDropAt(at);
        },
      })}
    >
      <Tick badge={badge} selection={selection} />
      <a
        href={`?badge=${encodeURIComponent(badge.id)}`}
        class="badge-link"
        data-at={at}
        tabIndex={props.isReachable ? 0 : -1}
        aria-current={props.isOpen ? 'true' : undefined}
        onFocus={() => props.onReach(at)}
        onClick={(event) => {
          if (opensElsewhere(event)) return;
          event.preventDefault();
          props.onOpen(badge.id);
        }}
      >
        <Content badge={badge} view={view} earlier={earlier} />
      </a>
    </li>
  );
});

function idOf({ id }: ListedBadge): string {
  return id;
}

/** Under the pointer, where several badges are dragged at once. */
function showCount(event: DragEvent, count: number): void {
  const words = document.createElement('div');
  words.className = 'dragged-count';
  words.textContent = i18n.t('backpack.count', count);
  document.body.append(words);
  event.dataTransfer?.setDragImage(words, -8, -8);
  requestAnimationFrame(() => words.remove()); // The browser has its picture by then.
}

/** Chosen or not. The list's keys reach it by Space, so that it is no stop of its own. */
function Tick({ badge, selection }: { badge: ListedBadge; selection: Selection }) {
  return (
    <label class="badge-tick">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={i18n.t('select.choose', { name: nameOfSaved(badge) })}
        checked={selection.has(badge.id)}
        onClick={(event) => {
          // The box follows what is chosen, also where a click chose everything up to here.
          event.preventDefault();
          selection.choose(badge.id, event.shiftKey ? 'through' : 'toggle');
        }}
      />
    </label>
  );
}

/** Space chooses, Control and A chooses all. Gives whether the key was one of these. */
function choosesByKey(event: KeyboardEvent, at: ListedBadge | undefined, selection: Selection): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return false;
  if (key === ' ' && at && !ctrlKey && !metaKey) selection.choose(at.id, shiftKey ? 'through' : 'toggle');
  else if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) selection.chooseAll();
  else return false;
  event.preventDefault();
  return true;
}

interface ContentProps {
  badge: ListedBadge;
  earlier: number;
}

/** Drawn anew only for another badge, not when it moves to another place. */
const Content = drawnOnce(function Content({ badge, view, earlier }: ContentProps & { view: View }) {
  const Shape = view === 'grid' ? Tile : Row;
  return <Shape badge={badge} earlier={earlier} />;
});

function Earlier({ count }: { count: number }) {
  if (count === 0) return null;
  return <span class="soft small earlier">{i18n.t('groups.earlier', count)}</span>;
}

function Tile({ badge, earlier }: ContentProps) {
  const name = nameOfSaved(badge);
  return (
    <>
      <BadgeArt badgeId={badge.id} name={name} class="tile-art" />
      <span class="badge-name theirs">{name}</span>
      <TileSealer badge={badge} />
      <Earlier count={earlier} />
      <span class="small tile-answer">
        <AnswerBadge answer={answerToday(badge)} />
      </span>
    </>
  );
}

/** A tile is narrow: of a domain's seal it shows the domain alone; the whole line is read out. */
function TileSealer({ badge }: { badge: ListedBadge }) {
  const { kind, value } = badge.sealer;
  const line = issuerLine(badge);
  if (kind !== 'domain' || value === undefined) return <span class="soft small one-line theirs">{line}</span>;
  return (
    <>
      <span class="visually-hidden">{line}</span>
      <span class="soft small one-line theirs" aria-hidden="true">
        {value}
      </span>
    </>
  );
}

function Row({ badge, earlier }: ContentProps) {
  const name = nameOfSaved(badge);
  const awarded = badge.badge?.awardedAt && dateInWords(badge.badge.awardedAt);
  return (
    <>
      <BadgeArt badgeId={badge.id} name={name} class="row-art" />
      <span class="row-words">
        <span class="badge-name one-line theirs">{name}</span>
        <span class="soft small one-line">{issuerLine(badge)}</span>
      </span>
      <Earlier count={earlier} />
      <span class="soft small row-date figures">{awarded}</span>
      <span class="small row-answer">
        <AnswerBadge answer={answerToday(badge)} />
      </span>
    </>
  );
}

/** A badge that was never read goes by the place it is kept at. */
export function nameOfSaved(saved: SavedBadge | ListedBadge): string {
  const name = saved.badge?.name || saved.claimedName;
  if (name) return name;
  if (saved.documentForm !== 'address') return i18n.t('backpack.untitled');
  const address = 'documentText' in saved ? saved.documentText : saved.address;
  return i18n.t('backpack.untitledAt', { host: hostOf(address ?? '') });
}

/** What is near the screen, and the item that the keyboard is on wherever it is: drawn away, it would lose the focus. */
function drawn(from: number, to: number, reachable: number): number[] {
  const near = Array.from({ length: to - from }, (_, offset) => from + offset);
  if (reachable < 0 || (reachable >= from && reachable < to)) return near;
  return reachable < from ? [reachable, ...near] : [...near, reachable];
}

function placeOf(at: number, columns: number, rowPx: number) {
  return {
    insetBlockStart: `${Math.floor(at / columns) * rowPx}px`,
    insetInlineStart: `${((at % columns) / columns) * 100}%`,
    inlineSize: `${100 / columns}%`,
    blockSize: `${rowPx}px`,
  };
}

function destination(
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key'> & Partial<KeyboardEvent>,
  at: number,
  count: number,
  columns: number,
  list: HTMLElement | null,
): number | undefined {
  if (ctrlKey || altKey || metaKey || count === 0) return undefined;
  const forward = list && getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const targets: Record<string, number> = {
    [forward]: at + 1,
    [backward]: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  };
  const to = targets[key];
  if (to === undefined) return undefined;
  return to >= 0 && to < count ? to : at;
}

function opensElsewhere(event: MouseEvent): boolean {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}
