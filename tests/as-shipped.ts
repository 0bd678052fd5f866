import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { replaceModules } from '../wxt.config';

/**
 * A module built as the extension's are, without the parts of packages that wxt.config.ts leaves out, and loaded.
 *
 * @param path From the top of the repo.
 */
export async function asShipped<Module>(path: string): Promise<Module> {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-shipped-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      plugins: [replaceModules],
      build: {
        target: 'esnext',
        outDir: folder,
        lib: {
          entry: fileURLToPath(new URL(`../${path}`, import.meta.url)),
          formats: ['es'],
          fileName: () => 'shipped.mjs',
        },
      },
    });
    return (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'shipped.mjs')).href)) as Module;
  } finally {
    await rm(folder, { recursive: true });
  }
}
