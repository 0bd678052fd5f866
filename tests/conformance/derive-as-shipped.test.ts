// The build leaves parts of jsonld.js out (wxt.config.ts), compaction among them, which deriving needs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { deriveCredential } from '../../lib/verify/disclose';
import { replaceModules } from '../../wxt.config';
import { HAS_VECTORS, vectorText } from './replay';

describe.skipIf(!HAS_VECTORS)('deriving with what is shipped of jsonld.js', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-derive-'));
  let shipped: { deriveCredential: typeof deriveCredential };

  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      plugins: [replaceModules],
      build: {
        target: 'esnext',
        outDir: folder,
        lib: {
          entry: fileURLToPath(new URL('../../lib/verify/proofs/sd/derive.ts', import.meta.url)),
          formats: ['es'],
          fileName: () => 'derive.mjs',
        },
      },
    });
    shipped = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'derive.mjs')).href);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

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
