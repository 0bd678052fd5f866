/** The address when it leads to the web and nowhere else (`javascript:`, `data:`, `file:` and the like do not). */
export function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

/** The host of a web address, for a person to see where a link leads. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}
