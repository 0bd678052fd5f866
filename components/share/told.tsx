import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';

/** What became of sharing. */
export type Told =
  /** Nothing to say: the browser shows it itself. */
  | { kind: 'nothing' }
  | { kind: 'done' | 'failed'; words: string }
  /** For the person to copy by hand. */
  | { kind: 'by-hand'; text: string };

/** Stays in sight however long the list above is. */
export function ToldLine({ told }: { told: Told }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (told.kind === 'by-hand') field.current?.select();
  }, [told]);
  return (
    <div class="dialog-told" role="status" data-kind={told.kind}>
      {'words' in told && told.words}
      {told.kind === 'by-hand' && (
        <label class="by-hand">
          {i18n.t('share.copyRefused')}
          <textarea ref={field} class="mono" readOnly rows={2} value={told.text} />
        </label>
      )}
    </div>
  );
}
