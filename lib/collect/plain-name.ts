const MAX_CHARACTERS = 200;

/**
 * The name of a stranger's file as it may be shown: nothing in it is drawn as something else than it is. A way up or a
 * drive is only text here; nothing is ever written to the place that a name tells.
 */
export function plainName(name: string): string {
  const characters = [...name.normalize('NFC').replace(/\p{C}/gu, '\u{FFFD}')];
  const shown = characters.length > MAX_CHARACTERS ? ['…', ...characters.slice(-MAX_CHARACTERS)] : characters;
  return shown.join('').trim() || '\u{FFFD}';
}

/** The last part of it, for a file that is kept. */
export function lastPartOf(name: string): string {
  return plainName(name.split(/[\\/]/).findLast((part) => part.trim() !== '') ?? '');
}
