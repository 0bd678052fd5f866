import type { Candidate } from './candidate';
import {
  CANDIDATES,
  CANDIDATES_PER_MESSAGE,
  CHANGED_SUBTREES,
  DATA_TOTAL_CHARS,
  GATHER_MS,
  IDLE_TIMEOUT_MS,
  OVERFLOW_MS,
  PICTURE_ADDRESSES,
  PICTURE_ADDRESSES_OFF_SCREEN,
  SLICE_MS,
} from './limits';
import { publishRegistry, type Registry } from './registry';
import { STRATEGIES } from './strategies';
import type { Sight, Strategy } from './strategy';

export interface Looked {
  pictures: number;
  links: number;
}

export interface DetectorOptions {
  /** Told in batches; never called on a page without candidates. */
  found: (candidates: Candidate[], looked: Looked) => void;
  gone: (keys: number[]) => void;
  isAlive: () => boolean;
  signal: AbortSignal;
}

export interface Detector extends Registry {
  /** What was looked at so far; `busy` while anything that is there now still waits to be looked at. */
  progress(): { looked: Looked; busy: boolean };
}

interface Known {
  candidate: Candidate;
  sight: Sight;
  /** The element that was looked at. */
  from: Element;
}

const EVERYTHING = STRATEGIES.map(({ selector }) => selector).join(',');

/**
 * Looks over the document once, then over what is added, changed or removed. All work happens in short idle
 * slices; nothing is asked of the network and nothing in the page is changed.
 */
