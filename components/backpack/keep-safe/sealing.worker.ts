// Locking and opening a backup takes a second of computing or more, and a lot of code: both stay out of the page.
import { seal, unseal } from '../../../lib/backpack/archive/sealed-file';
import type { SealingAnswer, SealingWish } from './sealing';

addEventListener('message', async ({ data: { act, file, passphrase } }: MessageEvent<SealingWish>) => {
  const answer: SealingAnswer =
    act === 'seal' ? { kind: 'file', file: await seal(file, passphrase) } : await unseal(file, passphrase);
  postMessage(answer);
});
