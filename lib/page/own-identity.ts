import { matchRecipient, type Report } from '../verify';

type Identity = { type: string; value: string };

/** By which of these the badge is bound to the person. Of a badge that nobody was proven to have awarded: none. */
export async function ownIdentity(
  report: Pick<Report, 'badge' | 'sealer'> | undefined,
  identities: readonly Identity[],
): Promise<string | undefined> {
  if (report === undefined || report.sealer.kind === 'none') return undefined;
  const { matched } = await matchRecipient(report.badge, identities);
  return matched === undefined ? undefined : identities[matched]?.value;
}
