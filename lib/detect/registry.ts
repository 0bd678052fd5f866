import type { Candidate } from './candidate';

/**
 * Which element stands behind a candidate's key. It hangs on the isolated world's global object, which the page can
 * not see: the seals script, a second run of the detector and tests find it there.
 */
export interface Registry {
  /** False once the extension that made it is gone. */
  isAlive(): boolean;
  element(key: number): { on: Element; placement: Candidate['placement'] } | undefined;
  scanAgain(): void;
}

const REGISTRY = Symbol.for('laurel.registry');
type World = { [REGISTRY]?: Registry };

/** The living registry of this document, if its detector runs. */
export function findRegistry(): Registry | undefined {
  const registry = (globalThis as World)[REGISTRY];
  return registry?.isAlive() ? registry : undefined;
}

export function publishRegistry(registry: Registry): void {
  (globalThis as World)[REGISTRY] = registry;
}
