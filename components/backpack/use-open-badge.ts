import { useCallback, useEffect, useState } from 'preact/hooks';

/** The badge whose details the address asks for (`?badge=<id>`), and what opens another or none. */
export function useOpenBadge(): [string | undefined, open: (badgeId: string | undefined) => void] {
  const [openId, setOpenId] = useState(badgeInAddress);
  useEffect(() => {
    const follow = () => setOpenId(badgeInAddress());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const open = useCallback((badgeId: string | undefined) => {
    const address = new URL(location.href);
    if (badgeId === undefined) address.searchParams.delete('badge');
    else address.searchParams.set('badge', badgeId);
    history.pushState(null, '', address);
    setOpenId(badgeId);
  }, []);
  return [openId, open];
}

function badgeInAddress(): string | undefined {
  return new URLSearchParams(location.search).get('badge') ?? undefined;
}
