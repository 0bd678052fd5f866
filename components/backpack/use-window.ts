import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export interface Layout {
  /** Of the smallest allowed width, in rem; one column where undefined. */
  columnRem?: number;
  rowRem: number;
}

export interface Window {
  columns: number;
  rowPx: number;
  /** Items [from, to) are on or near the screen. */
  from: number;
  to: number;
}

/** Drawn above and below the screen, so that scrolling finds it there. */
const SPARE_PX = 300;

/** The part of a long list in the page's scroll that is worth drawing. */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, layout: Layout): Window {
  const [window_, setWindow] = useState<Window>({ columns: 1, rowPx: layout.rowRem * 16, from: 0, to: 0 });
  const { columnRem, rowRem } = layout;

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = () => {
      const next = windowOf(element, count, { rowRem, ...(columnRem === undefined ? {} : { columnRem }) });
      setWindow((last) => (sameWindow(last, next) ? last : next));
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    return () => {
      resized.disconnect();
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [list, count, columnRem, rowRem]);

  return window_;
}

function windowOf(element: HTMLElement, count: number, { columnRem, rowRem }: Layout): Window {
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const { top, width } = element.getBoundingClientRect();
  const columns = columnRem === undefined ? 1 : Math.max(1, Math.floor(width / (columnRem * remPx)));
  const rowPx = rowRem * remPx;
  const firstRow = Math.max(0, Math.floor((-top - SPARE_PX) / rowPx));
  const lastRow = Math.ceil((innerHeight - top + SPARE_PX) / rowPx);
  const from = Math.min(firstRow * columns, count);
  return { columns, rowPx, from, to: Math.max(from, Math.min(lastRow * columns, count)) };
}

function sameWindow(a: Window, b: Window): boolean {
  return a.columns === b.columns && a.rowPx === b.rowPx && a.from === b.from && a.to === b.to;
}
