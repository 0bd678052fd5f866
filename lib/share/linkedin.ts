import type { Badge } from '../credential';
import type { Sealer } from '../verify';

const ADDRESS = 'https://www.linkedin.com/profile/add';
/** Longer values are cut by LinkedIn's own form. */
const MAX_FIELD_CHARACTERS = 255;
const MAX_SKILLS = 10;

/** The fields of LinkedIn's "Add to profile", in its own names. Dates are the credential's, read in UTC. */
export function linkedInFields(
  badge: Badge,
  sealer: Sealer,
  link: string | undefined,
): Record<string, string> {
  const organization = badge.issuer.name ?? (sealer.kind === 'domain' ? sealer.value : undefined);
  const issued = monthOf(badge.awardedAt ?? badge.validFrom);
  const expires = monthOf(badge.validUntil);
  const skills = skillsOf(badge);
  return {
    name: cut(badge.name),
    ...(organization === undefined ? {} : { organizationName: cut(organization) }),
    ...(issued === undefined ? {} : { issueYear: issued.year, issueMonth: issued.month }),
    ...(expires === undefined ? {} : { expirationYear: expires.year, expirationMonth: expires.month }),
    ...(link === undefined ? {} : { certUrl: link }),
    ...(badge.id === undefined ? {} : { certId: cut(badge.id) }),
    ...(skills === '' ? {} : { skills }),
  };
}

/** In the form a list between commas, so a skill with one in its name can not be among them. */
function skillsOf({ alignments, tags }: Badge): string {
  const names = [...alignments.map(({ name }) => name), ...tags].map((name) => name.trim());
  const usable = names.filter((name) => name !== '' && !name.includes(',') && !URL.canParse(name));
  const once = new Map<string, string>();
  for (const name of usable) if (!once.has(name.toLowerCase())) once.set(name.toLowerCase(), name);
  return [...once.values()].slice(0, MAX_SKILLS).join(',');
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
