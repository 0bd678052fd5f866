/** How much is read at once: neighbours in a zip are mostly wanted one after the other. */
const READ_AHEAD_BYTES = 2_000_000;
/** Places that are read by turns: a badge here, a proof that it shares with others there. */
const PLACES = 4;

/** A file on disk, of which some parts are in memory. */
export class Window {
  readonly #file: Blob;
  /** The one that was wanted last comes last. */
  readonly #parts: { start: number; bytes: Promise<Uint8Array<ArrayBuffer>>; length: number }[] = [];

  constructor(file: Blob) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }

  /** The caller sees to it that `start + length` is inside the file. A copy, which stays as it is. */
  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > READ_AHEAD_BYTES) return this.#bytesAt(start, length);
    const part = this.#partWith(start, length);
    const bytes = await part.bytes;
    return bytes.slice(start - part.start, start - part.start + length);
  }

  #partWith(start: number, length: number) {
    const at = this.#parts.findIndex(
      (part) => start >= part.start && start + length <= part.start + part.length,
    );
    const [held] = at < 0 ? [] : this.#parts.splice(at, 1);
    const ahead = Math.min(READ_AHEAD_BYTES, this.size - start);
    const part = held ?? { start, length: ahead, bytes: this.#bytesAt(start, ahead) };
    if (!held && this.#parts.length >= PLACES) this.#parts.shift();
    this.#parts.push(part);
    return part;
  }

  async #bytesAt(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#file.slice(start, start + length).arrayBuffer());
  }
}
