// Who the person is to issuers: addresses, names, DIDs, profile pages. Compared here, told to nobody.
import { useCallback, useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OwnIdentity } from '../../lib/backpack';
import type { Identity } from '../../lib/backpack/organised-backpack';
import { identityName } from '../sentences';
import { OpenBackpack } from './surroundings';
import { type Done, ToldWithUndo } from './told-with-undo';
import '../dialog.css';
import './trust-list.css';
import './own-words.css';

interface IdentitiesDialogProps {
  changed: () => void;
  close: () => void;
}

export function IdentitiesDialog({ changed, close }: IdentitiesDialogProps) {
  const backpack = useContext(OpenBackpack);
  const [heading, field] = [useId(), useId()];
  const dialog = useRef<HTMLDialogElement>(null);
  const [identities, setIdentities] = useState<OwnIdentity[]>();
  const [typed, setTyped] = useState('');
  const [told, setTold] = useState<Done>();
  const attempt = useCallback((work: () => Promise<void>) => {
    work().catch((cause: unknown) => {
      console.error('Laurel could not work on the identities', cause);
      setTold({ words: i18n.t('organise.failed') });
    });
  }, []);
  const read = useCallback(async () => setIdentities(await backpack?.identities()), [backpack]);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => attempt(read), [attempt, read]);
  if (backpack === undefined) return null;

  const keep = async (identity: Identity) => {
    const { value } = identity;
    const outcome = await backpack.addIdentity(identity);
    setTold(
      outcome === 'added'
        ? { words: i18n.t('me.added', { value }), undo: () => remove(identity) }
        : { words: i18n.t('me.already', { value }) },
    );
    await read();
    if (outcome === 'added') changed();
  };
  const add = () =>
    attempt(async () => {
      const { typedIdentity } = await import('../../lib/verify');
      const identity = typedIdentity(typed);
      if (identity === undefined) return;
      setTyped('');
      await keep(identity);
    });
  const remove = (identity: Identity) =>
    attempt(async () => {
      const removed = await backpack.removeIdentity(identity);
      setTold({
        words: i18n.t('me.removed', { value: identity.value }),
        ...(removed && { undo: () => attempt(() => keep(removed)) }),
      });
      await read();
      changed();
    });
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('me.title')}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{i18n.t('me.explain')}</p>
      <ul class="trust-list">
        {identities?.map((identity) => (
          <li key={`${identity.type} ${identity.value}`}>
            <div>
              <strong class="theirs">{identity.value}</strong>
              <p class="soft small">{identityName(identity.type)}</p>
            </div>
            <button
              type="button"
              class="quiet"
              aria-label={i18n.t('me.removeNamed', { value: identity.value })}
              onClick={() => remove(identity)}
            >
              {i18n.t('me.remove')}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="own-line"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label for={field} class="small">
          {i18n.t('me.field')}
        </label>
        <input
          id={field}
          type="text"
          autocomplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" disabled={typed.trim() === ''}>
          {i18n.t('me.add')}
        </button>
      </form>
      <ToldWithUndo done={told} />
    </dialog>
  );
}
