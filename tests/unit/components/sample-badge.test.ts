import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unbake } from '../../../lib/baking';
import { verifyAll } from '../../../lib/verify';

const FILE = new URL('../../../public/sample/laurel-sample-badge.png', import.meta.url);

test('the sample badge of the welcome page is genuine without asking anybody', async () => {
  const bytes = new Uint8Array(readFileSync(FILE));
  const [report, ...more] = await verifyAll({ kind: 'file', bytes }, {});
  expect(more).toEqual([]);
  expect(report?.badge?.name).toBe('Laurel sample badge');
  expect(report?.badge?.image?.url).toMatch(/^data:image\/png;base64,/);
  expect(report).toMatchObject({ verdict: 'verified', sealer: { kind: 'key' }, needs: [], evidence: [] });
});

test('the sample badge is one picture with one badge in it', async () => {
  const { container, payloads, notes } = await unbake(new Uint8Array(readFileSync(FILE)));
  expect({ container, standards: payloads.map(({ standard }) => standard), notes }).toEqual({
    container: 'png',
    standards: ['openbadgecredential'],
    notes: [],
  });
});
