// What was kept of a badge, looked at once more without asking anybody: is every byte as it was, and does it still
// prove what it proved? A face of its own: only the backpack's page needs it.
import type { ReportView } from '../page/views';
import type { BadgeDocument, EvidenceDocument, Report } from '../verify';
import { sha256Hex, sha256Of } from './award-keys';
import type { SavedBadge, SavedEvidence, SavedFile, SavedReport } from './records';
import { lastProof } from './standing';

/** All that is kept of one badge; reports newest first. */
export interface Kept {
  badge: SavedBadge;
  files: readonly SavedFile[];
  reports: readonly SavedReport[];
  evidence: readonly SavedEvidence[];
}

/** Something kept that is not as it was. `url`: of the kept answer of a host. */
export interface Damage {
  what: 'badge' | 'file' | 'picture' | 'answer';
  url?: string;
}

interface Proven {
  /** When the badge was last found genuine, ISO 8601 UTC. */
  provenAt: string;
  /** Whose seal it was. */
  sealer: ReportView['sealer'];
  /** How many answers of hosts that rests on. */
  documents: number;
}

export type KeptProof =
  | { kind: 'damaged'; damages: Damage[]; provenAt?: string }
  /** Nothing was ever proven, so there is nothing that could still be. */
  | { kind: 'never-proven' }
  /** The bytes are as they were; whether they still prove it was not tried. */
  | ({ kind: 'unchanged' } & Proven)
  | ({ kind: 'proven-again' } & Proven)
  /** Unchanged, but not all is kept that the proof needs. */
  | ({ kind: 'not-enough' } & Proven);

/** Verifies with these documents as the only answers, as of `now`; asks nobody. */
export type Replay = (
  document: BadgeDocument,
  evidence: readonly EvidenceDocument[],
  now: Date,
) => Promise<Pick<Report, 'verdict' | 'sealer'>>;

/** Compares every kept byte with the hashes that were noted, and with `replay` verifies as of the day of the last proof. */
export async function lookAtKept(kept: Kept, replay?: Replay): Promise<KeptProof> {
  const proven = lastProof(kept.reports);
  const damages = await damagesIn(kept);
  if (damages.length > 0) {
    return { kind: 'damaged', damages, ...(proven ? { provenAt: proven.checkedAt } : {}) };
  }
  if (!proven) return { kind: 'never-proven' };
  const documents = reliedOn(proven, kept.evidence);
  const { checkedAt: provenAt, sealer } = proven;
  const about = { provenAt, sealer, documents: proven.evidence.length };
  if (documents.length < proven.evidence.length) return { kind: 'not-enough', ...about };
  if (!replay) return { kind: 'unchanged', ...about };
  const { documentForm: form, documentText: text } = kept.badge;
  const again = await replay({ form, text }, documents, new Date(proven.checkedAt));
  if (again.verdict === 'not-valid') return { kind: 'damaged', damages: [{ what: 'badge' }], provenAt };
  const same = again.verdict === proven.verdict && again.sealer.value === proven.sealer.value;
  return { kind: same ? 'proven-again' : 'not-enough', ...about };
}

async function damagesIn({ badge, files, evidence }: Kept): Promise<Damage[]> {
  const damages: Damage[] = [];
  if ((await sha256Hex(badge.documentText)) !== badge.digest) damages.push({ what: 'badge' });
  for (const { role, bytes, sha256 } of files) {
    // Files of before the hash was noted have none.
    if (sha256 === undefined || (await sha256Of(bytes)) === sha256) continue;
    damages.push({ what: role === 'original' ? 'file' : 'picture' });
  }
  for (const { url, bytes, sha256 } of evidence) {
    if ((await sha256Of(bytes)) !== sha256) damages.push({ what: 'answer', url });
  }
  return damages;
}

function reliedOn(report: ReportView, evidence: readonly SavedEvidence[]): SavedEvidence[] {
  return report.evidence.flatMap(
    ({ url, sha256 }) => evidence.find((kept) => kept.url === url && kept.sha256 === sha256) ?? [],
  );
}
