// Everything that a badge can be given to; each target says exactly what it gives away before anything happens.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { encode } from 'uqr';
import { i18n } from '#i18n';
import {
  type Content,
  contentsOf,
  isForHolder,
  onServer,
  type Revealed,
  type ShareTarget,
  type ShareTargetId,
  shareTargets,
} from '../../lib/share';
import { openLink } from '../open-link';
import { ContentsList } from './contents-list';
import type { Kept, ShareSource } from './share-source';
import { hasSystemSheet, takesFiles } from './system-sheet';
import { type Told, ToldLine } from './told';

/** Keys of the locale file under `share.targets`. */
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
  'system-file': 'systemFile',
  download: 'download',
  png: 'png',
  svg: 'svg',
  json: 'json',
  jwt: 'jwt',
  picture: 'picture',
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
const FILES: ReadonlySet<ShareTargetId> = new Set(['download', 'png', 'svg', 'json', 'jwt']);

interface TargetsListProps {
  source: ShareSource;
  kept: Kept;
  /** Makes a share page; left out where none can be made. */
  makePage?: () => void;
}

export function TargetsList({ source, kept, makePage }: TargetsListProps) {
  const [told, setTold] = useState<Told>({ kind: 'nothing' });
  const [code, setCode] = useState<string>();
  const targets = targetsOf(source, kept);
  const within = (ids: ReadonlySet<ShareTargetId>) => targets.filter(({ id }) => ids.has(id));
  const share = async (target: ShareTarget) => {
    const { action } = target;
    setTold({ kind: 'nothing' });
    if (action.kind === 'qr') return setCode(code === undefined ? action.url : undefined);
    try {
      // Loaded only now: files are made of more than most sharing needs.
      const { carryOut } = await import('./carry-out');
      setTold(await carryOut(target, source, kept));
    } catch (cause) {
      console.error('Laurel could not share a badge', cause);
      setTold({ kind: 'failed', words: i18n.t('share.failed') });
    }
  };
  const single = (id: ShareTargetId, explain: string, inFile?: Content[]) =>
    targets
      .filter((target) => target.id === id)
      .map((target) => (
        <li key={id}>
          <TargetButton target={target} share={share} />
          <p class="small soft">{explain}</p>
          <Reveals reveals={target.reveals} />
          {inFile !== undefined && <ContentsList contents={inFile} />}
        </li>
      ));
  const files = within(FILES);
  const inPicture = kept.document && contentsOf(kept.document);
  return (
    <>
      <p class="soft small">{introduction(targets, source)}</p>
      <ul class="plain share-targets">
        {single('linkedin', i18n.t('share.explain.linkedin'))}
        <TargetGroup targets={within(COPIES)} explain={i18n.t('share.explain.copyLink')} share={share}>
          {code !== undefined && <QrCode text={code} />}
        </TargetGroup>
        <TargetGroup targets={within(POSTS)} explain={i18n.t('share.explain.post')} share={share} />
        {single('email', i18n.t('share.explain.email'))}
        {single('system', i18n.t('share.explain.system'))}
        {single('system-file', i18n.t('share.explain.systemFile'), inPicture)}
        {makePage !== undefined && (
          <li>
            <button type="button" onClick={makePage}>
              {i18n.t('share.page.make')}
            </button>
            <p class="small soft">{i18n.t('share.explain.page')}</p>
          </li>
        )}
        {files.length > 0 && (
          <FileGroup targets={files} kept={kept} isForHolder={isForHolders(source)} share={share} />
        )}
        {single('picture', i18n.t('share.explain.picture'))}
      </ul>
      <ToldLine told={told} />
    </>
  );
}

function targetsOf({ entry, original }: ShareSource, { document, hosted, holdsMore }: Kept): ShareTarget[] {
  const { report } = entry;
  // What lists what goes along knows of nothing else that is in the file.
  const hasOriginal = original !== undefined && !holdsMore;
  if (report?.badge === undefined || isForHolder(report)) {
    const action = { kind: 'file', file: 'original' } as const;
    return hasOriginal ? [{ id: 'download', action, reveals: [] }] : [];
  }
  const atHand = {
    ...(document === undefined ? {} : { form: document.form }),
    original: hasOriginal,
    hosted: hosted !== undefined,
  };
  return shareTargets(report.badge, report, atHand).filter(
    ({ action }) =>
      (action.kind !== 'system' || hasSystemSheet()) && (action.kind !== 'system-file' || takesFiles('png')),
  );
}

function isForHolders({ entry: { report } }: ShareSource): boolean {
  return report !== undefined && isForHolder(report);
}

function introduction(targets: ShareTarget[], source: ShareSource): string {
  if (isForHolders(source)) return i18n.t('share.explain.holder');
  if (targets.length === 0) return i18n.t('share.none');
  return targets.some(({ id }) => id === 'copy-link') ? i18n.t('share.choose') : i18n.t('share.noLink');
}

interface TargetButtonProps {
  target: ShareTarget;
  share(target: ShareTarget): Promise<void>;
}

function TargetButton({ target, share }: TargetButtonProps) {
  return (
    <button type="button" onClick={() => void share(target)}>
      {i18n.t(`share.targets.${TARGETS[target.id]}`)}
    </button>
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
            <TargetButton key={target.id} target={target} share={share} />
          ))}
      </div>
      {targets.map(({ id, action }) => action.kind === 'open-on' && <OnServer key={id} path={action.path} />)}
      <p class="small soft">{explain}</p>
      <Reveals reveals={most.reveals} />
      {children}
    </li>
  );
}

interface FileGroupProps extends Omit<TargetGroupProps, 'explain' | 'children'> {
  kept: Kept;
  isForHolder: boolean;
}

/** The badge itself as a file of one kind or another, with all that is in it. */
function FileGroup({ targets, kept: { document, hosted }, isForHolder, share }: FileGroupProps) {
  const contents =
    hosted === undefined
      ? document && contentsOf(document)
      : contentsOf({ form: 'json', text: new TextDecoder().decode(hosted) });
  const heading = useId();
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would look like a form to fill in */}
      <div class="target-row" role="group" aria-labelledby={heading}>
        <span id={heading}>{i18n.t('share.files')}</span>
        {targets.map((target) => (
          <TargetButton key={target.id} target={target} share={share} />
        ))}
      </div>
      <p class="small soft">{i18n.t(isForHolder ? 'share.explain.holder' : 'share.explain.files')}</p>
      {contents !== undefined && <ContentsList contents={contents} />}
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
    if (url !== undefined) void openLink(url);
  };
  return (
    <form class="target-row on-server" onSubmit={submit}>
      <label for={label} class="small">
        {i18n.t('share.server')}
      </label>
      <input
        id={label}
        type="text"
        name="server"
        class="figures"
        placeholder="mastodon.social"
        spellcheck={false}
      />
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
  'skills',
] as const;

function fieldName(field: string): string {
  const known = FIELDS.find((one) => one === field);
  return known === undefined ? field : i18n.t(`share.fields.${known}`);
}
