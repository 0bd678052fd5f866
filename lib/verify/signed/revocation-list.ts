// The issuer's list of withdrawn signed badges: OB 2.0 RevocationList, or the 1.x map of uid to reason.
import { isNode, listOf, type Node, nodeOf, readAddress, readId, readText, termOf } from '../../credential';
import { type Standing, unavailableCheck, type VerifyContext, withoutIdentity } from '../context';
import { hostParams, isSameId } from '../hosted/address';
import { type Found, noteTransport } from '../hosted/fetch-node';
import { parseListBytes } from '../parse-json';
import type { Check } from '../report';

/**
 * Revoked when the list names the assertion's id or its uid; the reference validator looks at ids alone. A list
 * that could not be had leaves the standing open. It is not signed: the connection vouches for it.
 */
export async function checkRevocationList(
  assertion: Node,
  issuer: Found,
  context: VerifyContext,
): Promise<Standing['status']> {
  const value = termOf(issuer.node, 'revocationList');
  const record = (outcome: Check['outcome'], code: string, params?: Record<string, string>) =>
    context.record({ id: 'status', outcome, code, ...(params === undefined ? {} : { params }) });
  if (value === undefined) {
    record('skipped', 'no-status');
    return 'good';
  }
  const [link] = listOf(value);
  const address = readAddress(isNode(link) ? termOf(link, 'id') : link, issuer.finalUrl);
  const names = namesOf(assertion);
  if (address === undefined || names.length === 0) {
    const field = address === undefined ? 'issuer.revocationList' : 'id';
    record('unknown', 'status-malformed', { field });
    return 'could-not-check';
  }
  const list = await fetchList(address, context);
  if (list === undefined) return 'could-not-check';
  noteOtherIssuer(list, issuer, context);
  const answer = entryFor(list, names);
  if (answer === 'no-list') {
    record('unknown', 'status-list-kind', hostParams(address));
    return 'could-not-check';
  }
  if (answer === undefined) {
    record('passed', 'status-good-unsigned');
    return 'good';
  }
  const reason = readText(answer.reason);
  record('failed', 'revoked', reason === undefined ? undefined : { reason });
  return 'revoked';
}

function namesOf(assertion: Node): string[] {
  return [readId(termOf(assertion, 'id')), readId(termOf(assertion, 'uid'))].filter(
    (name) => name !== undefined,
  );
}

async function fetchList(address: string, context: VerifyContext): Promise<Node | undefined> {
  const about = withoutIdentity(address);
  const open = (code: string, params: Record<string, string> = {}) => {
    context.record({ id: 'status', outcome: 'unknown', code, params, about });
    return undefined;
  };
  const fetched = await context.get(address, 'application/ld+json, application/json;q=0.9, */*;q=0.1');
  if (fetched.kind === 'unavailable') {
    context.record({ about, ...unavailableCheck('status', fetched) });
    return undefined;
  }
  const { finalUrl, status } = fetched;
  const host = hostParams(finalUrl);
  if (status < 200 || status > 299) {
    return open('host-status', { ...host, status: String(status), reason: 'host' });
  }
  noteTransport(address, finalUrl, context);
  const parsed = parseListBytes(fetched.bytes);
  if (parsed.kind === 'problem' && parsed.code !== 'not-json') return open('limit');
  return parsed.kind === 'value' && isNode(parsed.value) ? parsed.value : open('status-list-kind', host);
}

/** The issuer named the list, whoever keeps it: worth a line and no more. */
function noteOtherIssuer(list: Node, issuer: Found, context: VerifyContext): void {
  const profile = nodeOf(list, 'issuer');
  const keeper = readAddress(
    profile === undefined ? listOf(termOf(list, 'issuer'))[0] : termOf(profile, 'id'),
  );
  if (keeper === undefined || isSameId(keeper, issuer.id)) return;
  const params = { issuer: keeper };
  context.record({ id: 'status', outcome: 'warning', code: 'status-list-other-issuer', params });
}

type Entry = { reason: unknown } | undefined | 'no-list';

function entryFor(list: Node, names: string[]): Entry {
  const revoked = termOf(list, 'revokedAssertions');
  if (revoked !== undefined) return entryAmong(listOf(revoked), names);
  // A 2.0 list without members, or a page of another kind: absent is not empty.
  if (list['@context'] !== undefined || termOf(list, 'type') !== undefined) return 'no-list';
  const name = names.find((one) => Object.hasOwn(list, one));
  return name === undefined ? undefined : { reason: list[name] };
}

/** Addresses, or objects with an id or a uid; `revoked: false` takes an entry back. */
function entryAmong(entries: readonly unknown[], names: string[]): Entry {
  const isNamed = (value: unknown) => {
    const id = readId(value);
    return id !== undefined && names.some((name) => name === id || isSameHttpId(name, id));
  };
  for (const entry of entries) {
    if (!isNode(entry)) {
      if (isNamed(entry)) return { reason: undefined };
    } else if (isNamed(termOf(entry, 'id')) || isNamed(termOf(entry, 'uid'))) {
      if (termOf(entry, 'revoked') !== false) return { reason: termOf(entry, 'revocationReason') };
    }
  }
  return undefined;
}

function isSameHttpId(left: string, right: string): boolean {
  return /^https?:/i.test(left) && /^https?:/i.test(right) && isSameId(left, right);
}
