/** Words as (part of) a file's name that every file system takes: letters and digits with hyphens between them. */
export function fileNameOf(words: string, { fallback, max }: { fallback: string; max: number }): string {
  const hyphened = words.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return [...hyphened.replace(/^-+/, '')].slice(0, max).join('').replace(/-+$/, '') || fallback;
}
