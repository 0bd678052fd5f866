// Makes from a credential with a base proof one that shows what its holder chose ([ECDSA] §3.6.3 to §3.6.5, §3.4).
import jsonld, { type Options, type Quad, type Term } from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import { type Path, parsePointer } from '../../../formats/json-pointer';
import { type JsonLdProblem, type JsonLdWork, openJsonLd } from '../../jsonld/processor';
import { toBase64Url } from '../../keys/bytes';
import type { JsonObject } from '../../parse-json';
import { type HeldCredential, readHeldCredential } from './base';
import { compact } from './compact';
import { relabel } from './labels';
import { pathInCopy, select } from './pointers';
import { deskolemize, skolemize } from './skolem';
import { writeDerived } from './write-derived';

export type Derived =
  | { kind: 'derived'; credential: JsonObject }
  | { kind: 'problem'; problem: DeriveProblem };

export type DeriveProblem =
  | JsonLdProblem
  /** No proof from which another can be made, or a damaged one. */
  | { code: 'no-base-proof' }
  /** Nothing stands there. */
  | { code: 'pointer-unknown'; params: { name: string } }
  /** Nothing chosen, and nothing that is always shown. */
  | { code: 'nothing-chosen' }
  /** What was chosen can not be shown without more of the credential. */
  | { code: 'not-separable' };

/**
 * A credential that anybody can verify and that shows the chosen parts beside those that are always shown.
 *
 * @param text The credential as its holder keeps it: JSON with a base proof of ecdsa-sd-2023.
 * @param pointers JSON pointers (RFC 6901) of what to show, such as `disclosable` lists. The names, types and
 *   addresses of whatever stands around a chosen part are shown with it.
 * @param moreContexts JSON-LD contexts besides the bundled ones, by address.
 * @returns Never rejects. The proof of what is returned has been held against its statements; the issuer's
 *   signature itself is for `verify`.
 */
export async function deriveCredential(
  text: string,
  pointers: readonly string[],
  moreContexts?: ReadonlyMap<string, unknown>,
): Promise<Derived> {
  const held = readHeldCredential(text);
  if (held === undefined) return problem({ code: 'no-base-proof' });
  const work = openJsonLd(async () => undefined, moreContexts);
  const outcome = await work.attempt<Derived>(async () => ({
    kind: 'done',
    value: await derive(held, pointers, work),
  }));
  return outcome.kind === 'problem' ? outcome : outcome.value;
}

async function derive(held: HeldCredential, pointers: readonly string[], work: JsonLdWork): Promise<Derived> {
  const { document, proof, value } = held;
  const skolemized = await skolemizedCopy(document, work.options);
  const mandatory = mandatoryPlaces(value.mandatoryPointers, document, skolemized.compact);
  const chosen = chosenPlaces(pointers, document, skolemized.compact);
  if ('code' in mandatory) return problem(mandatory);
  if ('code' in chosen) return problem(chosen);
  const combined = [...mandatory, ...chosen];
  if (combined.length === 0) return problem({ code: 'nothing-chosen' });

  const whole = await canonize(await toDataset(skolemized.expanded, work.options));
  const hmacs = await hmacLabels(whole.labels, value.hmacKey);
  const statements = relabel(whole.nQuads, byCanonicalLabel(whole.labels, hmacs)) ?? [];
  const partOf = async (places: readonly Place[]) => {
    const dataset = await selectedDataset(skolemized.compact, places, work.options);
    const lines = linesOf(dataset, hmacs);
    return { dataset, has: (statement: string) => lines.has(statement) };
  };
  const always = await partOf(mandatory);
  const all = await partOf(combined);

  const labels = byCanonicalLabel((await canonize(all.dataset)).labels, hmacs);
  const shown = statements.filter(all.has);
  const revealed = select(
    document,
    combined.map(({ original }) => original),
  );
  if (!(await showsExactly(revealed, shown, labels, work.options))) return problem({ code: 'not-separable' });

  const optional = statements.filter((statement) => !always.has(statement));
  const proofValue = writeDerived({
    baseSignature: value.baseSignature,
    publicKey: value.publicKey,
    signatures: value.signatures.filter((_, index) => all.has(optional[index] ?? '')),
    labels,
    mandatoryIndexes: new Set(shown.flatMap((statement, index) => (always.has(statement) ? [index] : []))),
  });
  const { '@context': _, ...options } = proof;
  return { kind: 'derived', credential: { ...revealed, proof: { ...options, proofValue } } };
}

