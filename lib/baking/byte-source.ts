/** Reads forward through a file or a stream, holding no more than what was asked for and one piece of the stream. */
export class ByteSource {
  /** True once more was skipped than the file has. */
  overrun = false;
  #held: Uint8Array;
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
    this.#dropSkipped();
    if (this.#reader && this.#held.length < size) await this.#fill(size);
    if (this.#toSkip > 0) this.overrun = true;
    return this.#held.subarray(0, size);
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

  #dropSkipped(): void {
    const dropped = Math.min(this.#toSkip, this.#held.length);
    this.#held = this.#held.subarray(dropped);
    this.#toSkip -= dropped;
  }

  async #fill(size: number): Promise<void> {
    const pieces = this.#held.length > 0 ? [this.#held] : [];
    let total = this.#held.length;
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
  }
}

export function joinBytes(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
