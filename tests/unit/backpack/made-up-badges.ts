// Savings for the backpack's tests, made from a number: the same number is the same award.
import { createHash } from 'node:crypto';
import type { SavedBadge, Saving } from '../../../lib/backpack';
import type { Badge } from '../../../lib/credential';
import type { ReportView } from '../../../lib/page/views';
import type { EvidenceDocument, Verdict } from '../../../lib/verify';

export function badgeNumber(number: number, change: Partial<Badge> = {}): Badge {
  return {
    version: '3.0',
    kind: 'badge',
    id: `urn:uuid:badge-${number}`,
    name: `Badge ${number}`,
    issuer: { id: 'did:web:school.example', name: 'School' },
    validFrom: '2026-01-01T00:00:00Z',
    recipients: [],
    evidence: [],
    alignments: [],
    tags: [],
    results: [],
    links: [],
    ...change,
  };
}

export function reportNumber(number: number, verdict: Verdict, checkedAt: string): ReportView {
  return {
    verdict,
    subject: { kind: 'badge' },
    badge: badgeNumber(number),
    sealer: verdict === 'verified' ? { kind: 'domain', value: 'school.example' } : { kind: 'none' },
    checks: [],
    needs: [],
    recipient: { outcome: 'not-asked' },
    parts: [],
    endorsements: [],
    evidence: [],
    checkedAt,
  };
}

export function evidenceFrom(url: string, content: string): EvidenceDocument {
  return {
    url,
    time: '2026-05-01T10:00:00Z',
    status: 200,
    mediaType: 'application/json',
    bytes: new TextEncoder().encode(content),
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}

export function savingNumber(number: number, change: Partial<Saving['badge']> = {}): Saving {
  return {
    badge: {
      documentForm: 'json',
      documentText: JSON.stringify({ proof: {}, id: `urn:uuid:badge-${number}` }),
      badge: badgeNumber(number),
      answer: 'verified',
      sealer: { kind: 'domain', value: 'school.example' },
      checkedAt: '2026-05-01T10:00:00Z',
      ...change,
    },
    files: [
      {
        role: 'original',
        name: `badge-${number}.png`,
        mediaType: 'image/png',
        bytes: new Uint8Array([137, number]),
      },
      { role: 'picture', name: 'art.svg', mediaType: 'image/svg+xml', bytes: new Uint8Array([60, number]) },
    ],
    report: reportNumber(number, 'verified', '2026-05-01T10:00:00Z'),
    evidence: [
      // In the order of their hashes, as they come back.
      evidenceFrom('https://school.example/status', 'status'),
      evidenceFrom('https://school.example/key', 'key'),
    ],
  };
}

export function unproven(number: number): Partial<SavedBadge> {
  return { badge: badgeNumber(number), answer: 'not-valid', sealer: { kind: 'none' } };
}
