// Sharing one badge: each target says exactly what it gives away before anything happens.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { EntryView } from '../lib/page/views';
import { ask } from '../lib/platform';
import { type Revealed, type ShareTarget, type ShareTargetId, shareTargets } from '../lib/share';
import { nameOf } from './sentences';
import './share-dialog.css';

/** Keys of the locale file under `share.targets` and `share.explain`. */
const TARGETS = {
  'copy-link': 'copyLink',
  linkedin: 'linkedin',
  email: 'email',
  system: 'system',
  download: 'download',
} as const satisfies Record<ShareTargetId, string>;

interface ShareDialogProps {
  tabId: number;
  entry: EntryView;
  close(): void;
}

export function ShareDialog({ tabId, entry, close }: ShareDialogProps) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [told, setTold] = useState('');
  useEffect(() => dialog.current?.showModal(), []);

  const targets = targetsOf(entry);
  const share = async (target: ShareTarget) => setTold(await carryOut(target, tabId, entry.id));
  return (
    <dialog ref={dialog} class="share-dialog" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading} class="theirs">
          {i18n.t('share.title', { name: nameOf(entry) })}
        </h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{introduction(targets)}</p>
      <ul class="plain share-targets">
        {targets.map((target) => (
          <li key={target.id}>
            <button type="button" onClick={() => void share(target)}>
              {i18n.t(`share.targets.${TARGETS[target.id]}`)}
            </button>
            <p class="small soft">{i18n.t(`share.explain.${TARGETS[target.id]}`)}</p>
            <Reveals reveals={target.reveals} />
          </li>
        ))}
      </ul>
      <p class="share-told" role="status">
        {told}
      </p>
    </dialog>
  );
}

function targetsOf(entry: EntryView): ShareTarget[] {
  const { report } = entry;
  const all: ShareTarget[] =
    report?.badge === undefined
      ? [{ id: 'download', action: { kind: 'download' }, reveals: [] }]
      : shareTargets(report.badge, report);
  return all.filter(
    ({ action }) =>
      (action.kind !== 'download' || entry.hasFile) &&
      (action.kind !== 'system' || typeof navigator.share === 'function'),
  );
}

function introduction(targets: ShareTarget[]): string {
  if (targets.length === 0) return i18n.t('share.none');
  return targets.some(({ id }) => id === 'copy-link') ? i18n.t('share.choose') : i18n.t('share.noLink');
}

function Reveals({ reveals }: { reveals: Revealed[] }) {
  if (reveals.length === 0) return null;
  return (
    <dl class="reveals small">
      {reveals.map(({ field, value }) => (
        <div key={field}>
          <dt class="soft">{fieldName(field)}</dt>
          <dd class="theirs figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const FIELDS = [
  'link',
  'name',
  'organizationName',
  'issueYear',
  'issueMonth',
  'expirationYear',
  'expirationMonth',
  'certUrl',
  'certId',
] as const;

function fieldName(field: string): string {
  const known = FIELDS.find((one) => one === field);
  return known === undefined ? field : i18n.t(`share.fields.${known}`);
}

/** Does what was chosen. Resolves to what to tell; empty when the browser shows it itself. */
async function carryOut({ action }: ShareTarget, tabId: number, entryId: string): Promise<string> {
  switch (action.kind) {
    case 'copy':
      return navigator.clipboard.writeText(action.text).then(
        () => i18n.t('share.copied'),
        () => i18n.t('share.failed'),
      );
    case 'open':
      window.open(action.url, '_blank', 'noopener');
      return '';
    case 'system':
      return navigator.share({ title: action.title, url: action.url }).then(
        () => '',
        // Closing the share sheet is a choice, not a fault.
        (error: unknown) =>
          error instanceof Error && error.name === 'AbortError' ? '' : i18n.t('share.failed'),
      );
    case 'download':
      return download(tabId, entryId);
  }
}

async function download(tabId: number, entryId: string): Promise<string> {
  const file = await ask('getFile', { tabId, entryId }).catch(() => undefined);
  if (file === undefined) return i18n.t('share.fileGone');
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = file.name;
  anchor.click();
  // The download has taken its own hold of the bytes once the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return i18n.t('share.downloaded', { name: file.name });
}
