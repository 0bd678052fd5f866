import { i18n } from '#i18n';
import type { SavedBadge, SavedEvidence, SavedFile } from '../../lib/backpack';
import { withPictureEnding } from '../../lib/formats/file-name';
import { momentInWords, sizeInWords } from '../dates';
import { download } from '../download';

interface BadgeFilesProps {
  badge: SavedBadge;
  files: readonly SavedFile[];
  evidence: readonly SavedEvidence[];
}

/** The bytes behind the words: the file as found, the document, and what the checks fetched. */
export function BadgeFiles({ badge, files, evidence }: BadgeFilesProps) {
  return (
    <section class="part" aria-labelledby="files">
      <h3 id="files">{i18n.t('backpack.detail.files')}</h3>
      {!files.some((file) => file.role === 'original') && (
        <p class="soft small">{i18n.t('backpack.detail.noFiles')}</p>
      )}
      <ul class="plain files">
        {files.map((file) => (
          <FileLine key={file.role} file={file} />
        ))}
        <DocumentLine badge={badge} />
      </ul>
      {evidence.length > 0 && <Proofs evidence={evidence} />}
    </section>
  );
}

function FileLine({ file }: { file: SavedFile }) {
  const name = withPictureEnding(file.name, file.mediaType);
  return (
    <li class="file">
      <span>
        {i18n.t(file.role === 'original' ? 'backpack.detail.original' : 'backpack.detail.picture')}
        <span class="soft small theirs">
          {name} · {sizeInWords(file.bytes.length)}
        </span>
      </span>
      <DownloadButton name={name} bytes={file.bytes} />
    </li>
  );
}

function DocumentLine({ badge }: { badge: SavedBadge }) {
  const name = documentFileName(badge);
  return (
    <li>
      <div class="file">
        <span>
          {i18n.t('backpack.detail.document')}
          <span class="soft small mono one-line">
            {i18n.t('backpack.detail.fingerprint')} {badge.digest}
          </span>
        </span>
        <DownloadButton name={name} bytes={new TextEncoder().encode(badge.documentText)} />
      </div>
      <details class="small">
        <summary class="soft">{i18n.t('backpack.detail.showDocument')}</summary>
        <pre class="document mono">{readable(badge)}</pre>
      </details>
    </li>
  );
}

/** Of the document alone, where no file was kept. */
export function documentFileName({ digest, documentForm }: SavedBadge): string {
  return `badge-${digest.slice(0, 8)}.${EXTENSIONS[documentForm]}`;
}

const EXTENSIONS = { json: 'json', jws: 'jwt', address: 'txt' } as const satisfies Record<
  SavedBadge['documentForm'],
  string
>;

/** Indented for reading where it is JSON; the download keeps every byte. */
function readable({ documentForm, documentText }: SavedBadge): string {
  if (documentForm !== 'json') return documentText;
  try {
    return JSON.stringify(JSON.parse(documentText), null, 2);
  } catch (cause) {
    if (cause instanceof SyntaxError) return documentText;
    throw cause;
  }
}

function Proofs({ evidence }: { evidence: readonly SavedEvidence[] }) {
  return (
    <>
      <h4>{i18n.t('backpack.detail.proofs')}</h4>
      <ul class="plain files">
        {evidence.map((document) => (
          <li key={`${document.url} ${document.sha256}`} class="file">
            <span>
              <span class="mono small theirs">{document.url}</span>
              <span class="soft small">
                <time dateTime={document.time}>{momentInWords(document.time)}</time> ·{' '}
                {i18n.t('backpack.detail.proofAnswer', {
                  status: String(document.status),
                  type: document.mediaType,
                  size: sizeInWords(document.bytes.length),
                })}
              </span>
              {document.finalUrl !== undefined && (
                <span class="soft small mono theirs">
                  {i18n.t('requests.sentOn', { to: document.finalUrl })}
                </span>
              )}
              {Object.entries(document.headers ?? {}).map(([name, value]) => (
                <span key={name} class="soft small mono theirs">
                  {name}: {value}
                </span>
              ))}
              <span class="soft small mono one-line">
                {i18n.t('backpack.detail.fingerprint')} {document.sha256}
              </span>
            </span>
            <DownloadButton name={`proof-${document.sha256.slice(0, 8)}.json`} bytes={document.bytes} />
          </li>
        ))}
      </ul>
    </>
  );
}

function DownloadButton({ name, bytes }: { name: string; bytes: Uint8Array }) {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={i18n.t('backpack.detail.downloadNamed', { name })}
      onClick={() => download(name, bytes)}
    >
      {i18n.t('backpack.detail.download')}
    </button>
  );
}
