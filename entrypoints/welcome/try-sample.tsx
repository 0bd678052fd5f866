import { useCallback, useEffect, useId, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { AnswerMark } from '../../components/answer';
import { BadgeCard } from '../../components/badge-facts';
import { CheckDetails } from '../../components/check-list';
import { Icon } from '../../components/icons';
import { answerOf, sealLabel, toneOf } from '../../components/sentences';
import { type Saving, useSaving } from '../../components/use-saving';
import { useWorkerEvent } from '../../components/worker-events';
import type { EntryView } from '../../lib/page/views';
import { ask } from '../../lib/platform';

/** The sample belongs to no tab. */
const NO_TAB = -1;
const PICTURE = '/sample/laurel-sample-badge.png';

/** A real badge with its seal and its card. */
export function TrySample() {
  const heading = useId();
  const card = useId();
  const [sample, setSample] = useState<EntryView | 'loading' | 'unreadable'>('loading');
  const [open, setOpen] = useState(true);
  const saving = useSaving(NO_TAB);
  const refresh = useCallback(() => {
    ask('getSample', {}).then(
      ({ entry }) => setSample(entry),
      () => setSample('unreadable'),
    );
  }, []);
  useEffect(refresh, [refresh]);
  useWorkerEvent((event) => {
    if (event.event !== 'pageChanged' || event.tabId === NO_TAB) refresh();
  });

  return (
    <section class="question try" aria-labelledby={heading}>
      <h2 id={heading}>{i18n.t('welcome.tryTitle')}</h2>
      <p class="soft">{i18n.t('welcome.try')}</p>
      {sample === 'unreadable' && (
        <div class="notice">
          <p>{i18n.t('welcome.sampleGone')}</p>
          <button type="button" onClick={refresh}>
            {i18n.t('common.tryAgain')}
          </button>
        </div>
      )}
      <div class="sample">
        <figure>
          <div class="sealed">
            <img src={PICTURE} width={200} height={200} alt={i18n.t('welcome.sampleName')} />
            {typeof sample === 'object' && (
              <button
                type="button"
                class="seal-button"
                data-tone={toneOf(answerOf(sample))}
                aria-label={sealLabel(sample)}
                aria-expanded={open}
                aria-controls={card}
                onClick={() => setOpen(!open)}
              >
                <AnswerMark answer={answerOf(sample)} size={28} />
              </button>
            )}
          </div>
          <figcaption class="soft small">{i18n.t('welcome.sealHint')}</figcaption>
        </figure>
        <div id={card} class="sample-card" hidden={!open}>
          {sample === 'loading' && <div class="skeleton sample-skeleton" />}
          {typeof sample === 'object' && (
            <>
              <BadgeCard
                entry={sample}
                level="h2"
                actions={<SampleActions entry={sample} saving={saving} />}
              />
              {sample.report !== undefined && <CheckDetails report={sample.report} />}
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function SampleActions({ entry, saving }: { entry: EntryView; saving: Saving }) {
  const justSaved = saving.justSaved.has(entry.id);
  const saved = justSaved || entry.saved !== undefined;
  return (
    <div class="sample-actions">
      {saved ? (
        <>
          <span class="saved">
            <Icon name="check" />
            {i18n.t('popup.saved')}
          </span>
          {justSaved && (
            <button type="button" class="quiet" onClick={() => void saving.undo(entry.id)}>
              {i18n.t('common.undo')}
            </button>
          )}
          <a class="button" href={browser.runtime.getURL('/backpack.html')}>
            {i18n.t('welcome.openBackpack')}
          </a>
        </>
      ) : (
        <button type="button" class="primary" onClick={() => void saving.save(entry.id)}>
          {i18n.t('popup.save')} {i18n.t('popup.saveWhere')}
        </button>
      )}
      <span class="soft small" role="status">
        {saving.messages.get(entry.id) ?? ''}
      </span>
    </div>
  );
}
