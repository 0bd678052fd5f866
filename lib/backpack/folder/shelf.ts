// How things are named and packed in the folder: as they are, or locked with a key that a passphrase opens.
import type { Directory } from './directory';

export interface Shelf {
  sealed: boolean;
  /** What the file of that name is called in the folder. */
  stored(name: string): Promise<string>;
  pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Undefined: damaged, not whole yet, or locked with another key. */
  unpack(storedName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

const SEALED_ENDING = /\.age$/;
export const KEY_FILE = /^laurel-key-[0-9a-f]{16}\b.*\.age$/;

export const OPEN_SHELF: Shelf = {
  sealed: false,
  stored: async (name) => name,
  pack: async (bytes) => bytes,
  unpack: async (name, bytes) => (SEALED_ENDING.test(name) ? undefined : bytes),
};

/** Whether somebody locked this folder: then it stays locked. */
export async function isSealed(directory: Directory): Promise<boolean> {
  return (await directory.list('')).some((name) => KEY_FILE.test(name));
}
