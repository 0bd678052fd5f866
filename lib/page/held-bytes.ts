import { fromBase64, toBase64 } from '../formats/base64';
import type { EvidenceDocument } from '../verify';
import type { PageSurroundings } from './surroundings';

const MAX_HELD_BYTES = 32_000_000;
/** Evidence beyond this is not carried over a worker restart; saving then goes without it. */
const MAX_CARRIED_EVIDENCE_BYTES = 300_000;

interface Held {
  file?: Uint8Array;
  picture?: Uint8Array;
  evidence?: EvidenceDocument[];
}

/** Bytes behind the entries, too large for messages; files can be had again, evidence is carried over a restart. */
export class HeldBytes {
  readonly #sessions: PageSurroundings['sessions'];
  readonly #held = new Map<string, Held>();

  constructor(sessions: PageSurroundings['sessions']) {
    this.#sessions = sessions;
  }

  of(entryId: string): Held {
    return this.#held.get(entryId) ?? {};
  }

  hold(entryId: string, more: Held): void {
    const held = { ...this.of(entryId), ...more };
    this.#held.delete(entryId);
    this.#held.set(entryId, held);
    let total = 0;
    for (const [id, { file, picture }] of [...this.#held].reverse()) {
      total += (file?.length ?? 0) + (picture?.length ?? 0);
      if (total > MAX_HELD_BYTES && id !== entryId) this.#held.delete(id);
    }
  }

  async holdEvidence(entryId: string, evidence: EvidenceDocument[]): Promise<void> {
    this.hold(entryId, { evidence });
    const size = evidence.reduce((sum, document) => sum + document.bytes.length, 0);
    if (size === 0 || size > MAX_CARRIED_EVIDENCE_BYTES) return;
    const carried = evidence.map(({ bytes, ...rest }) => ({ ...rest, base64: toBase64(bytes) }));
    await this.#sessions.set(`evidence:${entryId}`, carried);
  }

  async forget(entryIds: readonly string[]): Promise<void> {
    for (const entryId of entryIds) this.#held.delete(entryId);
    await Promise.all(entryIds.map((entryId) => this.#sessions.remove(`evidence:${entryId}`)));
  }

  async evidence(entryId: string): Promise<EvidenceDocument[]> {
    const held = this.of(entryId).evidence;
    if (held) return held;
    const carried = (await this.#sessions.get(`evidence:${entryId}`)) as
      | (Omit<EvidenceDocument, 'bytes'> & { base64: string })[]
      | undefined;
    return (carried ?? []).map(({ base64, ...rest }) => ({ ...rest, bytes: fromBase64(base64) }));
  }
}
