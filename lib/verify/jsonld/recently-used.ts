// Stands in for lru-cache, of which jsonld.js uses this much.
class RecentlyUsed<K, V> {
  readonly #max: number;
  readonly #entries = new Map<K, V>();

  constructor({ max }: { max: number }) {
    this.#max = max;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** The entry that was longest without use gives way. */
  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#max) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}

// jsonld.js is CommonJS, and its `require` gives what has this name.
export { RecentlyUsed, RecentlyUsed as 'module.exports' };
