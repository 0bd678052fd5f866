import { joinBytes } from '../formats/join-bytes';
/** Reads forward through a file or a stream, holding no more than what was asked for and one piece of the stream. */
export class ByteSource {
  /** True once more was skipped than the file has. */
  overrun = false;
  #held: Uint8Array;
  #at = 0;
  #toSkip = 0;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(file: Uint8Array | ReadableStream<Uint8Array>) {
    if (file instanceof Uint8Array) this.#held = file;
    else {
      this.#held = new Uint8Array();
      this.#reader = file.getReader();
    }
  }

  /** The next `size` bytes without passing them; fewer only at the end. An error of the stream is passed on. */
  async peek(size: number): Promise<Uint8Array> {
    const held = this.peekHeld(size);
    if (held) return held;
    if (this.#reader) await this.#fill(size);
    if (this.#toSkip > 0) this.overrun = true;
    return this.#held.subarray(this.#at, this.#at + size);
  }

  /** The same for bytes that are here already, without the cost of a promise. */
  peekHeld(size: number): Uint8Array | undefined {
    const skipped = Math.min(this.#toSkip, this.#held.length - this.#at);
    this.#at += skipped;
    this.#toSkip -= skipped;
    const end = this.#at + size;
    return end <= this.#held.length ? this.#held.subarray(this.#at, end) : undefined;
  }

  /** Passes `size` bytes; nothing is read before the next peek. */
  skip(size: number): void {
    this.#toSkip += size;
  }

  /** Ends the download when something is left of it. */
  close(): void {
    // What the other end says about being told to stop changes nothing for the bytes already read.
    this.#reader?.cancel().catch(() => undefined);
    this.#reader = undefined;
  }

  async #fill(size: number): Promise<void> {
    const left = this.#held.subarray(this.#at);
    const pieces = left.length > 0 ? [left] : [];
    let total = left.length;
    while (this.#reader && total < size) {
      const { done, value } = await this.#reader.read();
      if (done) this.#reader = undefined;
      else {
        const piece = value.subarray(this.#toSkip);
        this.#toSkip -= value.length - piece.length;
        if (piece.length > 0) pieces.push(piece);
        total += piece.length;
      }
    }
    this.#held = pieces.length === 1 && pieces[0] ? pieces[0] : joinBytes(pieces);
    this.#at = 0;
  }
}