/** One place in the document, and in the copy that its statements come from. */
interface Place {
  original: Path;
  copy: Path;
}

type Unknown = Extract<DeriveProblem, { code: 'pointer-unknown' }>;

function chosenPlaces(
  pointers: readonly string[],
  document: JsonObject,
  copy: JsonObject,
): Place[] | Unknown {
  return placesOf(pointers, (path) => {
    const there = pathInCopy(document, copy, path);
    return there === undefined ? undefined : { original: path, copy: there };
  });
}

/** The issuer chose them in its own copy, where lists of one are bare. */
function mandatoryPlaces(
  pointers: readonly string[],
  document: JsonObject,
  copy: JsonObject,
): Place[] | Unknown {
  return placesOf(pointers, (path) => {
    const here = pathInCopy(copy, document, path);
    return here === undefined ? undefined : { original: here, copy: path };
  });
}

function placesOf(
  pointers: readonly string[],
  placeOf: (path: Path) => Place | undefined,
): Place[] | Unknown {
  const places: Place[] = [];
  for (const pointer of pointers) {
    const path = parsePointer(pointer);
    const place = path === undefined ? undefined : placeOf(path);
    if (place === undefined) return { code: 'pointer-unknown', params: { name: pointer.slice(0, 120) } };
    places.push(place);
  }
  return places;
}

interface Skolemized {
  expanded: object;
  compact: JsonObject;
}

/** [ECDSA] §3.4.7 skolemizeCompactJsonLd. */
async function skolemizedCopy(document: JsonObject, options: Options): Promise<Skolemized> {
  const expanded = skolemize(await jsonld.expand(document, options));
  return { expanded, compact: await compact(expanded, document['@context'], options) };
}

async function toDataset(document: object, options: Options): Promise<Quad[]> {
  return deskolemize(await jsonld.toRDF(document, options));
}

/** No choice is no statement, not even what the credential is called. */
async function selectedDataset(
  copy: JsonObject,
  places: readonly Place[],
  options: Options,
): Promise<Quad[]> {
  if (places.length === 0) return [];
  const paths = places.map((place) => place.copy);
  return toDataset(select(copy, paths), options);
}

async function canonize(dataset: Quad[]): Promise<{ nQuads: string; labels: Map<string, string> }> {
  const labels = new Map<string, string>();
  const nQuads = await rdfCanonize.canonize(dataset, {
    algorithm: 'RDFC-1.0',
    messageDigestAlgorithm: 'SHA-256',
    canonicalIdMap: labels,
  });
  return { nQuads, labels };
}

/** [ECDSA] §3.4.4: by the canonical names in the whole credential, so that they tell nothing about what is left out. */
async function hmacLabels(
  labels: ReadonlyMap<string, string>,
  hmacKey: Uint8Array,
): Promise<Map<string, string>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', hmacKey.slice(), algorithm, false, ['sign']);
  const text = new TextEncoder();
  const named = [...labels].map(async ([label, canonical]): Promise<[string, string]> => {
    const hmac = await crypto.subtle.sign('HMAC', key, text.encode(canonical));
    return [label, `u${toBase64Url(new Uint8Array(hmac))}`];
  });
  return new Map(await Promise.all(named));
}

function byCanonicalLabel(
  canonical: ReadonlyMap<string, string>,
  hmacs: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map([...canonical].map(([label, name]) => [name, hmacs.get(label) ?? '']));
}

function linesOf(dataset: readonly Quad[], hmacs: ReadonlyMap<string, string>): Set<string> {
  const named = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? { ...term, value: hmacs.get(term.value) ?? term.value } : term;
  return new Set(
    dataset.map((quad) =>
      rdfCanonize.NQuads.serializeQuad({
        ...quad,
        subject: named(quad.subject),
        object: named(quad.object),
        graph: named(quad.graph),
      }),
    ),
  );
}

/** Whether a verifier finds in what is given away the very statements that are to be shown. */
async function showsExactly(
  revealed: JsonObject,
  statements: readonly string[],
  labels: ReadonlyMap<string, string>,
  options: Options,
): Promise<boolean> {
  const { nQuads } = await canonize(await jsonld.toRDF(revealed, options));
  const found = relabel(nQuads, labels);
  return (
    found?.length === statements.length && found.every((statement, index) => statement === statements[index])
  );
}

function problem(value: DeriveProblem): Derived {
  return { kind: 'problem', problem: value };
}
