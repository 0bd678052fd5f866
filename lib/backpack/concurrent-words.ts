// Words that somebody writes while the same words change elsewhere: in another window, or through the folder.

/** Nothing that the writer did not know of goes: of `stored`, only what they knew is replaced by what they wrote. */
export function notesWritten(stored: string, written: string, knew: string): string {
  if (stored === knew || stored === written) return written;
  if (written === knew) return stored;
  if (knew !== '' && stored.includes(knew)) return stored.replace(knew, () => written).trim();
  return [stored, written].filter((text) => text !== '').join('\n\n');
}

/** What the writer added comes, what they took away goes, what came meanwhile stays; in their order as far as it goes. */
export function tagsWritten(
  stored: readonly string[],
  written: readonly string[],
  knew: readonly string[],
): string[] {
  const unknown = stored.filter((tag) => !knew.includes(tag) && !written.includes(tag));
  const goneMeanwhile = new Set(knew.filter((tag) => !stored.includes(tag)));
  return [...written.filter((tag) => !goneMeanwhile.has(tag)), ...unknown];
}
