/** How much is read at once: neighbours in a zip are mostly wanted one after the other. */
const READ_AHEAD_BYTES = 2_000_000;

/** A file on disk, of which a part is in memory. */
export class Window {
  readonly #file: Blob;
  #start = 0;
  #bytes = new Uint8Array();

  constructor(file: Blob) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }

  /** The caller sees to it that `start + length` is inside the file. A copy, which stays as it is. */
  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > READ_AHEAD_BYTES) return this.#bytesAt(start, length);
    const within = start >= this.#start && start + length <= this.#start + this.#bytes.length;
    if (!within) {
      this.#bytes = await this.#bytesAt(start, Math.max(length, READ_AHEAD_BYTES));
      this.#start = start;
    }
    return this.#bytes.slice(start - this.#start, start - this.#start + length);
  }

  async #bytesAt(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#file.slice(start, start + length).arrayBuffer());
  }
}
