import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { momentInWords } from '../../../dates';
import { PassphraseField } from '../passphrase-field';
import type { FolderProblem } from './folder-work';
import type { Folder, FolderState } from './use-folder';

/** The backpack in a folder, which any cloud program may carry to other devices. */
export function FolderPart({ folder }: { folder: Folder }) {
  const id = useId();
  const focus = useFocusKept(folder.state.kind);
  return (
    <section class="safe-part" aria-labelledby={id} tabIndex={-1} {...focus}>
      <h3 id={id}>{i18n.t('safe.folder.title')}</h3>
      <p class="soft small">
        {i18n.t(folder.state.kind === 'not-here' ? 'safe.folder.notHere' : 'safe.folder.explain')}
      </p>
      <FolderNow folder={folder} />
    </section>
  );
}

/** A button that was pressed goes with its state: who is there by keyboard stays in the part around it. */
function useFocusKept(state: FolderState['kind']) {
  const part = useRef<HTMLElement>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement.matches('body, dialog');
    if (inside.current && isLost) part.current?.focus({ preventScroll: true });
  }, [state]);
  return {
    ref: part,
    onFocusIn: () => {
      inside.current = true;
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !part.current?.contains(relatedTarget)) inside.current = false;
    },
  };
}

function FolderNow({ folder }: { folder: Folder }) {
  const { state } = folder;
  switch (state.kind) {
    case 'not-here':
      return null;
    case 'none':
      return <ChooseFolder folder={folder} />;
    case 'locked':
      return <UnlockFolder folder={folder} state={state} />;
    default:
      return (
        <div class={state.kind === 'failed' ? 'safe-found safe-trouble' : 'safe-found'}>
          <p role="status">{inWords(state)}</p>
          {state.kind === 'working' && (
            <progress
              aria-label={inWords(state)}
              {...(state.progress ? { max: state.progress.total, value: state.progress.done } : {})}
            />
          )}
          {state.kind === 'kept' && <KeptNotes state={state} />}
          <FolderActions folder={folder} />
        </div>
      );
  }
}

function ChooseFolder({ folder }: { folder: Folder }) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <>
      <PassphraseField
        label={i18n.t('safe.folder.passphrase')}
        use="new"
        value={passphrase}
        set={setPassphrase}
      />
      {passphrase !== '' && <p class="small">{i18n.t('safe.folder.passphraseOpenTab')}</p>}
      <button type="button" onClick={() => folder.choose(passphrase)}>
        {i18n.t('safe.folder.choose')}
      </button>
    </>
  );
}

function UnlockFolder({
  folder,
  state,
}: {
  folder: Folder;
  state: Extract<FolderState, { kind: 'locked' }>;
}) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      class="safe-found"
      onSubmit={(event) => {
        event.preventDefault();
        folder.unlock(passphrase);
      }}
    >
      <p role="status">{inWords(state)}</p>
      <PassphraseField
        label={i18n.t('safe.passphraseOf', { name: state.name })}
        use="current"
        value={passphrase}
        set={setPassphrase}
      />
      <div class="choices">
        <button type="submit" disabled={passphrase === ''}>
          {i18n.t('safe.open')}
        </button>
        <Leave folder={folder} />
      </div>
    </form>
  );
}

function KeptNotes({
  state: { waiting, unread, sealed },
}: {
  state: Extract<FolderState, { kind: 'kept' }>;
}) {
  return (
    <>
      {waiting > 0 && <p class="small">{i18n.t('safe.folder.waiting', waiting)}</p>}
      {unread > 0 && <p class="small">{i18n.t('safe.folder.unread', unread)}</p>}
      {sealed && <p class="small soft">{i18n.t('safe.folder.passphraseOpenTab')}</p>}
    </>
  );
}

function FolderActions({ folder }: { folder: Folder }) {
  const { kind } = folder.state;
  if (kind === 'working') return null;
  return (
    <div class="choices">
      {kind === 'ask' && (
        <button type="button" class="primary" onClick={folder.allow}>
          {i18n.t('safe.folder.allow')}
        </button>
      )}
      {kind === 'kept' && (
        <button type="button" onClick={folder.syncNow}>
          {i18n.t('safe.folder.now')}
        </button>
      )}
      {kind === 'failed' && (
        <button type="button" onClick={folder.syncNow}>
          {i18n.t('common.tryAgain')}
        </button>
      )}
      <Leave folder={folder} />
    </div>
  );
}

function Leave({ folder }: { folder: Folder }) {
  return (
    <button type="button" class="quiet" onClick={folder.leave}>
      {i18n.t('safe.folder.leave')}
    </button>
  );
}

/** What the person is told about the folder, in one sentence. */
export function inWords(state: Exclude<FolderState, { kind: 'not-here' | 'none' }>): string {
  const { name } = state;
  switch (state.kind) {
    case 'kept':
      return i18n.t('safe.folder.kept', { name, time: momentInWords(state.doneAt) ?? '' });
    case 'failed':
      return i18n.t(`safe.folder.problem.${PROBLEMS[state.code]}`, { name });
    case 'locked':
      return state.wrong ? i18n.t('safe.problem.wrongPassphrase') : i18n.t('safe.folder.locked', { name });
    case 'ask':
      return i18n.t('safe.folder.ask', { name });
    case 'elsewhere':
      return i18n.t('safe.folder.elsewhere', { name });
    case 'working':
      return i18n.t('safe.folder.working', { name });
  }
}

const PROBLEMS = {
  gone: 'gone',
  permission: 'failed',
  full: 'full',
  failed: 'failed',
  'newer-version': 'newer',
  blocked: 'storage',
  quota: 'quota',
  storage: 'storage',
  'wrong-passphrase': 'failed',
  'not-lockable': 'notLockable',
} as const satisfies Record<FolderProblem, string>;
