import type { Badge } from '../credential';
import type { Sealer } from '../verify';

const ADDRESS = 'https://www.linkedin.com/profile/add';
/** Longer values are cut by LinkedIn's own form. */
const MAX_FIELD_CHARACTERS = 255;

/** The fields of LinkedIn's "Add to profile", in its own names. Dates are the credential's, read in UTC. */
export function linkedInFields(
  badge: Badge,
  sealer: Sealer,
  link: string | undefined,
): Record<string, string> {
  const organization = badge.issuer.name ?? (sealer.kind === 'domain' ? sealer.value : undefined);
  const issued = monthOf(badge.awardedAt ?? badge.validFrom);
  const expires = monthOf(badge.validUntil);
  return {
    name: cut(badge.name),
    ...(organization === undefined ? {} : { organizationName: cut(organization) }),
    ...(issued === undefined ? {} : { issueYear: issued.year, issueMonth: issued.month }),
    ...(expires === undefined ? {} : { expirationYear: expires.year, expirationMonth: expires.month }),
    ...(link === undefined ? {} : { certUrl: link }),
    ...(badge.id === undefined ? {} : { certId: cut(badge.id) }),
  };
}

/** Opens LinkedIn's form with the fields filled in; the person still has to save it there. */
export function linkedInAddress(fields: Record<string, string>): string {
  return `${ADDRESS}?${new URLSearchParams({ startTask: 'CERTIFICATION_NAME', ...fields })}`;
}

function monthOf(iso: string | undefined): { year: string; month: string } | undefined {
  if (iso === undefined) return undefined;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return undefined;
  return { year: String(date.getUTCFullYear()), month: String(date.getUTCMonth() + 1) };
}

function cut(text: string): string {
  return [...text].slice(0, MAX_FIELD_CHARACTERS).join('');
}
