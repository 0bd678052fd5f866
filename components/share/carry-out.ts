// Does what was chosen in the sharing dialog. Each resolves to what to tell the person.
import { i18n } from '#i18n';
import { BakeError, sniffContainer } from '../../lib/baking';
import { fileNameOf } from '../../lib/formats/file-name';
import type { ShareTarget } from '../../lib/share';
import { bakedInto, isBadgeAlone, plainPicture, pngAsSvg } from '../../lib/share/badge-files';
import { download } from '../download';
import { openLink } from '../open-link';
import { nameOf } from '../sentences';
import { copyText } from './copy-text';
import { drawn } from './pictures';
import type { Kept, NamedFile, ShareSource } from './share-source';
import { sharedFile, shareWithSystem } from './system-sheet';
import type { Told } from './told';

type FileKind = Extract<ShareTarget['action'], { kind: 'file' }>['file'];

export async function carryOut({ action }: ShareTarget, source: ShareSource, kept: Kept): Promise<Told> {
  switch (action.kind) {
    case 'copy':
      return copyText(action.text);
    // Shown, or asked for a server, where they stand.
    case 'qr':
    case 'open-on':
      return { kind: 'nothing' };
    case 'open':
      await openLink(action.url);
      return { kind: 'nothing' };
    case 'system':
      return shareWithSystem({ title: action.title, url: action.url });
    case 'system-file':
      return shareFile(action, source, kept);
    case 'file':
      return saveFile(action.file, source, kept);
    case 'picture':
      return copyPicture(source);
  }
}

/** The picture that the badge came in, byte for byte, where nothing else is in it; else its own with the badge baked in. */
async function shareFile(
  { title, url }: { title: string; url?: string },
  source: ShareSource,
  kept: Kept,
): Promise<Told> {
  const { document } = kept;
  const found = await source.original?.();
  const container = found && sniffContainer(found.bytes);
  const data = (file: File): ShareData => ({ title, files: [file], ...(url === undefined ? {} : { url }) });
  const isPicture = container === 'png' || container === 'svg';
  if (found !== undefined && isPicture && (await isAlone(found, kept))) {
    return shareWithSystem(data(sharedFile(found.name, container, found.bytes)));
  }
  const baked = document === undefined ? 'gone' : await bakedPicture('png', source, document.text);
  if (typeof baked === 'string') return { kind: 'failed', words: i18n.t(FAILURES[baked]) };
  return shareWithSystem(data(sharedFile(fileName(source, 'png'), 'png', baked.bytes)));
}

async function isAlone({ bytes }: NamedFile, { document, hosted }: Kept): Promise<boolean> {
  return document !== undefined && isBadgeAlone(bytes, document, hosted);
}

