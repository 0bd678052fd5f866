import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type IndexWords, writeArchive } from '../../../lib/backpack/archive';
import { dateInWords, sizeInWords, wordsLocale } from '../../dates';
import { downloadBlob } from '../../download';
import { issuerLine, wordsOf } from '../../sentences';
import { nameOfSaved } from '../badge-list';
import { PassphraseField } from './passphrase-field';
import { sealing } from './sealing';
import type { PartProps } from './work';

/** The whole backpack as one file. */
export function TakeAway({ backpack, run, busy, changed, total }: PartProps & { total: number }) {
  const [passphrase, setPassphrase] = useState('');
  const id = useId();
  const take = () =>
    run(i18n.t('safe.writing'), async (signal, onProgress) => {
      const now = new Date();
      const chunks = writeArchive(backpack, { words: indexWords(), now, onProgress, signal });
      const zip = await blobOf(chunks);
      const blob = passphrase === '' ? zip : await locked(zip, passphrase, signal);
      const name = `laurel-backpack-${now.toISOString().slice(0, 10)}.zip${passphrase === '' ? '' : '.age'}`;
      downloadBlob(name, blob);
      await backpack.noteTakenAway({ at: now.toISOString(), badges: total });
      changed();
      return i18n.t('safe.downloaded', { name, size: sizeInWords(blob.size) });
    });
  return (
    <section class="safe-part" aria-labelledby={`${id}-h`}>
      <h3 id={`${id}-h`}>{i18n.t('safe.take')}</h3>
      <p class="soft small">{i18n.t('safe.takeExplain')}</p>
      <PassphraseField label={i18n.t('safe.passphrase')} use="new" value={passphrase} set={setPassphrase} />
      {passphrase !== '' && <p class="small">{i18n.t('safe.passphraseLost')}</p>}
      <button type="button" class="primary" disabled={busy} onClick={() => void take()}>
        {i18n.t('safe.takeAll', total)}
      </button>
    </section>
  );
}

async function locked(file: Blob, passphrase: string, signal: AbortSignal): Promise<Blob> {
  const sealed = await sealing({ act: 'seal', file, passphrase }, signal);
  if (sealed.kind === 'problem') throw new Error(sealed.code);
  return sealed.file;
}

function indexWords(): IndexWords {
  return {
    language: wordsLocale(),
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    title: i18n.t('safe.index.title'),
    lead: i18n.t('safe.index.lead'),
    badge: i18n.t('safe.index.badge'),
    answer: i18n.t('safe.index.answer'),
    awarded: i18n.t('safe.index.awarded'),
    own: i18n.t('safe.index.own'),
    files: i18n.t('safe.index.files'),
    original: i18n.t('safe.index.original'),
    document: i18n.t('safe.index.document'),
    about: i18n.t('safe.index.about'),
    collections: i18n.t('safe.index.collections'),
    nameOf: nameOfSaved,
    issuerOf: issuerLine,
    answerOf: ({ answer }) => wordsOf(answer),
    dateOf: (iso) => dateInWords(iso) ?? iso,
  };
}

/** Pieces of this size leave the page's memory for the browser's, which keeps large ones on disk. */
const PIECE_BYTES = 8_000_000;

async function blobOf(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  const pieces: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    gathered.push(chunk);
    size += chunk.length;
    if (size < PIECE_BYTES) continue;
    pieces.push(new Blob(gathered));
    gathered = [];
    size = 0;
  }
  return new Blob([...pieces, ...gathered]);
}
