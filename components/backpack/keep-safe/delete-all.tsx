import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PartProps } from './work';

/** Everything gone for good, after a second click. */
export function DeleteAll({ backpack, run, busy, changed, total }: PartProps & { total: number }) {
  const [sure, setSure] = useState(false);
  const id = useId();
  const deleteAll = () =>
    run(i18n.t('safe.deleting'), async () => {
      await backpack.deleteAll();
      setSure(false);
      changed();
      return i18n.t('safe.deleted');
    });
  return (
    <section class="safe-part" aria-labelledby={id}>
      <h3 id={id}>{i18n.t('safe.delete')}</h3>
      <p class="soft small">{i18n.t('safe.deleteExplain')}</p>
      {sure ? (
        <div class="choices">
          <button type="button" class="danger" disabled={busy} onClick={() => void deleteAll()}>
            {i18n.t('safe.deleteSure', total)}
          </button>
          <button type="button" onClick={() => setSure(false)}>
            {i18n.t('safe.deleteNot')}
          </button>
        </div>
      ) : (
        <button type="button" disabled={busy} onClick={() => setSure(true)}>
          {i18n.t('safe.deleteAsk')}
        </button>
      )}
    </section>
  );
}
