import { fromBase64 } from './base64';

/** Undefined for anything but a whole data: address of a picture. */
export function bytesOfDataAddress(address: string): Uint8Array | undefined {
  const parts = /^data:image\/[a-z+.-]+((?:;[^,]*)?),(.*)$/is.exec(address);
  if (!parts) return undefined;
  const [, parameters = '', body = ''] = parts;
  try {
    return /;base64$/i.test(parameters)
      ? fromBase64(body.replace(/\s/g, ''))
      : new TextEncoder().encode(decodeURIComponent(body));
  } catch {
    return undefined; // A broken address shows no picture, nothing more.
  }
}
