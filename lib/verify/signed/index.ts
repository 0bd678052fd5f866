// Signed badges of Open Badges 1.0 to 2.1: a compact JWS around the assertion, by a key that is its issuer's.
import {
  type AssertionVersion,
  assertionVersion,
  type Badge,
  readAssertion,
  verificationOf,
  withUsualNames,
} from '../../credential';
import type { Findings, VerifyContext } from '../context';
import { verifyHosted } from '../hosted';
import { sealerOfProfile } from '../hosted/binding';
import { checkDates } from '../hosted/dates';
import { checkExtensions } from '../hosted/extensions';
import { subjectOf, unproven } from '../hosted/findings';
import { endorsedNodes, fetchParts, withId } from '../hosted/linked';
import { checkShape } from '../hosted/shape';
import { type Jwt, refuseHeader } from '../proofs/vc-jwt';
import { checkKeyOfIssuer } from './profile-key';
import { checkRevocationList } from './revocation-list';
import { checkKeyAtAddress } from './verify-url-key';

/**
 * Verifies a signed badge (OB 1.1 "Verify signed", OB 2.0 "Signed Verification"). `text` is the JWS as received:
 * nothing is serialised again. Never rejects; every step is recorded in `context`.
 */
export async function verifySigned(text: string, jwt: Jwt, context: VerifyContext): Promise<Findings> {
  const payload = withUsualNames(jwt.payload);
  // 0.5 knew no signatures: what looks like it here is a 1.0 award with its class and issuer inside.
  const detected = assertionVersion(payload);
  const version = detected === '0.5' ? '1.0' : detected;
  const claimed = readAssertion(version, payload);
  if (verificationOf(payload)?.kind === 'hosted') {
    context.record({ id: 'proof', outcome: 'warning', code: 'verification-kind-differs' });
    return verifyHosted({ form: 'json', text }, jwt.payload, context);
  }
  const refusal = refuseHeader(jwt.header);
  if (refusal !== undefined) {
    context.record(refusal);
    return unproven(refusal.outcome === 'failed' ? 'not-valid' : 'could-not-check', claimed);
  }
  return judge(text, { ...jwt, payload }, version, claimed, context);
}

async function judge(
  text: string,
  jwt: Jwt,
  version: AssertionVersion,
  claimed: Badge,
  context: VerifyContext,
): Promise<Findings> {
  const { payload } = jwt;
  const { badgeClass, issuer } = await fetchParts(payload, undefined, context);
  const isOlder = version.startsWith('1');
  const signature = await (isOlder ? checkKeyAtAddress : checkKeyOfIssuer)(text, jwt, issuer, context);
  const [classNode, issuerNode] = [badgeClass, issuer].map((part) => withId(part));
  const { check: dates, validUntil } = checkDates(version, payload, context.now);
  const shape = checkShape(version, {
    assertion: payload,
    ...(classNode === undefined ? {} : { badgeClass: classNode }),
    ...(issuerNode === undefined ? {} : { issuer: issuerNode }),
  });
  // If the signature does not hold, nothing that it was to hold is worth a word.
  const checks =
    signature.authenticity === 'not-valid' ? signature.checks : [...signature.checks, shape, dates];
  for (const check of checks) context.record(check);

  const failed = checks.some((check) => check.outcome === 'failed');
  if (failed) return unproven('not-valid', claimed);
  const badge = readAssertion(version, payload, classNode, issuerNode);
  if (signature.authenticity !== 'authentic' || issuer.kind !== 'found') {
    return unproven('could-not-check', badge);
  }
  const status = await checkRevocationList(payload, issuer, context);
  const documents = [payload, classNode, issuerNode].filter((node) => node !== undefined);
  for (const check of await checkExtensions(documents, context)) context.record(check);
  return {
    authenticity: 'authentic',
    standing: {
      status,
      ...(validUntil === undefined ? {} : { validUntil }),
    },
    sealer: sealerOfProfile(issuer),
    badge,
    subject: subjectOf(badge),
    endorsed: endorsedNodes(payload, classNode, issuerNode),
  };
}
