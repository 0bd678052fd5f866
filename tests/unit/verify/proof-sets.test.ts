import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentLoader, strangerKey } from '../../sites/signing';
import { award, codesOf, type Json, NOW, schoolKey, schoolReplay, verifyJson } from './issuers';

let first: Multikey;
let second: Multikey;
let stranger: Multikey;
beforeAll(async () => {
  [first, second, stranger] = [await schoolKey(), await schoolKey(), await strangerKey()];
  second.id = 'did:web:school.example#key-2';
});

interface ProofMaker {
  createProof(options: object): Promise<Json>;
}

/** A proof over `document` as it stands: with the earlier proofs in it, that of a chain. */
async function proofOf(document: Json, key: Multikey, members: Json = {}): Promise<Json> {
  const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite, date: NOW });
  // The package's own types name no more than its constructor.
  return (suite as unknown as ProofMaker).createProof({
    document,
    purpose: { update: async (draft: Json) => ({ ...draft, proofPurpose: 'assertionMethod', ...members }) },
    documentLoader: documentLoader(),
  });
}

const replay = () => ({ fetch: schoolReplay([first, second]) });
const goodOnes = (codes: string[]) => codes.filter((code) => code === 'proof-good').length;

describe('a set of proofs', () => {
  it('counts each that holds', async () => {
    const proof = [await proofOf(award(), first), await proofOf(award(), second)];
    const report = await verifyJson({ ...award(), proof }, replay());
    expect([report.verdict, goodOnes(codesOf(report))]).toEqual(['verified', 2]);
  });

  it.each([0, 1])('stands on one good proof, and tells of the one at %i that does not hold', async (at) => {
    const proof = [await proofOf(award(), first), await proofOf(award(), second)];
    proof[at] = { ...proof[at], proofValue: proof[1 - at]?.proofValue };
    const report = await verifyJson({ ...award(), proof }, replay());
    expect(report.verdict).toBe('verified');
    expect(report.checks).toContainEqual(
      expect.objectContaining({ outcome: 'warning', code: 'proof-failed' }),
    );
  });

  it('does not stand on a stranger’s good proof', async () => {
    const [good] = [await proofOf(award(), first)];
    const proof = [{ ...good, proofValue: `${good.proofValue}1` }, await proofOf(award(), stranger)];
    expect((await verifyJson({ ...award(), proof }, replay())).verdict).toBe('not-valid');
  });
});

describe('a chain of proofs', () => {
  async function chain() {
    const earlier = { ...(await proofOf(award(), first, { id: 'urn:uuid:1' })) };
    const document = { ...award(), proof: [earlier] };
    return { earlier, later: await proofOf(document, second, { previousProof: 'urn:uuid:1' }) };
  }

  it('signs the proof before it too', async () => {
    const { earlier, later } = await chain();
    const report = await verifyJson({ ...award(), proof: [earlier, later] }, replay());
    expect([report.verdict, goodOnes(codesOf(report))]).toEqual(['verified', 2]);
  });

  it('is broken for the later proof when the earlier one was exchanged', async () => {
    const { earlier, later } = await chain();
    const exchanged = await proofOf(award(), first, { id: 'urn:uuid:1', created: '2026-01-02T00:00:00Z' });
    const report = await verifyJson({ ...award(), proof: [exchanged, later] }, replay());
    expect(report.checks).toContainEqual(
      expect.objectContaining({ outcome: 'warning', code: 'proof-failed' }),
    );
    const alone = await verifyJson({ ...award(), proof: [later] }, replay());
    expect([alone.verdict, codesOf(alone)]).toEqual(['not-valid', ['proof-chain-broken']]);
    expect(earlier.id).toBe('urn:uuid:1');
  });

  it('that names itself ends', async () => {
    const { later } = await chain();
    const proof = { ...later, id: 'urn:uuid:2', previousProof: 'urn:uuid:2' };
    const report = await verifyJson({ ...award(), proof }, replay());
    expect([report.verdict, codesOf(report)]).toEqual(['not-valid', ['proof-chain-broken']]);
  });
});
