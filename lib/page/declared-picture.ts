import type { DeclaredImage } from '../credential';
import { bytesOfDataAddress } from '../formats/data-address';

/** A picture that a credential declares; one that can not be had is no fault of the badge. */
export async function declaredPicture(
  image: Pick<DeclaredImage, 'url'> | undefined,
  fetch: typeof globalThis.fetch,
): Promise<Uint8Array | undefined> {
  if (!image?.url) return undefined;
  if (image.url.startsWith('data:')) return bytesOfDataAddress(image.url);
  try {
    const response = await fetch(image.url, { headers: { accept: 'image/png,image/svg+xml,image/*;q=0.8' } });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined; // Refused or unreachable: the list shows its placeholder; the request log says why.
  }
}
