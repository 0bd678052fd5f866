/** Bytes of a file that ships with Laurel; `url` is the extension's own. */
export async function readPackaged(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  return new Uint8Array(await response.arrayBuffer());
}
