import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../lib/platform';
import { openBackpack } from './page-foot';

const PROBLEMS = { 'nothing-found': 'popup.addNothing', 'too-large': 'popup.addTooLarge' } as const;

/** Pasted text or an address, checked at once. */
export function AddForm({ tabId, added }: { tabId: number; added(entryId: string): void }) {
  const field = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [pictured, setPictured] = useState(false);

  const add = async (what: string) => {
    if (what.trim() === '') return;
    const answer = await ask('addText', { tabId, text: what }).catch(() => undefined);
    if (answer === undefined) setProblem(i18n.t('popup.workerGone'));
    else if ('problem' in answer) setProblem(i18n.t(PROBLEMS[answer.problem]));
    else added(answer.entryId);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData;
    const isPicture = [...(pasted?.items ?? [])].some((item) => item.type.startsWith('image/'));
    setPictured(isPicture);
    setProblem(isPicture ? i18n.t('popup.addPicture') : undefined);
    const pastedText = pasted?.getData('text/plain') ?? '';
    if (isPicture || text !== '' || pastedText === '') return;
    event.preventDefault();
    setText(pastedText);
    void add(pastedText);
  };

  return (
    <form
      class="foot-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void add(text);
      }}
    >
      <label for={field}>{i18n.t('popup.addLabel')}</label>
      <textarea
        id={field}
        rows={3}
        value={text}
        spellcheck={false}
        // The form was just asked for: this is where the person wants to be.
        ref={(element) => element?.focus()}
        onInput={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
      />
      <p class={problem === undefined ? 'small soft' : 'small problem'} role="status">
        {problem ?? i18n.t('popup.addHint')}
      </p>
      <div class="form-actions">
        <button type="button" class={pictured ? 'primary' : 'quiet'} onClick={openBackpack}>
          {i18n.t('popup.addFile')}
        </button>
        <button type="submit" class={pictured ? '' : 'primary'}>
          {i18n.t('popup.addCheck')}
        </button>
      </div>
    </form>
  );
}
