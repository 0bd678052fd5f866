// How much, how long, how many.

/** `picture`: found on a page, to look for a badge in it. `document`: anything a verification asks for. */
export type Purpose = 'picture' | 'document';

export interface Limits {
  /** Most bytes of a body by what it is, when a page led to it. */
  maxBytes: { text: number; png: number; svg: number };
  /** Most bytes of anything that the person opened. */
  maxBytesOpened: number;
  /** From sending the request to the last byte; waiting in the queue does not count. */
  timeoutMs: Record<Purpose, number>;
}

export const LIMITS: Limits = {
  maxBytes: { text: 1_048_576, png: 2_097_152, svg: 524_288 },
  maxBytesOpened: 8_388_608,
  timeoutMs: { picture: 5_000, document: 8_000 },
};

/** The most bytes to read of a body that calls itself `mediaType`. */
export function maxBytesFor(
  mediaType: string,
  options: { purpose: Purpose; openedByPerson: boolean; limits: Limits },
): number {
  const { limits } = options;
  if (options.openedByPerson) return limits.maxBytesOpened;
  const picture = options.purpose === 'picture';
  if (mediaType === 'image/svg+xml' || (picture && /[/+]xml$/.test(mediaType))) return limits.maxBytes.svg;
  // Hosts often name no type, or a wrong one, for a picture.
  return picture || mediaType.startsWith('image/') ? limits.maxBytes.png : limits.maxBytes.text;
}

/** The media type in a Content-Type header: without parameters, lower case; '' where the host names none. */
export function mediaTypeIn(contentType: string): string {
  return contentType.split(';', 1).join('').trim().toLowerCase();
}
