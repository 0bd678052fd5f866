// Checking on a click: whom it would ask, the browser's leave where it is missing, then the check.
import { i18n } from '#i18n';
import type { EntryView } from '../../lib/page/views';
import { ask, requestEverySite, requestHosts } from '../../lib/platform';
import { answerOf, leaveSentence } from '../sentences';
import './page.css';

/** Says once for the whole page whom Laurel would ask. */
export function CheckAll({ waiting, check }: { waiting: EntryView[]; check(): void }) {
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
export async function checkAfterLeave(tabId: number, entries: EntryView[]): Promise<string> {
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
