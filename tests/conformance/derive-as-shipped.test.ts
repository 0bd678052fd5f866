// The build leaves parts of jsonld.js out (wxt.config.ts), compaction among them, which deriving needs.
import { beforeAll, describe, expect, it } from 'vitest';
import type * as derive from '../../lib/verify/proofs/sd/derive';
import { asShipped } from '../as-shipped';
import { HAS_VECTORS, vectorText } from './replay';

describe.skipIf(!HAS_VECTORS)('deriving with what is shipped of jsonld.js', () => {
  let shipped: typeof derive;
  beforeAll(async () => {
    shipped = await asShipped('lib/verify/proofs/sd/derive.ts');
  }, 60_000);

  it('gives the W3C’s credential to the byte', async () => {
    const contexts = new Map<string, unknown>([
      ['https://w3id.org/citizenship/v4rc1', JSON.parse(vectorText('contexts/w3c/citizenship-v4rc1.jsonld'))],
    ]);
    const folderOfVectors = 'w3c-vc-di-ecdsa/ecdsa-sd-2023/prc';
    const derived = await shipped.deriveCredential(
      vectorText(`${folderOfVectors}/addSignedSDBase.json`),
      JSON.parse(vectorText('w3c-vc-di-ecdsa/prCredSelective.json')),
      contexts,
    );
    expect(derived).toEqual({
      kind: 'derived',
      credential: JSON.parse(vectorText(`${folderOfVectors}/derivedRevealDocument.json`)),
    });
  });
});
