// Hosted badges of Open Badges 0.5 to 2.1: what counts is what the issuer's own place says now.
import {
  assertionVersion,
  type Badge,
  isNode,
  type Node,
  readAddress,
  readAssertion,
  termOf,
  verificationOf,
  withUsualNames,
} from '../../credential';
import { type Findings, type VerifyContext, withoutIdentity } from '../context';
import type { BadgeDocument, Check } from '../report';
import { hostedAddress, hostParams } from './address';
import { bindingOf, sealerAt } from './binding';
import { differingFields } from './copy';
import { checkDates } from './dates';
import { checkExtensions } from './extensions';
import { type Found, fetchNode, type Hosted } from './fetch-node';
import { subjectOf, unproven } from './findings';
import { endorsedNodes, fetchParts, withAddress, withId } from './linked';
import { checkShape, resemblesAssertion } from './shape';

/**
 * Verifies a hosted badge (OB 2.0 Hosted Verification; OB 1.1 Verification; 0.5 by its schema). `document` is
 * an address, or JSON that was parsed into `inHand`: the data in hand is trusted for nothing but the address.
 * Never rejects; every step is recorded in `context`.
 */
export async function verifyHosted(
  document: BadgeDocument,
  inHand: Record<string, unknown> | undefined,
  context: VerifyContext,
): Promise<Findings> {
  const parsed = inHand === undefined ? undefined : withUsualNames(inHand);
  const version = parsed === undefined ? '2.0' : assertionVersion(parsed);
  const copy = parsed === undefined ? undefined : readAssertion(version, parsed);
  const address = parsed === undefined ? readAddress(document.text.trim()) : hostedAddress(parsed, version);
  if (address === undefined || (parsed !== undefined && verificationOf(parsed)?.kind === 'signed')) {
    context.record({ id: 'hosted', outcome: 'failed', code: 'no-proof' });
    return unproven('not-valid', copy);
  }

  const hosted = await fetchNode('assertion', address, context, (node) =>
    hostedAddress(node, assertionVersion(node)),
  );
  if (hosted.kind === 'not-had') return unproven('could-not-check', copy, address);
  if (hosted.kind === 'revoked') return revoked(hosted, copy, context);
  const code = unusableBecause(hosted.node);
  if (code !== undefined) {
    context.record({ id: 'hosted', outcome: 'unknown', code, params: hostParams(hosted.finalUrl) });
    return unproven('could-not-check', copy, address);
  }
  context.record({ id: 'hosted', outcome: 'passed', code: 'hosted-found', params: hostParams(hosted.id) });
  return judge(hosted, parsed, context);
}

/** A document that is no hosted assertion at all says nothing for or against the badge. */
function unusableBecause(node: Node): string | undefined {
  if (!resemblesAssertion(node)) return 'not-an-assertion';
  return verificationOf(node)?.kind === 'signed' ? 'signature-elsewhere' : undefined;
}

/** The assertion was had: its class and issuer, and what all three say together. */
async function judge(assertion: Found, copy: Node | undefined, context: VerifyContext): Promise<Findings> {
  const version = assertionVersion(assertion.node);
  const { badgeClass, issuer } = await fetchParts(assertion.node, assertion.finalUrl, context);
  const [classNode, issuerNode] = [badgeClass, issuer].map((part) => withId(part));

  const shape = checkShape(version, {
    assertion: assertion.node,
    ...(classNode === undefined ? {} : { badgeClass: classNode }),
    ...(issuerNode === undefined ? {} : { issuer: issuerNode }),
  });
  const { check: dates, validUntil } = checkDates(version, assertion.node, context.now);
  const binding = bindingOf(version, { assertion, badgeClass, issuer });
  const difference = copy === undefined ? [] : differingFields(copy, assertion.node, classNode);
  const checks = [
    shape,
    dates,
    ...binding.checks,
    ...(difference.length === 0 ? [] : [copyDiffers(difference)]),
  ];
  for (const check of checks) context.record(check);

  const badge = readAssertion(version, withAddress(assertion), classNode, issuerNode);
  const failed = checks.some((check) => check.outcome === 'failed');
  if (failed || binding.sealer === undefined) {
    return { ...unproven(failed ? 'not-valid' : 'could-not-check', badge), subject: subjectOf(badge) };
  }
  context.record({
    id: 'status',
    outcome: 'passed',
    code: 'not-withdrawn',
    params: hostParams(assertion.id),
  });
  const documents = [assertion.node, classNode, issuerNode].filter((node) => node !== undefined);
  for (const check of await checkExtensions(documents, context)) context.record(check);
  return {
    authenticity: 'authentic',
    standing: { status: 'good', ...(validUntil === undefined ? {} : { validUntil }) },
    sealer: binding.sealer,
    badge,
    subject: subjectOf(badge),
    endorsed: endorsedNodes(withAddress(assertion), classNode, issuerNode),
  };
}

/** The address itself says that the badge was withdrawn: that much is authentic, whatever the badge was. */
function revoked(
  { node, id, finalUrl, reason }: Extract<Hosted, { kind: 'revoked' }>,
  copy: Badge | undefined,
  context: VerifyContext,
): Findings {
  const params = { ...hostParams(finalUrl), ...(reason === undefined ? {} : { reason }) };
  context.record({ id: 'status', outcome: 'failed', code: 'revoked', params });
  const saysWhat = isNode(termOf(node, 'badge'));
  const badge = saysWhat ? readAssertion(assertionVersion(node), node) : copy;
  return {
    authenticity: 'authentic',
    standing: { status: 'revoked' },
    sealer: sealerAt(finalUrl, false),
    ...(badge === undefined ? {} : { badge }),
    subject: { id: withoutIdentity(id), kind: badge?.kind ?? 'badge' },
  };
}

function copyDiffers(fields: string[]): Check {
  return { id: 'copy', outcome: 'warning', code: 'copy-differs', params: { fields: fields.join(', ') } };
}
