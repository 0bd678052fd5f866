/** Words as (part of) a file's name that every file system takes: letters and digits with hyphens between them. */
export function fileNameOf(words: string, { fallback, max }: { fallback: string; max: number }): string {
  const hyphened = words.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return [...hyphened.replace(/^-+/, '')].slice(0, max).join('').replace(/-+$/, '') || fallback;
}

const PICTURE_ENDINGS: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/svg+xml': 'svg' };

/** With the ending of what it is, where it is a picture: programs go by that, and the end of an address may have none. */
export function withPictureEnding(name: string, mediaType: string): string {
  const ending = PICTURE_ENDINGS[mediaType];
  return ending === undefined || name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}
