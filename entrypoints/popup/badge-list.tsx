import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { answerOf, leaveSentence } from '../../components/sentences';
import { ShareDialog } from '../../components/share-dialog';
import { useSaving } from '../../components/use-saving';
import type { EntryView, PageView } from '../../lib/page/views';
import { ask, requestEverySite, requestHosts } from '../../lib/platform';
import { BadgeRow } from './badge-row';

interface BadgeListProps {
  page: PageView;
  /** The row that is open, and why. */
  focus: PageView['focus'] | undefined;
  setFocus(focus: PageView['focus'] | undefined): void;
}

export function BadgeList({ page, focus, setFocus }: BadgeListProps) {
  const saving = useSaving(page.tabId);
  const [sharing, setSharing] = useState<string>();
  const [problem, setProblem] = useState('');
  const shared = page.entries.find((entry) => entry.id === sharing);
  useEffect(() => {
    if (focus?.what === 'share') setSharing(focus.entryId);
  }, [focus]);
  const waiting = page.entries.filter(canBeChecked);

  const check = (entries: EntryView[]) => {
    void checkAfterLeave(page.tabId, entries).then(setProblem);
  };

  return (
    <>
      {waiting.length > 1 && <CheckAll waiting={waiting} check={() => check(waiting)} />}
      <p class="problem" role="status">
        {problem}
      </p>
      <ul class="plain badge-list" aria-label={i18n.t('popup.list')}>
        {page.entries.map((entry) => (
          <BadgeRow
            key={entry.id}
            entry={entry}
            open={entry.id === focus?.entryId ? focus.what : undefined}
            toggle={() =>
              setFocus(entry.id === focus?.entryId ? undefined : { entryId: entry.id, what: 'details' })
            }
            explainLeave={waiting.length === 1}
            check={() => check([entry])}
            saving={saving}
            share={() => setSharing(entry.id)}
          />
        ))}
      </ul>
      {shared !== undefined && (
        <ShareDialog tabId={page.tabId} entry={shared} close={() => setSharing(undefined)} />
      )}
    </>
  );
}

/** Says once for the whole page whom Laurel would ask. */
function CheckAll({ waiting, check }: { waiting: EntryView[]; check(): void }) {
  return (
    <div class="notice main-notice">
      <p>
        {leaveSentence(
          [],
          waiting.flatMap((entry) => entry.asks),
        )}
      </p>
      <button type="button" class="primary" onClick={check}>
        {i18n.t('popup.checkAll', waiting.length)}
      </button>
    </div>
  );
}

/** Not checked yet, and a click may change that. */
export function canBeChecked(entry: EntryView): boolean {
  const offline = entry.asks.length > 0 && entry.asks.every((asked) => asked.reason === 'offline');
  return answerOf(entry) === 'not-checked' && !offline;
}

/** Asks the browser's leave first where it is missing. Resolves to what to tell, mostly nothing. */
async function checkAfterLeave(tabId: number, entries: EntryView[]): Promise<string> {
  const wanted = entries.flatMap((entry) => entry.asks).filter((asked) => asked.reason === 'permission');
  // Nothing may be awaited before this request: browsers take it only straight from the click.
  if (wanted.length > 0 && !(await requestLeave(wanted))) return i18n.t('popup.leaveRefused');
  try {
    await Promise.all(entries.map((entry) => ask('checkNow', { tabId, entryId: entry.id })));
    return '';
  } catch {
    return i18n.t('popup.workerGone');
  }
}

/** Exactly the hosts that are missing, or every site where a host sends Laurel on to others. */
function requestLeave(wanted: EntryView['asks']): Promise<boolean> {
  return wanted.some((asked) => asked.everySite)
    ? requestEverySite()
    : requestHosts(wanted.map((asked) => asked.host));
}
