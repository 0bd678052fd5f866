// A page with a detector on it: happy-dom with the two observers' timing in the test's hands.
import { vi } from 'vitest';
import { type Candidate, type Detector, secondLook, startDetector } from '../../../lib/detect';

const sizes = new WeakMap<Element, { width: number; height: number }>();

class MeasuringObserver {
  static all = new Set<MeasuringObserver>();
  targets = new Set<Element>();
  constructor(readonly callback: (entries: unknown[]) => void) {
    MeasuringObserver.all.add(this);
  }
  observe(target: Element) {
    this.targets.add(target);
  }
  unobserve(target: Element) {
    this.targets.delete(target);
  }
  disconnect() {
    this.targets.clear();
  }
}

let idle: (() => void)[] = [];

export interface TestPage {
  detector: Detector;
  /** Candidates that the worker's second look kept. */
  found: Candidate[];
  gone: number[];
  batches: number;
  /** What the browser gives page scripts of extensions alone. */
  closedRoots: Map<Element, ShadowRoot>;
  stop(): void;
  /** Lets changes arrive, then runs every slice and measurement that is due. */
  settle(): Promise<void>;
}

export function openPage(html: string, url = 'https://portfolio.example/ana'): TestPage {
  idle = [];
  MeasuringObserver.all.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('IntersectionObserver', MeasuringObserver);
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => idle.push(callback));
  window.location.href = url;
  document.body.innerHTML = html;
  const life = new AbortController();
  const closedRoots = new Map<Element, ShadowRoot>();
  const page: TestPage = {
    closedRoots,
    found: [],
    gone: [],
    batches: 0,
    stop: () => life.abort(),
    detector: startDetector(document, {
      found: (candidates) => {
        page.found.push(...candidates.flatMap(secondLook));
        page.batches += 1;
      },
      gone: (keys) => page.gone.push(...keys),
      isAlive: () => true,
      closedRoot: (element) => closedRoots.get(element) ?? null,
      signal: life.signal,
    }),
    settle: async () => {
      // The last rounds bring what the earlier ones made.
      for (let round = 0; round < 6 || (page.detector.progress().busy && round < 500); round += 1) {
        // happy-dom delivers mutations in a microtask.
        await vi.advanceTimersByTimeAsync(3_000);
        for (const callback of idle.splice(0)) callback();
        for (const observer of MeasuringObserver.all) {
          const targets = [...observer.targets];
          if (targets.length === 0) continue;
          observer.callback(
            targets.map((target) => ({
              target,
              isIntersecting: true,
              boundingClientRect: sizes.get(target) ?? { width: 0, height: 0 },
            })),
          );
        }
      }
    },
  };
  return page;
}

/** A loaded picture of a drawn size. */
export function picture(
  source: string,
  options: { size?: [number, number]; alt?: string; className?: string; loaded?: boolean } = {},
): HTMLImageElement {
  const image = document.createElement('img');
  image.alt = options.alt ?? '';
  if (options.className) image.className = options.className;
  image.src = source;
  const [width, height] = options.size ?? [120, 120];
  sizes.set(image, { width, height });
  setLoaded(image, options.loaded ?? true);
  return image;
}

export function setLoaded(image: HTMLImageElement, loaded: boolean) {
  Object.defineProperty(image, 'complete', { value: loaded, configurable: true });
  Object.defineProperty(image, 'naturalWidth', { value: loaded ? 600 : 0, configurable: true });
}

export function setSize(element: Element, width: number, height: number) {
  sizes.set(element, { width, height });
}
