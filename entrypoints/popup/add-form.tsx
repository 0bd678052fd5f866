import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask, MAX_TEXT } from '../../lib/platform';
import { openBackpack } from './page-foot';

/** Keys of the words for why nothing was added. */
export const NOT_ADDED = { 'nothing-found': 'popup.addNothing', 'list-full': 'popup.addFull' } as const;

interface AddFormProps {
  tabId: number;
  /** What is added to the backpack stays: a private window does not lead there. */
  isPrivate: boolean;
  added(entryIds: string[]): void;
}

/** Pasted text or addresses, checked at once. */
export function AddForm({ tabId, isPrivate, added }: AddFormProps) {
  const field = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [pictured, setPictured] = useState(false);
  const [checking, setChecking] = useState(false);

  const add = async (what: string) => {
    if (what.trim() === '') return;
    if (what.length > MAX_TEXT) return setProblem(i18n.t('popup.addTooLarge'));
    setProblem(undefined);
    setChecking(true);
    const answer = await ask('addText', { tabId, text: what }).catch(() => undefined);
    setChecking(false);
    if (answer === undefined) setProblem(i18n.t('popup.workerGone'));
    else if ('problem' in answer) setProblem(i18n.t(NOT_ADDED[answer.problem]));
    else added(answer.entryIds);
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
        {problem ?? i18n.t(checking ? 'popup.addChecking' : 'popup.addHint')}
      </p>
      <div class="form-actions">
        {!isPrivate && (
          <button type="button" class={pictured ? 'primary' : 'quiet'} onClick={openBackpack}>
            {i18n.t('popup.addFile')}
          </button>
        )}
        <button type="submit" class={pictured ? '' : 'primary'} disabled={checking}>
          {i18n.t('popup.addCheck')}
        </button>
      </div>
    </form>
  );
}
