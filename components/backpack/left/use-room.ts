import { useLayoutEffect, useMemo, useState } from 'preact/hooks';

/** Beside the badges alone, and beside them and the details of one. In rem: zoom and large text take room. */
const ROOM = { list: '(min-width: 60rem)', detail: '(min-width: 86rem)' };

/** Whether the left side can stand beside the badges without squeezing them. */
export function useRoom(beside: keyof typeof ROOM): boolean {
  const media = useMemo(() => matchMedia(ROOM[beside]), [beside]);
  const [, drawAnew] = useState({});
  // Before anything else can happen: a window that is resized a moment after the details closed is heard.
  useLayoutEffect(() => {
    const changed = () => drawAnew({});
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [media]);
  return media.matches;
}
