// A folder of the person's disk, as the browser hands it out (File System Access).
import { type Directory, FolderError, type FolderTrouble, type Place } from './directory';

/** The folder of Laurel's own inside the one that the person picked. */
const FOLDER_NAME = 'Laurel backpack';

/** Larger than any file of a badge (`lib/zip` has the same limit for one entry) with room for locking it. */
const MAX_BYTES = 17_000_000;

/**
 * Everything lies in a folder of its own, so that nothing of the person's is mixed with it, and two devices meet in it
 * whether the person picks that folder or the one around it.
 */
export async function directoryOf(picked: FileSystemDirectoryHandle): Promise<Directory> {
  const root =
    picked.name === FOLDER_NAME
      ? picked
      : await told(() => picked.getDirectoryHandle(FOLDER_NAME, { create: true }));
  const made = new Map<Place, FileSystemDirectoryHandle>();
  const placeOf = async (place: Place, create: boolean) => {
    if (place === '') return root;
    const handle = made.get(place) ?? (await root.getDirectoryHandle(place, { create }));
    made.set(place, handle);
    return handle;
  };
  return {
    list: (place) =>
      told(async () => {
        const names: string[] = [];
        made.delete(place); // It may have gone since.
        const directory = await orNothing(root, () => placeOf(place, false));
        if (!directory) return names;
        for await (const [name, { kind }] of directory.entries()) if (kind === 'file') names.push(name);
        return names;
      }),
    read: (place, name) =>
      told(() =>
        orNothing(root, async () => {
          const handle = await (await placeOf(place, false)).getFileHandle(name);
          const file = await handle.getFile();
          return file.size > MAX_BYTES ? undefined : new Uint8Array(await file.arrayBuffer());
        }),
      ),
    write: (place, name, bytes) =>
      told(async () => {
        const handle = await (await placeOf(place, true)).getFileHandle(name, { create: true });
        // The browser writes beside it and moves it there when it is closed.
        const writable = await handle.createWritable();
        try {
          await writable.write(bytes);
          await writable.close();
        } catch (cause) {
          await writable.abort().catch(() => undefined); // Its own failure says nothing more than the first one.
          throw cause;
        }
      }),
    remove: (place, name) =>
      told(async () => {
        await orNothing(root, async () => (await placeOf(place, false)).removeEntry(name));
      }),
  };
}

/** Undefined where the thing is not there, as long as the folder around it is. */
async function orNothing<T>(root: FileSystemDirectoryHandle, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (cause) {
    if (nameOf(cause) !== 'NotFoundError') throw cause;
    await root.entries().next(); // Throws where the whole folder is gone.
    return undefined;
  }
}

async function told<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new FolderError(TROUBLES[nameOf(cause)] ?? 'failed', { cause });
  }
}

const TROUBLES: Record<string, FolderTrouble> = {
  NotFoundError: 'gone',
  NotAllowedError: 'permission',
  SecurityError: 'permission',
  QuotaExceededError: 'full',
};

function nameOf(cause: unknown): string {
  return cause instanceof DOMException || cause instanceof Error ? cause.name : '';
}
