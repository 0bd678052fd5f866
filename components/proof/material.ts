import type { ReportView } from '../../lib/page/views';
import type { BadgeDocument, EvidenceDocument } from '../../lib/verify';

/** What the page of the proof is made from. */
export interface ProofMaterial {
  document: BadgeDocument;
  name: string;
  /** Left out when nobody has checked the badge. */
  report?: ReportView;
  evidence: EvidenceDocument[];
}

/** Those among the kept documents that this report relied on; all of them where it names none. */
export function documentsOf({
  report,
  evidence,
}: Pick<ProofMaterial, 'report' | 'evidence'>): EvidenceDocument[] {
  const relied = report?.evidence ?? [];
  const found = relied.flatMap(
    ({ url, sha256 }) => evidence.find((kept) => kept.url === url && kept.sha256 === sha256) ?? [],
  );
  return found.length > 0 ? found : evidence;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
