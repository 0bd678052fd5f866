// Deleted badges that can still be put back. Their files lie in blobs, which the browser moves to the disk when they
// get many: thousands of deleted badges do not fill the memory of the page.
import type { Removed, SavedFile } from '../../../lib/backpack';

type ShelvedFile = Omit<SavedFile, 'bytes'> & { blob: Blob };
export type ShelvedBadge = Omit<Removed, 'files'> & { files: ShelvedFile[] };

export function shelve({ files, ...removed }: Removed): ShelvedBadge {
  return {
    ...removed,
    files: files.map(({ bytes, ...file }) => ({ ...file, blob: new Blob([bytes.slice()]) })),
  };
}

export async function unshelve({ files, ...shelved }: ShelvedBadge): Promise<Removed> {
  const whole = files.map(async ({ blob, ...file }) => ({
    ...file,
    bytes: new Uint8Array(await blob.arrayBuffer()),
  }));
  return { ...shelved, files: await Promise.all(whole) };
}
