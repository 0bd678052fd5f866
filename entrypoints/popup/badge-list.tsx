import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { later } from '../../components/later';
import { CheckAll, canBeChecked, checkAfterLeave } from '../../components/page/checking';
import { SaveSeveral, useChoosing } from '../../components/page/save-several';
import { useSaving } from '../../components/use-saving';
import type { EntryView, PageView } from '../../lib/page/views';
import { BadgeRow } from './badge-row';

const ShareEntry = later(async () => (await import('../../components/share/share-entry')).ShareEntry);

interface BadgeListProps {
  page: PageView;
  /** The row that is open, and why. */
  focus: PageView['focus'] | undefined;
  setFocus(focus: PageView['focus'] | undefined): void;
  /** The first of the badges that the person just added: comes into sight. */
  arrived: string | undefined;
}

export function BadgeList({ page, focus, setFocus, arrived }: BadgeListProps) {
  const saving = useSaving(page.tabId);
  const choosing = useChoosing(page.entries, saving);
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
      <SaveSeveral choosing={choosing} saving={saving} />
      <ul class="plain badge-list" aria-label={i18n.t('popup.list')}>
        {page.entries.map((entry) => (
          <BadgeRow
            key={entry.id}
            entry={entry}
            tabId={page.tabId}
            open={entry.id === focus?.entryId ? focus.what : undefined}
            toggle={() =>
              setFocus(entry.id === focus?.entryId ? undefined : { entryId: entry.id, what: 'details' })
            }
            arrived={entry.id === arrived}
            explainLeave={waiting.length === 1}
            check={() => check([entry])}
            saving={saving}
            choosing={choosing}
            share={() => setSharing(entry.id)}
          />
        ))}
      </ul>
      {shared && <ShareEntry tabId={page.tabId} entry={shared} close={() => setSharing(undefined)} />}
    </>
  );
}
