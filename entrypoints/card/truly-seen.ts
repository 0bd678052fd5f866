import { useEffect, useRef } from 'preact/hooks';

const LONG_ENOUGH_MS = 500;

/** IntersectionObserver v2, which Chromium has: nothing lies over the element, nothing fades or bends it. */
interface VisibilityObserverInit extends IntersectionObserverInit {
  trackVisibility: boolean;
  delay: number;
}
interface VisibilityEntry extends IntersectionObserverEntry {
  isVisible?: boolean;
}

/**
 * Says whether the element was wholly and truly visible for the last half second. Always false where the browser
 * can not tell: a page may then have covered the card with something that invites a click.
 */
export function useTrulySeen(element: { readonly current: Element | null }): () => boolean {
  const since = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (element.current === null || !('isVisible' in IntersectionObserverEntry.prototype)) return;
    const options: VisibilityObserverInit = { threshold: [0, 0.98, 1], trackVisibility: true, delay: 100 };
    const observer = new IntersectionObserver((entries: VisibilityEntry[]) => {
      const newest = entries.at(-1);
      if (newest?.isVisible !== true || newest.intersectionRatio < 0.98) since.current = undefined;
      else since.current ??= performance.now();
    }, options);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return () => since.current !== undefined && performance.now() - since.current >= LONG_ENOUGH_MS;
}
