import type { Unsealed } from '../../../lib/backpack/archive/sealed-file';

export interface SealingWish {
  act: 'seal' | 'unseal';
  file: Blob;
  passphrase: string;
}
export type SealingAnswer = Unsealed;

/** Locks or opens a file with a passphrase, beside the page. Rejects when the worker can not, or once it is cancelled. */
export async function sealing(wish: SealingWish, signal: AbortSignal): Promise<SealingAnswer> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./sealing.worker.ts', import.meta.url), { type: 'module' });
  const answered = new Promise<SealingAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SealingAnswer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  worker.postMessage(wish);
  return answered.finally(() => worker.terminate());
}
