// What both sides of the verification bench are given, and how they answer.
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { didDocument } from '../tests/sites/signing';

export const NOW = new Date('2026-11-23T12:00:00Z');

export interface VerificationTask {
  /** The credential as it comes out of a picture. */
  text: string;
  /** What did:key addresses lead to: the peer is told, Laurel works it out. */
  keyDocuments: Record<string, unknown>;
}

export function didKeyDocuments(key: Multikey): Record<string, unknown> {
  const document = didDocument(key.controller, [key]);
  return {
    [key.controller]: document,
    [key.id]: { '@context': 'https://w3id.org/security/multikey/v1', ...document.verificationMethod[0] },
  };
}

/** Answers every task with the milliseconds that it took; a credential that does not verify ends the bench. */
export function answerTasks(isVerified: (task: VerificationTask) => Promise<boolean>): void {
  // Browsers have WebCrypto at hand, and the peers load Node's own cryptography with their modules; Node loads
  // WebCrypto when it is first named, which takes as long as a sixth of a first verification.
  void globalThis.crypto.subtle;
  // What loading the modules left behind is not collected within the first verification of either side.
  globalThis.gc?.();
  process.on('message', async (task: VerificationTask) => {
    const started = performance.now();
    const verified = await isVerified(task);
    const milliseconds = performance.now() - started;
    if (!verified) throw new Error('the credential of the bench did not verify');
    process.send?.(milliseconds);
  });
}
