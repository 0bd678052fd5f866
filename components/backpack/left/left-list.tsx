import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { wordsLocale } from '../../dates';

export interface LeftItem {
  value: string;
  words: string;
  /** Of badges; left out until all were counted. */
  count: number | undefined;
  isChosen: boolean;
  choose: () => void;
}

/** What makes an item something to drag, or to drop on. */
export interface Handling {
  draggable?: boolean;
  isOver?: boolean;
  onDragStart?: (event: DragEvent) => void;
  onDragEnd?: (event: DragEvent) => void;
  onDragEnter?: (event: DragEvent) => void;
  onDragOver?: (event: DragEvent) => void;
  onDragLeave?: (event: DragEvent) => void;
  onDrop?: (event: DragEvent) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

interface LeftListProps {
  items: readonly LeftItem[];
  /** The id of its heading. */
  heading?: string;
  handling?: (value: string) => Handling;
}

/** One Tab stop; the arrows move on through the whole left side. */
export function LeftList({ items, heading, handling }: LeftListProps) {
  const [active, setActive] = useState<string>();
  const reachable =
    items.find(({ value }) => value === active) ?? items.find(({ isChosen }) => isChosen) ?? items[0];
  return (
    <ul class="plain left-list" aria-labelledby={heading}>
      {items.map((item) => {
        const { isOver, onKeyDown, ...drag } = handling?.(item.value) ?? {};
        return (
          <li key={item.value} class={isOver ? 'left-over' : undefined} {...drag}>
            <button
              type="button"
              class="left-item"
              data-value={item.value}
              aria-pressed={item.isChosen}
              {...(onKeyDown && { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown', onKeyDown })}
              title={item.words}
              tabIndex={item === reachable ? 0 : -1}
              onFocus={() => setActive(item.value)}
              onClick={item.choose}
            >
              <span class="theirs one-line">{item.words}</span>
              {item.count !== undefined && <Count count={item.count} />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Count({ count }: { count: number }) {
  return (
    <>
      <span class="soft figures" aria-hidden="true">
        {count.toLocaleString(wordsLocale())}
      </span>
      <span class="visually-hidden">{i18n.t('backpack.count', count)}</span>
    </>
  );
}

/** Arrows, Home and End. */
export function moveInLeft(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.left-item')];
  const at = items.findIndex((item) => item === document.activeElement);
  if (at < 0) return;
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: items.length - 1,
  };
  const to = targets[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}
