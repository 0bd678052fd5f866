import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** What became of sharing. */
export type Told =
  /** Nothing to say: the browser shows it itself. */
  | { kind: 'nothing' }
  | { kind: 'done' | 'failed'; words: string }
  /** Making it took longer than a click is good for: one more click does it. */
  | { kind: 'ready'; share: () => Promise<Told> }
  /** For the person to copy by hand. */
  | { kind: 'by-hand'; text: string };

/** Stays in sight however long the list above is. */
export function ToldLine({ told: first }: { told: Told }) {
  const [after, setAfter] = useState({ of: first, told: first });
  const told = after.of === first ? after.told : first;
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (told.kind === 'by-hand') field.current?.select();
    if (told.kind === 'ready') button.current?.focus();
  }, [told]);
  const shareNow = async (share: () => Promise<Told>) => {
    try {
      setAfter({ of: first, told: await share() });
    } catch (cause) {
      console.error('Laurel could not share what it had made', cause);
      setAfter({ of: first, told: { kind: 'failed', words: i18n.t('share.failed') } });
    }
  };
  return (
    <div class="dialog-told" role="status" data-kind={told.kind}>
      {'words' in told && told.words}
      {told.kind === 'ready' && (
        <span class="ready-to-share">
          {i18n.t('share.ready')}
          <button ref={button} type="button" class="primary" onClick={() => void shareNow(told.share)}>
            {i18n.t('share.now')}
          </button>
        </span>
      )}
      {told.kind === 'by-hand' && (
        <label class="by-hand">
          {i18n.t('share.copyRefused')}
          <textarea ref={field} class="mono" readOnly rows={2} value={told.text} />
        </label>
      )}
    </div>
  );
}