export function startDetector(document: Document, options: DetectorOptions): Detector {
  const { signal } = options;
  /** Each element and what was seen in it: the same source is looked at once. */
  let seen = new WeakMap<Element, Map<Strategy, string>>();
  const known = new Map<number, Known>();
  const addressesTold = new Set<string>();
  const looked: Looked = { pictures: 0, links: 0 };
  let nextKey = 1;
  let dataChars = 0;

  /** Subtrees to look through, then single elements to look at. */
  let subtrees: ParentNode[] = [];
  let queue: Iterator<Element> | undefined;
  let someRemoved = false;
  let overflowed = false;
  let scheduled = false;
  let outbox: Candidate[] = [];
  const measured = new Map<Element, { sight: Sight; from: Element }[]>();
  /** Of those, what the observer has not spoken of yet. */
  const unreported = new Set<Element>();

  const sizes = new IntersectionObserver((entries) => {
    for (const entry of entries) onMeasured(entry);
    tell();
  });
  const changes = new MutationObserver((records) => {
    for (const record of records) {
      if (record.removedNodes.length > 0) someRemoved = true;
      if (record.type === 'attributes') enqueue(record.target);
      else for (const node of record.addedNodes) enqueue(node);
    }
    schedule(overflowed ? OVERFLOW_MS : GATHER_MS);
  });

  function enqueue(node: Node): void {
    if (!(node instanceof Element)) return;
    if (subtrees.length < CHANGED_SUBTREES) subtrees.push(node);
    else overflowed = true;
  }

  function schedule(delayMs: number): void {
    if (scheduled || signal.aborted || document.hidden) return;
    if (subtrees.length === 0 && queue === undefined && !someRemoved) return;
    scheduled = true;
    setTimeout(() => requestIdleCallback(slice, { timeout: IDLE_TIMEOUT_MS }), delayMs);
  }

  function slice(): void {
    scheduled = false;
    if (signal.aborted || document.hidden) return;
    const end = performance.now() + SLICE_MS;
    if (someRemoved) forgetRemoved();
    if (overflowed) {
      overflowed = false;
      subtrees = [document];
      queue = undefined;
    }
    do {
      const next = queue?.next();
      if (next === undefined || next.done) {
        const subtree = subtrees.shift();
        queue = subtree && elementsOf(subtree);
        if (queue === undefined) break;
      } else lookAt(next.value);
    } while (performance.now() < end);
    tell();
    schedule(queue === undefined ? GATHER_MS : 0);
  }

  function lookAt(element: Element): void {
    if (!element.isConnected) return;
    for (const strategy of STRATEGIES) {
      if (!element.matches(strategy.selector)) continue;
      const source = strategy.source(element);
      const before = seen.get(element) ?? new Map<Strategy, string>();
      if (source === before.get(strategy)) continue;
      if (before.has(strategy)) forget(({ from }) => from === element);
      if (source === undefined) {
        before.delete(strategy);
        continue;
      }
      seen.set(element, before.set(strategy, source));
      if (strategy.counts) looked[strategy.counts] += 1;
      for (const sight of strategy.look(element)) {
        if (sight.fits) measure(sight, element);
        else add(sight, element);
      }
    }
  }

  /** The observer reports each new target once with its drawn size: no layout is forced. */
  function measure(sight: Sight, from: Element): void {
    const others = (measured.get(sight.on) ?? []).filter((other) => other.from !== from);
    measured.set(sight.on, [...others, { sight, from }]);
    unreported.add(sight.on);
    sizes.unobserve(sight.on);
    sizes.observe(sight.on);
  }

  function onMeasured(entry: IntersectionObserverEntry): void {
    unreported.delete(entry.target);
    const { width, height } = entry.boundingClientRect;
    // Not drawn yet: the observer speaks up again when it is.
    if (width === 0 || height === 0) return;
    const waiting = measured.get(entry.target) ?? [];
    const tight = addressesTold.size >= PICTURE_ADDRESSES_OFF_SCREEN;
    if (tight && !entry.isIntersecting) return;
    for (const { sight, from } of waiting) if (sight.fits?.(width, height)) add(sight, from);
    measured.delete(entry.target);
    sizes.unobserve(entry.target);
  }

  function add(sight: Sight, from: Element): void {
    if (known.size >= CANDIDATES || !withinPictureBudget(sight)) return;
    const { label } = sight;
    const candidate: Candidate = {
      key: nextKey,
      placement: sight.placement,
      ...(label === undefined ? {} : { label }),
      ...sight.body,
    };
    nextKey += 1;
    known.set(candidate.key, { candidate, sight, from });
    outbox.push(candidate);
  }

  function withinPictureBudget({ body }: Sight): boolean {
    if (body.kind !== 'picture' || addressesTold.has(body.url)) return true;
    if (addressesTold.size >= PICTURE_ADDRESSES) return false;
    if (body.url.startsWith('data:')) {
      if (dataChars + body.url.length > DATA_TOTAL_CHARS) return false;
      dataChars += body.url.length;
    }
    addressesTold.add(body.url);
    return true;
  }

  function tell(): void {
    while (outbox.length > 0) options.found(outbox.splice(0, CANDIDATES_PER_MESSAGE), { ...looked });
  }

  function forgetRemoved(): void {
    someRemoved = false;
    forget(({ sight, from }) => !from.isConnected || !sight.on.isConnected);
    for (const element of measured.keys()) {
      if (element.isConnected) continue;
      measured.delete(element);
      unreported.delete(element);
      sizes.unobserve(element);
    }
  }

  function forget(isGone: (entry: Known) => boolean): void {
    const keys: number[] = [];
    for (const [key, entry] of known) {
      if (!isGone(entry)) continue;
      known.delete(key);
      // Put back later, it is a new find.
      seen.delete(entry.from);
      keys.push(key);
    }
    if (keys.length === 0) return;
    outbox = outbox.filter(({ key }) => !keys.includes(key));
    options.gone(keys);
  }

  /** What is still there is told again under its old keys; everything else is looked at afresh. */
  function scanAgain(): void {
    forgetRemoved();
    const before = seen;
    seen = new WeakMap();
    for (const { from } of known.values()) {
      const sources = before.get(from);
      if (sources) seen.set(from, sources);
    }
    outbox = [...known.values()].map(({ candidate }) => candidate);
    subtrees = [document];
    queue = undefined;
    schedule(0);
  }

  const detector: Detector = {
    isAlive: () => !signal.aborted && options.isAlive(),
    element(key) {
      const entry = known.get(key);
      return entry && { on: entry.sight.on, placement: entry.sight.placement };
    },
    progress: () => ({
      looked,
      busy: scheduled || subtrees.length > 0 || queue !== undefined || unreported.size > 0,
    }),
    scanAgain,
  };

  changes.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['src', 'srcset', 'href'],
  });
  // Load events do not bubble, but they can be caught on the way down: lazy pictures, and sources that changed.
  const onLoad = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement)) return;
    enqueue(target);
    schedule(GATHER_MS);
  };
  document.addEventListener('load', onLoad, { capture: true, signal });
  document.addEventListener('visibilitychange', () => schedule(0), { signal });
  signal.addEventListener('abort', () => {
    changes.disconnect();
    sizes.disconnect();
    known.clear();
    measured.clear();
  });

  publishRegistry(detector);
  subtrees.push(document);
  schedule(0);
  return detector;
}

function* elementsOf(subtree: ParentNode): Generator<Element> {
  if (subtree instanceof Element && subtree.matches(EVERYTHING)) yield subtree;
  yield* subtree.querySelectorAll(EVERYTHING);
}
