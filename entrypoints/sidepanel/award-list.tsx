import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { later } from '../../components/later';
import { CheckAll, canBeChecked, checkAfterLeave } from '../../components/page/checking';
import { SaveSeveral, useChoosing } from '../../components/page/save-several';
import { useSaving } from '../../components/use-saving';
import type { EntryView } from '../../lib/page/views';
import { AwardRow } from './award-row';
import { type Award, COLUMNS, type Column, inOrder, type Order } from './awards';

const ShareEntry = later(async () => (await import('../../components/share/share-entry')).ShareEntry);

interface AwardListProps {
  tabId: number;
  /** Accessible name. */
  label: string;
  awards: readonly Award[];
  /** Something was typed: show how each compares. */
  compared: boolean;
  /** For paper: everything that is known of each. */
  detailed: boolean;
}

export function AwardList({ tabId, label, awards, compared, detailed }: AwardListProps) {
  const [order, setOrder] = useState<Order>();
  const [problem, setProblem] = useState('');
  const [sharing, setSharing] = useState<string>();
  const saving = useSaving(tabId);
  const choosing = useChoosing(
    awards.map(({ entry }) => entry),
    saving,
  );
  const waiting = awards.map(({ entry }) => entry).filter(canBeChecked);
  const shared = awards.find(({ entry }) => entry.id === sharing)?.entry;
  const check = (entries: EntryView[]) => void checkAfterLeave(tabId, entries).then(setProblem);
  return (
    <div class="awards">
      {waiting.length > 1 && <CheckAll waiting={waiting} check={() => check(waiting)} />}
      <p class="problem" role="status">
        {problem}
      </p>
      {awards.length > 1 && <Sorting order={order} setOrder={setOrder} compared={compared} />}
      <SaveSeveral choosing={choosing} saving={saving} />
      <ul class="plain award-list" aria-label={label} data-compared={compared}>
        {inOrder(awards, order ?? { by: undefined, down: false }).map((award) => (
          <AwardRow
            key={award.entry.id}
            award={award}
            compared={compared}
            detailed={detailed}
            saving={saving}
            choosing={choosing}
            check={() => check([award.entry])}
            share={() => setSharing(award.entry.id)}
          />
        ))}
      </ul>
      {shared && <ShareEntry tabId={tabId} entry={shared} close={() => setSharing(undefined)} />}
    </div>
  );
}

interface SortingProps {
  order: Order | undefined;
  setOrder(order: Order | undefined): void;
  compared: boolean;
}

/** Column headings where there is room for columns, else one choice. */
function Sorting({ order, setOrder, compared }: SortingProps) {
  const columns = COLUMNS.filter((column) => compared || column !== 'match');
  const turn = (by: Column) => setOrder({ by, down: order?.by === by ? !order.down : false });
  return (
    <>
      <fieldset class="sort-heads" data-compared={compared}>
        <legend class="visually-hidden">{i18n.t('sidepanel.sort')}</legend>
        {columns.map((column) => (
          <button
            key={column}
            type="button"
            class="quiet sort-head"
            data-column={column}
            aria-pressed={order?.by === column}
            onClick={() => turn(column)}
          >
            {i18n.t(`sidepanel.columns.${column}`)}
            {order?.by === column && <Direction down={order.down} />}
          </button>
        ))}
      </fieldset>
      <div class="sort-choice">
        <label>
          {i18n.t('sidepanel.sort')}
          <select
            value={order?.by ?? ''}
            onChange={(event) => {
              const by = COLUMNS.find((column) => column === event.currentTarget.value);
              setOrder(by && { by, down: order?.down ?? false });
            }}
          >
            <option value="">{i18n.t('sidepanel.asOnPage')}</option>
            {columns.map((column) => (
              <option key={column} value={column}>
                {i18n.t(`sidepanel.columns.${column}`)}
              </option>
            ))}
          </select>
        </label>
        {order !== undefined && (
          <button type="button" class="quiet" onClick={() => turn(order.by)}>
            <Direction down={order.down} />
          </button>
        )}
      </div>
    </>
  );
}

function Direction({ down }: { down: boolean }) {
  return (
    <>
      <span aria-hidden="true"> {down ? '↓' : '↑'}</span>
      <span class="visually-hidden"> {i18n.t(down ? 'sidepanel.descending' : 'sidepanel.ascending')}</span>
    </>
  );
}
