// A status list that is itself a credential: fetched, its proof and dates checked, its bits unpacked.
import {
  isNode,
  listOf,
  type Node,
  nodeOf,
  plainValue,
  readAddress,
  readId,
  readInstant,
  termOf,
} from '../../credential';
import { unavailableCheck, type VerifyContext } from '../context';
import { decodeUtf8 } from '../parse-json';
import { bytesOf, type EncodedBits } from './bits';
import { notHad, type StatusAnswer, type StatusQuestion } from './status-type';

const ACCEPT = 'application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1';
const CLOCK_SKEW_MS = 5 * 60_000;

export interface ListFormat {
  subjectType: string;
  encoding: EncodedBits;
}

/** The unpacked list, and its subject for what else it says; or an answer that was already recorded. */
export type StatusList =
  | { kind: 'list'; bits: Uint8Array; subject: Node }
  | { kind: 'answer'; answer: StatusAnswer };

/** Fetches and checks the list credential at `address`. Nothing in it is believed before its proof held. */
export async function fetchListCredential(
  address: unknown,
  format: ListFormat,
  question: StatusQuestion,
): Promise<StatusList> {
  const failed = (code: string, params: Record<string, string> = {}): StatusList => ({
    kind: 'answer',
    answer: notHad(question, { code, params, ...(url === undefined ? {} : { about: url }) }),
  });
  const { context, verifySecured } = question;
  const url = readAddress(address);
  if (url === undefined) return failed('status-malformed', { field: 'statusListCredential' });
  const { host } = new URL(url);

  const fetched = await context.get(url, ACCEPT);
  if (fetched.kind === 'unavailable') {
    context.record({ about: url, ...unavailableCheck('status', fetched) });
    return { kind: 'answer', answer: 'could-not-check' };
  }
  if (fetched.status < 200 || fetched.status > 299) {
    return failed('host-status', { host, status: String(fetched.status), reason: 'host' });
  }

  const text = decodeUtf8(fetched.bytes);
  if (text === undefined) return failed('status-list-unreadable', { host });
  const secured = await verifySecured(text, aboutList(url, context));
  const { credential } = secured;
  if (secured.authenticity !== 'authentic' || credential === undefined)
    return failed('status-list-unproven', { host });
  const dates = datesProblem(credential, context.now);
  if (dates !== undefined) return failed(dates, { host });
  const subject = listOf(credential.credentialSubject).find(isNode);
  if (subject === undefined || !isOfType(subject, credential, format.subjectType))
    return failed('status-list-kind', { host });

  noteProvenance(credential, url, secured.issuerId, question);
  limitAge(credential, subject, url, context);
  const bits = await bytesOf(plainValue(subject.encodedList), format.encoding);
  return bits.kind === 'bytes' ? { kind: 'list', bits: bits.bytes, subject } : failed(bits.code, { host });
}

/** A list whose proof fails leaves the badge unanswered; it is not the badge that failed. */
function aboutList(url: string, context: VerifyContext): VerifyContext {
  return {
    ...context,
    record: (check) =>
      context.record({
        about: url,
        ...check,
        params: { ...check.params, list: new URL(url).host },
        outcome: check.outcome === 'failed' ? 'unknown' : check.outcome,
      }),
  };
}

function datesProblem(list: Node, now: Date): string | undefined {
  const from = list.validFrom ?? list.issuanceDate;
  const until = list.validUntil ?? list.expirationDate;
  const [validFrom, validUntil] = [readInstant(from), readInstant(until)];
  if ((from !== undefined && validFrom === undefined) || (until !== undefined && validUntil === undefined)) {
    return 'status-list-dates';
  }
  if (validFrom !== undefined && Date.parse(validFrom) > now.getTime() + CLOCK_SKEW_MS)
    return 'status-list-early';
  if (validUntil !== undefined && Date.parse(validUntil) < now.getTime()) return 'status-list-expired';
  return undefined;
}

/** `ttl` (milliseconds) never outlives the list's own end (Bitstring Status List §2.2). */
function limitAge(list: Node, subject: Node, url: string, { environment, now }: VerifyContext): void {
  const ttl = Number(plainValue(subject.ttl) ?? Number.NaN);
  const until = readInstant(list.validUntil ?? list.expirationDate);
  const ages = [ttl, until === undefined ? Number.NaN : Date.parse(until) - now.getTime()];
  const known = ages.filter((age) => age >= 0);
  if (known.length > 0) environment.limitAge?.(new URL(url).href, Math.min(...known));
}

/** Lists of the older types sometimes name the type on the credential only. */
function isOfType(subject: Node, credential: Node, type: string): boolean {
  const typesOfList = [...listOf(termOf(subject, 'type')), ...listOf(termOf(credential, 'type'))];
  return typesOfList.some(
    (one) => typeof one === 'string' && (localOf(one) === type || localOf(one) === `${type}Credential`),
  );
}

function localOf(type: string): string {
  return type.slice(Math.max(type.lastIndexOf('#'), type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
}

/** Neither is forbidden, and both are what a person would ask about. */
function noteProvenance(
  list: Node,
  url: string,
  issuerId: string | undefined,
  question: StatusQuestion,
): void {
  const { context, credential } = question;
  const id = readId(termOf(list, 'id'));
  if (id !== undefined && withoutFragment(id) !== withoutFragment(url)) {
    context.record({
      id: 'status',
      outcome: 'warning',
      code: 'status-list-other-id',
      params: { id },
      about: url,
    });
  }
  const issuer = issuerId ?? readId(listIssuer(list));
  if (issuer !== undefined && issuer !== credential.issuerId) {
    context.record({
      id: 'status',
      outcome: 'warning',
      code: 'status-list-other-issuer',
      params: { issuer },
      about: url,
    });
  }
}

function listIssuer(list: Node): unknown {
  const issuer = nodeOf(list, 'issuer');
  return issuer === undefined ? termOf(list, 'issuer') : termOf(issuer, 'id');
}

function withoutFragment(id: string): string {
  return id.replace(/#.*$/s, '');
}