async function copyPicture(source: ShareSource): Promise<Told> {
  const own = await source.picture();
  const picture = own === undefined ? undefined : await drawn(own, MAX_EDGE.png);
  if (picture === undefined) return { kind: 'failed', words: i18n.t('share.noPicture') };
  try {
    const blob = new Blob([picture.png.slice()], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    return { kind: 'done', words: i18n.t('share.copiedPicture') };
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return { kind: 'failed', words: i18n.t('share.pictureRefused') };
  }
}

async function saveFile(kind: FileKind, source: ShareSource, kept: Kept): Promise<Told> {
  const { document, hosted } = kept;
  switch (kind) {
    case 'original': {
      const file = await source.original?.();
      if (file === undefined) return gone();
      return (await isAlone(file, kept)) ? saved(file.name, file.bytes) : saveWithoutRest(file, source, kept);
    }
    case 'png':
    case 'svg':
      return document === undefined ? gone() : saveBaked(kind, source, document.text);
    case 'json':
    case 'jwt': {
      const bytes = hosted ?? (document && new TextEncoder().encode(document.text));
      return bytes === undefined ? gone() : saved(fileName(source, kind), bytes);
    }
  }
}

/** Of a file that holds more than this badge: a picture of its kind with this badge alone, else the badge's text. */
async function saveWithoutRest(file: NamedFile, source: ShareSource, kept: Kept): Promise<Told> {
  const { document, hosted } = kept;
  if (document === undefined) return gone();
  const container = sniffContainer(file.bytes);
  const baked = container === 'other' ? undefined : await bakedPicture(container, source, document.text);
  const own =
    typeof baked === 'object' && container !== 'other'
      ? { ending: container, bytes: baked.bytes }
      : {
          ending: hosted === undefined ? TEXT_ENDINGS[document.form] : 'json',
          bytes: hosted ?? new TextEncoder().encode(document.text),
        };
  const name = fileName(source, own.ending);
  download(name, own.bytes);
  return { kind: 'done', words: i18n.t('share.downloadedAlone', { name }) };
}

const TEXT_ENDINGS = { json: 'json', jws: 'jwt', address: 'txt' } as const;

const MAX_EDGE = { png: 2_048, svg: 400 } as const;

async function saveBaked(kind: 'png' | 'svg', source: ShareSource, text: string): Promise<Told> {
  const baked = await bakedPicture(kind, source, text);
  if (typeof baked === 'string') return { kind: 'failed', words: i18n.t(FAILURES[baked]) };
  const name = fileName(source, kind);
  download(name, baked.bytes);
  return {
    kind: 'done',
    words: i18n.t(baked.isPlain ? 'share.downloadedPlain' : 'share.downloaded', { name }),
  };
}

const FAILURES = {
  gone: 'share.fileGone',
  'too-large': 'share.tooLarge',
  failed: 'share.failed',
} as const;

/** The badge in its own picture, or in a plain one where that can not hold it. */
async function bakedPicture(
  kind: 'png' | 'svg',
  source: ShareSource,
  text: string,
): Promise<{ bytes: Uint8Array; isPlain: boolean } | keyof typeof FAILURES> {
  const badge = source.entry.report?.badge;
  if (badge === undefined) return 'gone';
  const own = await source.picture();
  const pictures = kind === 'png' ? pngs(own, badge.name) : svgs(own, badge.name);
  let tooLarge = false;
  for await (const { picture, isPlain } of pictures) {
    try {
      return { bytes: await bakedInto(picture, badge, text), isPlain: isPlain ?? false };
    } catch (cause) {
      // A damaged picture holds nothing; the next one may.
      if (!(cause instanceof BakeError)) throw cause;
      tooLarge = cause.code === 'payload-too-large' || cause.code === 'image-too-large';
    }
  }
  return tooLarge ? 'too-large' : 'failed';
}

function fileName({ entry }: ShareSource, ending: string): string {
  return `${fileNameOf(nameOf(entry), { fallback: 'badge', max: 80 })}.${ending}`;
}

interface Carrier {
  picture: Uint8Array;
  isPlain?: true;
}

/** Pictures to bake into, the best first: as it is, drawn anew, a plain one. */
async function* pngs(own: Uint8Array | undefined, name: string): AsyncGenerator<Carrier> {
  if (own !== undefined) {
    if (sniffContainer(own) === 'png') yield { picture: own };
    const again = await drawn(own, MAX_EDGE.png);
    if (again !== undefined) yield { picture: again.png };
  }
  const plain = await drawn(plainPicture(name), MAX_EDGE.png);
  if (plain !== undefined) yield { picture: plain.png, isPlain: true };
}

async function* svgs(own: Uint8Array | undefined, name: string): AsyncGenerator<Carrier> {
  if (own !== undefined) {
    if (sniffContainer(own) === 'svg') yield { picture: own };
    const again = await drawn(own, MAX_EDGE.svg);
    if (again !== undefined) yield { picture: pngAsSvg(again.png, again) };
  }
  yield { picture: plainPicture(name), isPlain: true };
}

function saved(name: string, bytes: Uint8Array): Told {
  download(name, bytes);
  return { kind: 'done', words: i18n.t('share.downloaded', { name }) };
}

function gone(): Told {
  return { kind: 'failed', words: i18n.t('share.fileGone') };
}
