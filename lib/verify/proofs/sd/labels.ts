// Canonical statements under the names of blank nodes that were signed ([ECDSA] §3.4.1, §3.4.2).

/** A blank node, or an address or text that may hold what looks like one. */
const TERM = /<[^>]*>|"[^"\\]*(?:\\.[^"\\]*)*"|_:([^\s]+)/g;

/**
 * One statement an item, each with its line end, sorted anew. Undefined when a blank node has no name among
 * `labels`. Text is left alone: @digitalbazaar/di-sd-primitives replaces within it as well, so that `_:a` could be
 * changed to `_:b` in a narrative without breaking the signature.
 */
export function relabel(nQuads: string, labels: ReadonlyMap<string, string>): string[] | undefined {
  let complete = true;
  const relabelled = nQuads
    .split('\n')
    .slice(0, -1)
    .map((line) =>
      line.replace(TERM, (term, label: string | undefined) => {
        if (label === undefined) return term;
        const name = labels.get(label);
        complete &&= name !== undefined;
        return `_:${name}`;
      }),
    );
  return complete ? relabelled.map((line) => `${line}\n`).sort() : undefined;
}
