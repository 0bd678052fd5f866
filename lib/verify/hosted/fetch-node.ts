// One hosted document of a badge: fetched, parsed, and followed to the id that it gives itself.
import { sniffContainer, unbake } from '../../baking';
import {
  assertionVersion,
  isNode,
  type Node,
  readAddress,
  readName,
  readText,
  termOf,
  withUsualNames,
} from '../../credential';
import { type Fetched, unavailableCheck, type VerifyContext, withoutIdentity } from '../context';
import { parseJson } from '../parse-json';
import { hostedAddress, hostOf, isSameId } from './address';

export type Hosted =
  /** `id` is the document's own id where it has one, else the address that was asked. */
  | { kind: 'found'; node: Node; id: string; finalUrl: string }
  /** 410, or a body that says so: the answer of the address itself. */
  | { kind: 'revoked'; node: Node; id: string; finalUrl: string; reason?: string }
  /** What went wrong is among the checks. */
  | { kind: 'not-had' };

export type Found = Extract<Hosted, { kind: 'found' }>;

export type Role = 'assertion' | 'badge-class' | 'issuer';

const ACCEPT = 'application/ld+json, application/json;q=0.9, */*;q=0.1';
/** Names of the checks, by what was asked for. */
const CHECK_IDS = { assertion: 'hosted', 'badge-class': 'badge-class', issuer: 'issuer' } as const;

/**
 * Fetches `address`; a document that names another address as its own id is dropped and that address asked,
 * once (OB 2.0 hosted verification). `idOf` tells the id a document gives itself.
 */
export async function fetchNode(
  role: Role,
  address: string,
  context: VerifyContext,
  idOf: (node: Node) => string | undefined = (node) => readAddress(termOf(node, 'id')),
): Promise<Hosted> {
  const first = await fetchOnce(role, address, context);
  const declared = first.kind === 'found' ? idOf(first.node) : undefined;
  if (first.kind !== 'found' || declared === undefined) return first;
  if (isSameId(declared, address)) return { ...first, id: declared };

  context.record({
    id: CHECK_IDS[role],
    outcome: 'passed',
    code: 'declared-id-asked',
    params: { id: withoutIdentity(declared) },
  });
  const second = await fetchOnce(role, declared, context);
  if (second.kind !== 'found') return second;
  const confirmed = idOf(second.node);
  if (confirmed === undefined || isSameId(confirmed, declared)) return second;
  context.record({
    id: CHECK_IDS[role],
    outcome: 'unknown',
    code: 'id-not-settled',
    params: { host: hostOf(declared) ?? declared },
    about: withoutIdentity(declared),
  });
  return { kind: 'not-had' };
}

async function fetchOnce(role: Role, address: string, context: VerifyContext): Promise<Hosted> {
  const fetched = await context.get(address, ACCEPT);
  if (fetched.kind === 'unavailable') {
    context.record({ about: withoutIdentity(address), ...unavailableCheck(CHECK_IDS[role], fetched) });
    return { kind: 'not-had' };
  }
  noteTransport(address, fetched.finalUrl, context);
  const body = await readBody(address, fetched);
  const node = body.kind === 'node' ? body.node : {};
  const { finalUrl, status } = fetched;
  if (role === 'assertion' && (status === 410 || isRevoked(node))) {
    const reason = readText(termOf(node, 'revocationReason'));
    return { kind: 'revoked', node, id: address, finalUrl, ...(reason === undefined ? {} : { reason }) };
  }
  const problem = statusProblem(role, status) ?? (body.kind === 'node' ? undefined : body);
  if (problem === undefined) return { kind: 'found', node, id: address, finalUrl };

  const host = hostOf(finalUrl) ?? address;
  const { code, params = {} } = problem;
  context.record({
    id: CHECK_IDS[role],
    outcome: 'unknown',
    code,
    params: { host, ...params },
    about: withoutIdentity(address),
  });
  return { kind: 'not-had' };
}

interface Problem {
  code: string;
  params?: Record<string, string>;
}

function statusProblem(role: Role, status: number): Problem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (role === 'assertion' && status === 404) return { code: 'gone' };
  return { code: 'host-status', params: { status: String(status), reason: 'host' } };
}

type Body = { kind: 'node'; node: Node } | ({ kind: 'problem' } & Problem);

async function readBody(address: string, fetched: Extract<Fetched, { kind: 'document' }>): Promise<Body> {
  const { bytes, mediaType } = fetched;
  if (sniffContainer(bytes) !== 'other') return readPicture(address, bytes);
  const text = new TextDecoder().decode(bytes);
  const parsed = parseJson(text);
  if (parsed.kind === 'value' && isNode(parsed.value)) {
    return { kind: 'node', node: withUsualNames(parsed.value) };
  }
  if (parsed.kind === 'problem' && parsed.code !== 'not-json') return { kind: 'problem', code: 'limit' };
  // Moodle and WordPress put warnings and login pages here: the first characters tell whoever looks after it.
  const beginning = readName(text.slice(0, 80)) ?? '';
  return { kind: 'problem', code: 'not-json', params: { mediaType: readName(mediaType) ?? '', beginning } };
}

/**
 * Some issuers give the address of the baked picture for that of the assertion. What is baked in leads on to where
 * it says that it is kept. If that is the picture itself, it proves nothing: where anybody may upload a portrait,
 * anybody could have put it there.
 */
async function readPicture(address: string, bytes: Uint8Array): Promise<Body> {
  const { payloads } = await unbake(bytes);
  for (const { text } of payloads) {
    const parsed = parseJson(text);
    if (parsed.kind !== 'value' || !isNode(parsed.value)) continue;
    const node = withUsualNames(parsed.value);
    const elsewhere = hostedAddress(node, assertionVersion(node));
    // Nothing else of it is taken over.
    if (elsewhere !== undefined && !isSameId(elsewhere, address)) {
      return { kind: 'node', node: { id: elsewhere } };
    }
  }
  return { kind: 'problem', code: payloads.length === 0 ? 'no-badge-in-picture' : 'only-a-picture' };
}

function isRevoked(node: Node): boolean {
  const revoked = termOf(node, 'revoked');
  return revoked === true || revoked === 'true';
}

/** Redirects to another host, and connections that anybody on the way can change, are worth a line. */
export function noteTransport(address: string, finalUrl: string, context: VerifyContext): void {
  const [from, to] = [hostOf(address), hostOf(finalUrl)];
  if (from !== undefined && to !== undefined && from !== to) {
    context.record({
      id: 'transport',
      outcome: 'warning',
      code: 'redirected',
      params: { from, to },
      about: withoutIdentity(address),
    });
  }
  const isOpen = [address, finalUrl].some((url) => url.startsWith('http:'));
  const isNoted = context.checks.some((check) => check.code === 'unprotected-transport');
  if (isOpen && !isNoted) {
    const params = { host: from ?? address };
    context.record({
      id: 'transport',
      outcome: 'warning',
      code: 'unprotected-transport',
      params,
      about: withoutIdentity(address),
    });
  }
}
