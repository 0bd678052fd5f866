// Names for nodes that have none, so that they are recognised in a part of the document ([ECDSA] §3.4.5 to §3.4.9).
import type { Quad, Term } from 'jsonld';
import { isJsonObject } from '../../parse-json';

const PREFIX = 'urn:bnid:';

/** Every node of an expanded document gets an address, which is unlike any other of this or another document. */
export function skolemize(expanded: readonly unknown[]): unknown[] {
  const run = crypto.randomUUID();
  let count = 0;
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (!isJsonObject(value) || '@value' in value) return value;
    const members = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, named(member)]));
    if ('@list' in value) return members;
    const id = value['@id'];
    if (typeof id === 'string') {
      return id.startsWith('_:') ? { ...members, '@id': PREFIX + id.slice(2) } : members;
    }
    count += 1;
    return { ...members, '@id': `${PREFIX}_${run}_${count}` };
  };
  return expanded.map(named);
}

/** Back to nodes without an address, whose labels are the names that they were given. */
export function deskolemize(dataset: readonly Quad[]): Quad[] {
  return dataset.map((quad) => ({
    ...quad,
    subject: blank(quad.subject),
    object: blank(quad.object),
    graph: blank(quad.graph),
  }));
}

function blank<T extends Term>(term: T): T {
  return term.termType === 'NamedNode' && term.value.startsWith(PREFIX)
    ? { ...term, termType: 'BlankNode', value: term.value.slice(PREFIX.length) }
    : term;
}
