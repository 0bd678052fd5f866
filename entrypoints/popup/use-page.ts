import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { useWorkerEvent } from '../../components/worker-events';
import type { PageView } from '../../lib/page/views';
import { ask } from '../../lib/platform';

export type PageState = { kind: 'loading' } | { kind: 'shown'; page: PageView } | { kind: 'worker-gone' };

/** The tab's badges, asked anew whenever the worker says that they changed. */
export function usePage(): { state: PageState; refresh: () => void } {
  const [tabId, setTabId] = useState<number>();
  const [state, setState] = useState<PageState>({ kind: 'loading' });
  const asking = useRef<'no' | 'yes' | 'again'>('no');

  useEffect(() => {
    void tabOfPopup().then(setTabId);
  }, []);

  const refresh = useCallback(() => {
    if (tabId === undefined) return;
    if (asking.current !== 'no') {
      asking.current = 'again';
      return;
    }
    const askOnce = async (): Promise<void> => {
      asking.current = 'yes';
      const next = await pageState(tabId);
      setState(next);
      // Read through a function: the compiler does not see that other calls changed it meanwhile.
      if (changedMeanwhile()) return askOnce();
      asking.current = 'no';
    };
    const changedMeanwhile = () => asking.current === 'again';
    void askOnce();
  }, [tabId]);

  useEffect(refresh, [refresh]);
  useWorkerEvent((event) => {
    const concerns = event.event === 'pageChanged' ? event.tabId === tabId : true;
    if (concerns) refresh();
  });
  return { state, refresh };
}

async function pageState(tabId: number): Promise<PageState> {
  try {
    const page = await ask('getPage', { tabId });
    // A worker of another version answers nothing.
    return page ? { kind: 'shown', page } : { kind: 'worker-gone' };
  } catch {
    return { kind: 'worker-gone' };
  }
}

/** `?tab=` where the popup's page is open as a tab, else the tab under the popup. */
async function tabOfPopup(): Promise<number> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return named;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}
