import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { download } from '../../components/download';
import { type PageReport, pageReportCsv, pageReportJson } from '../../lib/share';
import { type Award, reportRow } from './awards';

interface TakeAwayProps {
  awards: readonly Award[];
  host: string | undefined;
  typed: string;
  /** Everything is shown while it goes to paper. */
  setDetailed(detailed: boolean): void;
}

/** On paper, or as a file with the evidence inside. */
export function TakeAway({ awards, host, typed, setDetailed }: TakeAwayProps) {
  const [withRecipients, setWithRecipients] = useState(false);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const end = () => {
      setPrinting(false);
      setDetailed(false);
    };
    addEventListener('afterprint', end);
    return () => removeEventListener('afterprint', end);
  }, [setDetailed]);
  useEffect(() => {
    // Effects run once the details are drawn.
    if (printing) print();
  }, [printing]);

  const report = (): PageReport => ({
    title: host === undefined ? i18n.t('popup.title') : i18n.t('sidepanel.reportTitle', { host }),
    madeAt: new Date().toISOString(),
    ...(withRecipients && typed !== '' ? { typed } : {}),
    rows: awards.map((award) => reportRow(award, { withRecipients })),
  });
  const save = (extension: 'csv' | 'json') => {
    const made = report();
    const text = extension === 'csv' ? pageReportCsv(made) : pageReportJson(made);
    const name = ['badges', host?.replace(/[^\w.-]+/g, '-'), made.madeAt.slice(0, 10)]
      .filter(Boolean)
      .join('-');
    download(`${name}.${extension}`, new TextEncoder().encode(text));
  };
  return (
    <section class="take-away" aria-labelledby="take-away">
      <h2 id="take-away">{i18n.t('sidepanel.takeAway')}</h2>
      <div class="form-actions">
        <button
          type="button"
          onClick={() => {
            setDetailed(true);
            setPrinting(true);
          }}
        >
          {i18n.t('sidepanel.print')}
        </button>
        <button type="button" onClick={() => save('csv')}>
          {i18n.t('sidepanel.csv')}
        </button>
        <button type="button" onClick={() => save('json')}>
          {i18n.t('sidepanel.json')}
        </button>
      </div>
      <label class="tick">
        <input
          type="checkbox"
          checked={withRecipients}
          onChange={(event) => setWithRecipients(event.currentTarget.checked)}
        />
        <span>{i18n.t('sidepanel.withRecipients')}</span>
      </label>
    </section>
  );
}
