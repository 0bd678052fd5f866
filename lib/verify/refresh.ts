// A newer edition of a credential (VCCR 1.0, OB 3.0 verification step 3): fetched only when the person asks, as it
// tells the issuer that somebody looks.
import { createContext, unavailableCheck } from './context';
import { documentsIn } from './extract';
import { decodeUtf8, parseJson } from './parse-json';
import { COMPACT_JWS } from './proofs/vc-jwt';
import type { BadgeDocument, Check, Report, VerifyEnvironment } from './report';

export type Refreshed =
  | { kind: 'refreshed'; document: BadgeDocument; report: Report }
  /** The edition in hand stays: none is offered, none was had, or what came is not this award. */
  | { kind: 'kept'; check: Check };

const ACCEPT = 'application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1';

/**
 * Asks the refresh service that the signed credential names, once. What it answers is verified like any other
 * and counts only when it is proven, by the same issuer, for the same id. Never rejects.
 */
export async function refreshWith(
  verify: (document: BadgeDocument, environment: VerifyEnvironment) => Promise<Report>,
  held: Report,
  environment: VerifyEnvironment,
): Promise<Refreshed> {
  const address = isProven(held) ? held.badge?.refreshAddress : undefined;
  if (address === undefined) return kept({ outcome: 'skipped', code: 'refresh-not-offered' });
  const { host } = new URL(address);
  const fetched = await createContext(environment).get(address, ACCEPT);
  if (fetched.kind === 'unavailable') return { kind: 'kept', check: unavailableCheck('refresh', fetched) };
  if (fetched.status < 200 || fetched.status > 299) {
    const params = { host, status: String(fetched.status) };
    return kept({ outcome: 'unknown', code: 'host-status', params });
  }
  const document = documentOf(fetched.bytes);
  if (document === undefined) return kept({ outcome: 'unknown', code: 'not-json', params: { host } });
  const report = await verify(document, environment);
  const isSame =
    isProven(report) &&
    report.subject.id !== undefined &&
    report.subject.id === held.subject.id &&
    report.badge?.issuer.id === held.badge?.issuer.id;
  return isSame
    ? { kind: 'refreshed', document, report }
    : kept({ outcome: 'warning', code: 'refresh-other', params: { host } });
}

/** Whoever sealed it is only named when the proof held. */
function isProven({ sealer }: Report): boolean {
  return sealer.kind !== 'none';
}

function documentOf(bytes: Uint8Array): BadgeDocument | undefined {
  const text = decodeUtf8(bytes)?.trim() ?? '';
  if (COMPACT_JWS.test(text)) return { form: 'jws', text };
  const parsed = parseJson(text);
  const documents = parsed.kind === 'value' ? documentsIn(parsed.value, text) : [];
  return documents.length === 1 ? documents[0] : undefined;
}

function kept(check: Omit<Check, 'id'>): Refreshed {
  return { kind: 'kept', check: { id: 'refresh', ...check } };
}
