import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { PageView } from '../../lib/page/views';
import { ask } from '../../lib/platform';
import { useWorkerEvent } from '../worker-events';

export type PageState = { kind: 'loading' } | { kind: 'shown'; page: PageView } | { kind: 'worker-gone' };

/** The badges of one tab (undefined: not known yet), asked anew whenever the worker says that they changed. */
export function usePage(
  tabId: number | undefined,
  { peek = false }: { peek?: boolean } = {},
): { state: PageState; refresh: () => void } {
  const [state, setState] = useState<PageState>({ kind: 'loading' });
  const asking = useRef<'no' | 'yes' | 'again'>('no');
  const newest = useRef(tabId);
  newest.current = tabId;

  const refresh = useCallback(() => {
    if (tabId === undefined) return;
    if (asking.current !== 'no') {
      asking.current = 'again';
      return;
    }
    const askOnce = async (): Promise<void> => {
      asking.current = 'yes';
      const next = await pageState(tabId, peek);
      // The person may look at another tab by now.
      if (newest.current === tabId) setState(next);
      // Read through a function: the compiler does not see that other calls changed it meanwhile.
      if (changedMeanwhile()) return askOnce();
      asking.current = 'no';
    };
    const changedMeanwhile = () => asking.current === 'again';
    void askOnce();
  }, [tabId, peek]);

  useEffect(refresh, [refresh]);
  useWorkerEvent((event) => {
    const concerns = event.event === 'pageChanged' ? event.tabId === tabId : true;
    if (concerns) refresh();
  });
  return { state, refresh };
}

async function pageState(tabId: number, peek: boolean): Promise<PageState> {
  const look = () => ask('getPage', { tabId, ...(peek ? { peek } : {}) });
  try {
    // The browser may end the worker in the middle of an answer: asking again starts it anew.
    const page = await look().catch(look);
    // A worker of another version answers nothing.
    return page ? { kind: 'shown', page } : { kind: 'worker-gone' };
  } catch {
    return { kind: 'worker-gone' };
  }
}

/** The tab that `?tab=` names where a page of Laurel stands for another tab; undefined without one. */
export function namedTab(): number | undefined {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  return Number.isInteger(named) ? named : undefined;
}

/** The tab under the popup. Resolves to -1 where there is none. */
export function useTabUnder(): number | undefined {
  const [tabId, setTabId] = useState(namedTab);
  useEffect(() => {
    if (namedTab() === undefined) void activeTab().then(setTabId);
  }, []);
  return tabId;
}

/** The tab that the person looks at beside the panel, whichever it comes to be. */
export function useActiveTab(): number | undefined {
  const [tabId, setTabId] = useState(namedTab);
  useEffect(() => {
    if (namedTab() !== undefined) return;
    const follow = () => void activeTab().then(setTabId);
    follow();
    browser.tabs.onActivated.addListener(follow);
    return () => browser.tabs.onActivated.removeListener(follow);
  }, []);
  return tabId;
}

async function activeTab(): Promise<number> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}
