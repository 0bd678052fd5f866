// Sharing one badge: each target says exactly what it gives away before anything happens.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { encode } from 'uqr';
import { i18n } from '#i18n';
import type { EntryView } from '../lib/page/views';
import { ask } from '../lib/platform';
import { onServer, type Revealed, type ShareTarget, type ShareTargetId, shareTargets } from '../lib/share';
import { nameOf } from './sentences';
import './share-dialog.css';

/** Keys of the locale file under `share.targets` and `share.explain`. */
const TARGETS = {
  'copy-link': 'copyLink',
  'copy-markdown': 'copyMarkdown',
  'copy-html': 'copyHtml',
  qr: 'qr',
  linkedin: 'linkedin',
  'linkedin-post': 'linkedinPost',
  x: 'x',
  bluesky: 'bluesky',
  mastodon: 'mastodon',
  facebook: 'facebook',
  whatsapp: 'whatsapp',
  email: 'email',
  system: 'system',
  download: 'download',
} as const satisfies Record<ShareTargetId, string>;

/** Shown together: they do the same in different places. */
const COPIES: ReadonlySet<ShareTargetId> = new Set(['copy-link', 'copy-markdown', 'copy-html', 'qr']);
const POSTS: ReadonlySet<ShareTargetId> = new Set([
  'linkedin-post',
  'x',
  'bluesky',
  'facebook',
  'whatsapp',
  'mastodon',
]);

interface ShareDialogProps {
  tabId: number;
  entry: EntryView;
  close(): void;
}

export function ShareDialog({ tabId, entry, close }: ShareDialogProps) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [told, setTold] = useState('');
  const [code, setCode] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);

  const targets = targetsOf(entry);
  const within = (ids: ReadonlySet<ShareTargetId>) => targets.filter(({ id }) => ids.has(id));
  const share = async (target: ShareTarget) => {
    const { action } = target;
    if (action.kind === 'qr') {
      setTold('');
      setCode(code === undefined ? action.url : undefined);
    } else setTold(await carryOut(target, tabId, entry.id));
  };
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
        <TargetGroup targets={within(COPIES)} explain={i18n.t('share.explain.copyLink')} share={share}>
          {code !== undefined && <QrCode text={code} />}
        </TargetGroup>
        <TargetGroup targets={within(POSTS)} explain={i18n.t('share.explain.post')} share={share} />
        {targets
          .filter(({ id }) => !COPIES.has(id) && !POSTS.has(id))
          .map((target) => (
            <li key={target.id}>
              <button type="button" onClick={() => void share(target)}>
                {i18n.t(`share.targets.${TARGETS[target.id]}`)}
              </button>
              <p class="small soft">{explanationOf(target.id)}</p>
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

interface TargetGroupProps {
  targets: ShareTarget[];
  explain: string;
  share(target: ShareTarget): Promise<void>;
  children?: ComponentChildren;
}

/** Several targets in a row, with what all of them together may give away. */
function TargetGroup({ targets, explain, share, children }: TargetGroupProps) {
  const [most] = targets.toSorted((one, other) => other.reveals.length - one.reveals.length);
  if (most === undefined) return null;
  return (
    <li>
      <div class="target-row">
        {targets
          .filter(({ action }) => action.kind !== 'open-on')
          .map((target) => (
            <button type="button" key={target.id} onClick={() => void share(target)}>
              {i18n.t(`share.targets.${TARGETS[target.id]}`)}
            </button>
          ))}
      </div>
      {targets.map(({ id, action }) => action.kind === 'open-on' && <OnServer key={id} path={action.path} />)}
      <p class="small soft">{explain}</p>
      <Reveals reveals={most.reveals} />
      {children}
    </li>
  );
}

/** Mastodon has no one address: the person names the server that they are at home on. */
function OnServer({ path }: { path: string }) {
  const label = useId();
  const [problem, setProblem] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form =
      event.currentTarget instanceof HTMLFormElement ? new FormData(event.currentTarget) : undefined;
    const url = onServer(String(form?.get('server') ?? ''), path);
    setProblem(url === undefined ? i18n.t('share.serverBad') : '');
    if (url !== undefined) window.open(url, '_blank', 'noopener');
  };
  return (
    <form class="target-row on-server" onSubmit={submit}>
      <label for={label} class="small">
        {i18n.t('share.server')}
      </label>
      <input id={label} name="server" class="figures" placeholder="mastodon.social" spellcheck={false} />
      <button type="submit">{i18n.t('share.targets.mastodon')}</button>
      <span class="problem small" role="status">
        {problem}
      </span>
    </form>
  );
}

/** Black on white whatever the theme: cameras want it so. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={i18n.t('share.page.qr')}>
      <path d={path} />
    </svg>
  );
}

function explanationOf(id: ShareTargetId): string {
  switch (id) {
    case 'linkedin':
    case 'email':
    case 'system':
    case 'download':
      return i18n.t(`share.explain.${id}`);
    default:
      return '';
  }
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
    // Shown, or asked for a server, where they stand.
    case 'qr':
    case 'open-on':
      return '';
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
