// From whatever a person or a page gives, a file, text or an address, to the badge documents in it.
import { sniffContainer, unbake } from '../baking';
import { createContext, unavailableCheck } from './context';
import { isJsonObject, type JsonObject, parseJson } from './parse-json';
import { COMPACT_JWS, readJwt } from './proofs/vc-jwt';
import type { BadgeDocument, BadgeSource, Check, VerifyEnvironment } from './report';
import { documentKind } from './version';

export interface Extraction {
  documents: BadgeDocument[];
  problems: Check[];
}

/** One document a badge, in file order. What is there and is no badge is told among the problems. Never rejects. */
export async function extract(source: BadgeSource, environment: VerifyEnvironment): Promise<Extraction> {
  switch (source.kind) {
    case 'file':
      return fromBytes(source.bytes);
    case 'text':
      return isAddress(source.text.trim())
        ? fromAddress(source.text.trim(), environment)
        : fromText(source.text);
    case 'url':
      return fromAddress(source.url.trim(), environment);
  }
}

async function fromBytes(bytes: Uint8Array): Promise<Extraction> {
  if (sniffContainer(bytes) === 'other') {
    return fromText(new TextDecoder().decode(bytes));
  }
  const { payloads, notes } = await unbake(bytes);
  const found = payloads.map(({ text, standard }) => fromPayload(text, standard));
  const limited: Check[] = notes
    .filter((note) => note.startsWith('limit-'))
    .map((note) => ({ id: 'format', outcome: 'unknown', code: 'limit', params: { name: note } }));
  return {
    documents: found.flatMap(({ documents }) => documents),
    problems: [
      ...(payloads.length === 0 ? [problem('no-badge-in-picture')] : []),
      ...found.flatMap(({ problems }) => problems),
      ...limited,
    ],
  };
}

/** What was baked in claims to be a badge: damaged JSON stays a document, so that it gets an answer. */
function fromPayload(text: string, standard: BadgeDocument['standard']): Extraction {
  const baked = (extraction: Extraction): Extraction => ({
    ...extraction,
    documents: extraction.documents.map((document) => ({ ...document, ...(standard && { standard }) })),
  });
  const trimmed = trim(text);
  if (isAddress(trimmed)) return baked({ documents: [{ form: 'address', text: trimmed }], problems: [] });
  const extraction = fromText(text);
  if (extraction.documents.length > 0 || !trimmed.startsWith('{')) return baked(extraction);
  return baked({ documents: [{ form: 'json', text }], problems: extraction.problems });
}

function fromText(text: string): Extraction {
  const trimmed = trim(text);
  const parsed = isWord(trimmed) ? ({ kind: 'value', value: trimmed } as const) : parseJson(trimmed);
  if (parsed.kind === 'problem') {
    const code = parsed.code === 'not-json' ? 'not-a-badge-text' : 'limit';
    return { documents: [], problems: [problem(code, code === 'limit' ? 'unknown' : 'failed')] };
  }
  const documents = documentsIn(parsed.value, trimmed);
  if (documents.length === 0) return { documents, problems: [problem('not-a-badge-text')] };
  return documents.length > MAX_DOCUMENTS
    ? { documents: documents.slice(0, MAX_DOCUMENTS), problems: [problem('limit', 'unknown')] }
    : { documents, problems: [] };
}

/** Forms that are no JSON: a JWT as it is, or in the data: address of an envelope. */
function isWord(text: string): boolean {
  return COMPACT_JWS.test(text) || ENVELOPE.test(text);
}

/** A backpack's export of years; each takes some milliseconds. */
const MAX_DOCUMENTS = 500;
/** JWTs within JWTs; each is a quarter shorter than what is around it. */
const MAX_WRAPPINGS = 8;

/**
 * An award; lists, presentations and API answers of them; or a string that is one of the other forms. The
 * holder's own signature on a presentation says nothing about the badges in it and is left alone.
 */
export function documentsIn(value: unknown, text: string, wrapping = 0): BadgeDocument[] {
  const inside = (members: unknown) =>
    wrapping >= MAX_WRAPPINGS
      ? []
      : [members].flat().flatMap((item) => documentsIn(item, JSON.stringify(item) ?? '', wrapping + 1));
  if (Array.isArray(value)) return inside(value);
  if (typeof value === 'string') {
    const jws = COMPACT_JWS.test(value) ? value : ENVELOPE.exec(value)?.[1];
    if (jws === undefined) return isAddress(value) ? [{ form: 'address', text: value }] : [];
    const presentation = presentationIn(jws);
    return presentation === undefined ? [{ form: 'jws', text: jws }] : inside(presentation);
  }
  if (!isJsonObject(value)) return [];
  if (isEnvelope(value)) return inside(value.id);
  switch (documentKind(value)) {
    case 'credential':
    case 'assertion':
      return [{ form: 'json', text }];
    case 'presentation':
      return inside(value.verifiableCredential);
    case 'other':
      // What the Open Badges 3.0 API answers to getCredentials (OB 3.0 API §7.2).
      return [value.credential, value.compactJwsString].filter(Array.isArray).flatMap(inside);
  }
}

/** VCDM 2.0 §4.13: credentials and presentations in envelopes. */
const ENVELOPE = /^data:application\/(?:v[cp]\+)?(?:ld\+json\+)?jwt,([\w.-]+)$/;

function isEnvelope({ type, id }: JsonObject): boolean {
  return (
    typeof id === 'string' &&
    [type]
      .flat()
      .some((one) => one === 'EnvelopedVerifiableCredential' || one === 'EnvelopedVerifiablePresentation')
  );
}

/** The presentation that a JWT is: under `vp` (VCDM 1.1 §6.3.1), or all of the payload. */
function presentationIn(jws: string): JsonObject | undefined {
  const read = readJwt(jws);
  if (read.kind === 'problem') return undefined;
  const { payload } = read.jwt;
  if (isJsonObject(payload.vp)) return { ...payload.vp, type: 'VerifiablePresentation' };
  return documentKind(payload) === 'presentation' ? payload : undefined;
}

const ACCEPT =
  'application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8, */*;q=0.1';

/** An address stays one when it could not be asked: then the report says who would have to be. */
async function fromAddress(address: string, environment: VerifyEnvironment): Promise<Extraction> {
  if (!isAddress(address)) return { documents: [], problems: [problem('not-a-badge-text')] };
  const documents: BadgeDocument[] = [{ form: 'address', text: address }];
  const fetched = await createContext(environment).get(address, ACCEPT);
  if (fetched.kind === 'unavailable') return { documents, problems: [unavailableCheck('format', fetched)] };
  // Withdrawn and missing badges are answers that the address has to give to whoever verifies it.
  if (fetched.status < 200 || fetched.status > 299) return { documents, problems: [] };
  const found = await fromBytes(fetched.bytes);
  const [only, ...others] = found.documents;
  const hosted = only !== undefined && others.length === 0 && isHostedJson(only);
  return hosted ? { documents, problems: found.problems } : found;
}

/** A hosted badge is what its address says, not the copy that was read here. In a list each has its own address. */
function isHostedJson({ form, text, standard }: BadgeDocument): boolean {
  if (form !== 'json' || standard !== undefined) return false;
  const parsed = parseJson(text);
  return parsed.kind === 'value' && isJsonObject(parsed.value) && documentKind(parsed.value) === 'assertion';
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && text.length < 8192 && URL.canParse(text);
}

function trim(text: string): string {
  return text.replace(/^\uFEFF/u, '').trim();
}

function problem(code: string, outcome: Check['outcome'] = 'failed'): Check {
  return { id: 'format', outcome, code };
}
