// Does what was chosen in the sharing dialog. Each resolves to what to tell the person.
import { i18n } from '#i18n';
import { BakeError, sniffContainer } from '../../lib/baking';
import { fileNameOf } from '../../lib/formats/file-name';
import type { ShareTarget } from '../../lib/share';
import { bakedInto, plainPicture, pngAsSvg } from '../../lib/share/badge-files';
import { download } from '../download';
import { openLink } from '../open-link';
import { nameOf } from '../sentences';
import { copyText } from './copy-text';
import { drawn } from './pictures';
import type { Kept, ShareSource } from './share-source';
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
      return share(action);
    case 'file':
      return saveFile(action.file, source, kept);
    case 'picture':
      return copyPicture(source);
  }
}

async function share({ title, url }: { title: string; url: string }): Promise<Told> {
  try {
    await navigator.share({ title, url });
    return { kind: 'nothing' };
  } catch (cause) {
    // Closing the share sheet is a choice, not a fault.
    if (cause instanceof Error && cause.name === 'AbortError') return { kind: 'nothing' };
    return { kind: 'failed', words: i18n.t('share.failed') };
  }
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
  const name = fileNameOf(nameOf(source.entry), { fallback: 'badge', max: 80 });
  switch (kind) {
    case 'original': {
      const file = await source.original?.();
      if (file === undefined) return { kind: 'failed', words: i18n.t('share.fileGone') };
      return saved(file.name, file.bytes);
    }
    case 'png':
    case 'svg':
      return document === undefined ? gone() : saveBaked(kind, `${name}.${kind}`, source, document.text);
    case 'json':
    case 'jwt': {
      const bytes = hosted ?? (document && new TextEncoder().encode(document.text));
      return bytes === undefined ? gone() : saved(`${name}.${kind}`, bytes);
    }
  }
}

const MAX_EDGE = { png: 2_048, svg: 400 } as const;

async function saveBaked(
  kind: 'png' | 'svg',
  name: string,
  source: ShareSource,
  text: string,
): Promise<Told> {
  const badge = source.entry.report?.badge;
  if (badge === undefined) return gone();
  const own = await source.picture();
  const pictures = kind === 'png' ? pngs(own, badge.name) : svgs(own, badge.name);
  let tooLarge = false;
  for await (const { picture, isPlain } of pictures) {
    try {
      const baked = await bakedInto(picture, badge, text);
      download(name, baked);
      const words = isPlain ? 'share.downloadedPlain' : 'share.downloaded';
      return { kind: 'done', words: i18n.t(words, { name }) };
    } catch (cause) {
      // A damaged picture holds nothing; the next one may.
      if (!(cause instanceof BakeError)) throw cause;
      tooLarge = cause.code === 'payload-too-large' || cause.code === 'image-too-large';
    }
  }
  return { kind: 'failed', words: i18n.t(tooLarge ? 'share.tooLarge' : 'share.failed') };
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
