const MAX_ADDRESSES = 200;

/** The web addresses that a text is, one or one a line; none where it is anything else. */
export function addressesIn(text: string): string[] {
  const lines = text.split(/\s+/).filter((line) => line !== '');
  const all = lines.every((line) => /^https?:\/\//i.test(line) && URL.canParse(line));
  return all ? [...new Set(lines)].slice(0, MAX_ADDRESSES) : [];
}
