// Whoever a credential names as its issuer, as far as keys go: the document in which it says which keys are its own.
import type { Fetched, VerifyContext } from '../context';
import { readDateTime } from '../dates';
import { asList, isJsonObject, type JsonObject, parseObjectBytes } from '../parse-json';
import type { Sealer } from '../report';
import type { KeyOutcome, KeyProblem } from './public-key';
import { keyFromMethod } from './verification-method';

export type Controller =
  /** The id is the key itself (did:key, did:jwk): nobody else says whose it is. */
  | { kind: 'bare'; id: string; key: KeyOutcome; note?: 'key-fragment' }
  /** Its own document, reached at the address that the id stands for. */
  | { kind: 'document'; id: string; sealer: Sealer; document: JsonObject }
  /** A document was there, and it is about somebody else. */
  | { kind: 'other-document'; id: string; document: JsonObject }
  /** The address answers, but with nothing that says anything about keys. `document`: JSON without an id. */
  | { kind: 'none'; id: string; host: string; document?: JsonObject }
  | { kind: 'unavailable'; id: string; fetched: Extract<Fetched, { kind: 'unavailable' }> }
  /** No way is known to get from this id to a document. */
  | { kind: 'unknown-method'; id: string; name: string }
  | { kind: 'malformed'; id: string };

/** One way of getting from an id to what it controls. */
export interface ControllerMethod {
  handles(id: string): boolean;
  resolve(id: string, context: VerifyContext): Promise<Controller>;
}

const ACCEPT = 'application/did+json, application/did+ld+json, application/ld+json, application/json;q=0.9';

/** GETs a controller document that must carry `id`. */
export async function fetchController(
  id: string,
  address: string,
  sealer: Sealer,
  context: VerifyContext,
): Promise<Controller> {
  const fetched = await context.get(address, ACCEPT);
  if (fetched.kind === 'unavailable') return { kind: 'unavailable', id, fetched };
  const { host } = new URL(address);
  // A redirect out of https could have been answered by anybody on the way.
  if (fetched.status < 200 || fetched.status > 299 || !fetched.finalUrl.startsWith('https:')) {
    return { kind: 'none', id, host };
  }
  const parsed = parseObjectBytes(fetched.bytes);
  if (parsed.kind === 'problem') return { kind: 'none', id, host };
  const document = parsed.value;
  const documentId = document.id ?? document['@id'];
  if (typeof documentId !== 'string') return { kind: 'none', id, host, document };
  if (documentId === id) return { kind: 'document', id, sealer, document };
  const served = keyDocumentOf(document, id);
  return served === undefined
    ? { kind: 'other-document', id, document }
    : { kind: 'document', id, sealer, document: served };
}

/** An issuer may serve its one key at its own address instead of a document about itself. */
function keyDocumentOf(method: JsonObject, id: string): JsonObject | undefined {
  const { id: methodId, controller } = method;
  if (typeof methodId !== 'string' || !methodId.startsWith(`${id}#`) || controller !== id) return undefined;
  return { id, verificationMethod: [method], assertionMethod: [methodId] };
}

export type Listing =
  | { kind: 'key'; outcome: KeyOutcome }
  /** Listed by its name alone: the key is kept elsewhere. */
  | { kind: 'name' }
  /** Known to the document, but not for signing statements ([DI] proof purpose). */
  | { kind: 'other-purpose' }
  | { kind: 'not-listed' };

/** Looks a verification method up by its exact id, relative ids being relative to the document. */
export async function findMethod(
  document: JsonObject,
  id: string,
  methodId: string,
  now: Date,
): Promise<Listing> {
  const isIt = (value: unknown) => typeof value === 'string' && absolute(value, id) === methodId;
  const methods = asList(document.verificationMethod).filter(isJsonObject);
  const forAssertion = asList(document.assertionMethod);
  const embedded = forAssertion.filter(isJsonObject).find((method) => isIt(method.id));
  if (embedded !== undefined) return { kind: 'key', outcome: await listedKey(embedded, id, now) };
  const method = methods.find((candidate) => isIt(candidate.id));
  if (!forAssertion.some(isIt)) return { kind: method === undefined ? 'not-listed' : 'other-purpose' };
  return method === undefined ? { kind: 'name' } : { kind: 'key', outcome: await listedKey(method, id, now) };
}

export interface ListedKey {
  id?: string;
  outcome: KeyOutcome;
}

const MAX_LISTED_KEYS = 50;

/** Every key that the document lists for signing statements. */
export async function assertionKeys(document: JsonObject, id: string, now: Date): Promise<ListedKey[]> {
  const methods = asList(document.verificationMethod).filter(isJsonObject);
  const keys: ListedKey[] = [];
  for (const entry of asList(document.assertionMethod).slice(0, MAX_LISTED_KEYS)) {
    const method = isJsonObject(entry)
      ? entry
      : methods.find(
          ({ id: name }) => typeof name === 'string' && absolute(name, id) === absolute(String(entry), id),
        );
    if (method === undefined) continue;
    const name = method.id;
    keys.push({
      ...(typeof name === 'string' ? { id: absolute(name, id) } : {}),
      outcome: await listedKey(method, id, now),
    });
  }
  return keys;
}

/**
 * [CID] §2.2: proofs are not to be verified with a method after its end, whenever they were made; who could have
 * signed since is anybody's guess. A method that names another controller is that one's to vouch for ([DI] §4.4).
 */
async function listedKey(method: JsonObject, id: string, now: Date): Promise<KeyOutcome> {
  const { controller } = method;
  if (typeof controller === 'string' && absolute(controller, id) !== id) {
    return problem({ code: 'key-other-controller', params: { name: controller.slice(0, 120) } });
  }
  for (const [field, code] of ENDS) {
    const said = method[field];
    if (said === undefined || said === null || said === false) continue;
    const end = typeof said === 'string' ? readDateTime(said) : undefined;
    // `"revoked": true` and dates that nobody can read: the issuer means something by it, and not that it is good.
    if (end === undefined || end.time <= now.getTime()) {
      return problem({ code, params: { date: String(said).slice(0, 40) } });
    }
  }
  return keyFromMethod(method);
}

const ENDS = [
  ['revoked', 'key-revoked'],
  ['expires', 'key-expired'],
] as const;

function problem(value: KeyProblem): KeyOutcome {
  return { kind: 'problem', problem: value };
}

function absolute(reference: string, id: string): string {
  return reference.startsWith('#') ? id + reference : reference;
}
