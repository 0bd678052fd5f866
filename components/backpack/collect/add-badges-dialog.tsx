import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { GivenFile } from '../../../lib/collect';
import { addressesIn } from '../../../lib/formats/address-list';
import { ChooseFiles, ChooseFolder } from './choose-files';
import { hostsInWords } from './hosts-in-words';
import '../../dialog.css';
import './collect.css';

interface AddBadgesDialogProps {
  /** What was pasted outside and needs a click. */
  text: string;
  addFiles(files: GivenFile[]): void;
  addText(text: string): void;
  addAddresses(addresses: string[]): void;
  close(): void;
}

/** Every way into the backpack that is no page: files, folders, text, addresses. */
export function AddBadgesDialog({ text, addFiles, addText, addAddresses, close }: AddBadgesDialogProps) {
  const [heading, field, hint] = [useId(), useId(), useId()];
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState(text);
  const addresses = addressesIn(typed);
  useEffect(() => dialog.current?.showModal(), []);
  const done = () => dialog.current?.close();
  const giveFiles = (files: GivenFile[]) => {
    done();
    addFiles(files);
  };

  return (
    <dialog ref={dialog} class="dialog add-badges" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('backpack.add.title')}</h2>
        <button type="button" class="quiet" onClick={done}>
          {i18n.t('common.close')}
        </button>
      </header>
      <section class="add-files">
        <p>{i18n.t('backpack.add.files')}</p>
        <div class="add-choices">
          <ChooseFiles add={giveFiles}>{i18n.t('backpack.add.chooseFiles')}</ChooseFiles>
          <ChooseFolder add={giveFiles}>{i18n.t('backpack.add.chooseFolder')}</ChooseFolder>
        </div>
        <p class="soft small">{i18n.t('backpack.add.kinds')}</p>
      </section>
      <form
        class="add-text"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '') return;
          done();
          if (addresses.length > 0) addAddresses(addresses);
          else addText(typed);
        }}
      >
        <label for={field}>{i18n.t('backpack.add.text')}</label>
        <textarea
          id={field}
          rows={4}
          value={typed}
          spellcheck={false}
          aria-describedby={hint}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p id={hint} class="soft small" aria-live="polite">
          {addresses.length > 0 ? leaveFor(addresses) : i18n.t('backpack.add.textHint')}
        </p>
        <button type="submit" class="primary" disabled={typed.trim() === ''}>
          {i18n.t(addresses.length > 0 ? 'backpack.add.look' : 'backpack.add.add')}
        </button>
      </form>
    </dialog>
  );
}

/** Whom a click would ask. */
function leaveFor(addresses: readonly string[]): string {
  const hosts = addresses.map((address) => new URL(address).host);
  return i18n.t('backpack.add.leave', { hosts: hostsInWords(hosts) });
}
