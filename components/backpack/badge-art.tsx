import { useContext, useEffect, useState } from 'preact/hooks';
import type { SavedFile } from '../../lib/backpack';
import { OpenBackpack } from './surroundings';

/** A few kB of picture can claim gigabytes of pixels. */
const MAX_PIXELS = 40_000_000;
/** The longest that a busy page puts off reading a picture. */
const PATIENCE_MS = 150;
const PICTURE_TYPES = new Set([
  'image/png',
  'image/svg+xml',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

interface BadgeArtProps {
  badgeId: string;
  name: string;
  alt?: string;
  class: string;
}

/** The badge's own picture; its first letter where none was kept. */
export function BadgeArt({ badgeId, name, alt = '', class: className }: BadgeArtProps) {
  const [source, giveUp] = usePicture(badgeId);
  if (source.kind === 'none') {
    return (
      <span class={`${className} art art-letter`} aria-hidden="true">
        {[...name.trim()][0]?.toLocaleUpperCase() ?? ''}
      </span>
    );
  }
  return (
    <span class={`${className} art`}>
      {source.kind === 'picture' && (
        <img src={source.url} alt={alt} decoding="async" draggable={false} onError={giveUp} />
      )}
    </span>
  );
}

type PictureSource = { kind: 'reading' } | { kind: 'picture'; url: string } | { kind: 'none' };

function usePicture(badgeId: string): [PictureSource, giveUp: () => void] {
  const backpack = useContext(OpenBackpack);
  const [source, setSource] = useState<PictureSource>({ kind: 'reading' });
  useEffect(() => {
    let url: string | undefined;
    let wanted = true;
    const read = async () => {
      const file = await backpack?.picture(badgeId);
      if (!wanted) return;
      if (!file || !isShowable(file)) return setSource({ kind: 'none' });
      // An SVG shown by <img> runs no scripts and loads nothing.
      url = URL.createObjectURL(new Blob([file.bytes.slice()], { type: file.mediaType }));
      setSource({ kind: 'picture', url });
    };
    // Not for what only flies past while someone scrolls or types.
    const waiting = requestIdleCallback(
      () =>
        read().catch((cause: unknown) => {
          if (!wanted) return;
          console.error('Laurel could not read a picture', cause);
          setSource({ kind: 'none' });
        }),
      { timeout: PATIENCE_MS },
    );
    return () => {
      wanted = false;
      cancelIdleCallback(waiting);
      if (url) URL.revokeObjectURL(url);
      setSource({ kind: 'reading' });
    };
  }, [backpack, badgeId]);
  return [source, () => setSource({ kind: 'none' })];
}

function isShowable({ mediaType, bytes }: SavedFile): boolean {
  if (!PICTURE_TYPES.has(mediaType)) return false;
  if (mediaType !== 'image/png') return true;
  if (bytes.length < 24) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return header.getUint32(16) * header.getUint32(20) <= MAX_PIXELS;
}
