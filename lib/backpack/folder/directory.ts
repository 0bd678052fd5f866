// What the folder is to the rest: named files in a few places. A real one is made of a handle (handle-directory.ts).

/** Where files lie in the folder: directly in it, or in one of these. */
export type Place = '' | 'records' | 'badges' | 'proofs' | 'arrangement';

export interface Directory {
  /** Names of the files there; none where the place itself is not there yet. */
  list(place: Place): Promise<string[]>;
  /** Undefined when it is gone, or larger than anything that Laurel writes. */
  read(place: Place, name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Wholly or not at all. */
  write(place: Place, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** One that is gone already is no failure. */
  remove(place: Place, name: string): Promise<void>;
}

/** `gone`: moved, deleted or its disk taken away. `permission`: the browser's leave ended. `full`: no room on its disk. */
export type FolderTrouble = 'gone' | 'permission' | 'full' | 'failed';

export class FolderError extends Error {
  override readonly name = 'FolderError';

  constructor(
    readonly code: FolderTrouble,
    options?: ErrorOptions,
  ) {
    super(`folder: ${code}`, options);
  }
}
