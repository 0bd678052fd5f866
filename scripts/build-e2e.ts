// The build that automated browsers get: the shipped one with access to all sites granted.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WXT = fileURLToPath(new URL('../node_modules/wxt/bin/wxt.mjs', import.meta.url));

/** Builds `.output/chrome-mv3-e2e`; says something only when it fails. */
export function buildE2e(): void {
  const result = spawnSync(process.execPath, [WXT, 'build', '--mode', 'e2e'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout}${result.stderr}`);
  throw new Error('the extension could not be built');
}
