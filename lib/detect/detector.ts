import type { Candidate } from './candidate';
import {
  CANDIDATES,
  CANDIDATES_PER_MESSAGE,
  CHANGED_SUBTREES,
  DATA_TOTAL_CHARS,
  GATHER_AT_MOST_MS,
  GATHER_MS,
  IDLE_TIMEOUT_MS,
  OVERFLOW_MS,
  PATIENCE_MS,
  PICTURE_ADDRESSES,
  PICTURE_ADDRESSES_OFF_SCREEN,
  ROOTLESS,
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
  /** The root that a page script is not shown, if the element has one. */
  closedRoot: (element: Element) => ShadowRoot | null;
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
const WATCHED = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['src', 'srcset', 'href', 'data'],
};

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
  let queue: Iterator<ParentNode> | undefined;
  let someRemoved = false;
  let overflowed = false;
  let scheduled = false;
  /** Slices since the last find: where nothing comes of looking, changes gather for longer. */
  let fruitless = 0;
  let outbox: Candidate[] = [];
  /** Shadow roots and documents of frames: each is watched and looked through on its own. */
  const roots = new Set<Document | ShadowRoot>();
  /** Custom elements whose root may still come: their definition often arrives after them, and says nothing. */
  const rootless = new Set<Element>();
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
    schedule(overflowed ? OVERFLOW_MS : Math.min(GATHER_MS + fruitless * PATIENCE_MS, GATHER_AT_MOST_MS));
  });

  function enqueue(node: Node): void {
    if (!isElement(node)) return;
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
    fruitless += 1;
    if (signal.aborted || document.hidden) return;
    const end = performance.now() + SLICE_MS;
    if (someRemoved) forgetRemoved();
    lookAt(document.documentElement);
    for (const host of [...rootless]) lookInto(host);
    if (overflowed) {
      overflowed = false;
      subtrees = [...roots];
      queue = undefined;
    }
    do {
      const next = queue?.next();
      if (next === undefined || next.done) {
        const subtree = subtrees.shift();
        queue = subtree && [subtree, ...subtree.querySelectorAll('*')].values();
        if (queue === undefined) break;
      } else if (isElement(next.value)) {
        lookInto(next.value);
        if (next.value.matches(EVERYTHING)) lookAt(next.value);
      }
    } while (performance.now() < end);
    tell();
    schedule(queue === undefined ? GATHER_MS : 0);
  }

  /** What lies behind an element: its shadow root, or the document in a frame of the page's own origin. */
  function lookInto(element: Element): void {
    const mayHide = element.localName.includes('-') && element.parentNode !== document.documentElement;
    rootless.delete(element);
    const frame = element.localName === 'iframe' ? (element as HTMLIFrameElement) : undefined;
    // A frame of another origin gives no document.
    const root = element.shadowRoot ?? (mayHide ? options.closedRoot(element) : frame?.contentDocument);
    if (root) enter(root);
    else if (mayHide && rootless.size < ROOTLESS && element.isConnected) rootless.add(element);
  }

  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    roots.add(root);
    changes.observe(root, WATCHED);
    // Load events do not bubble, but they can be caught on the way down: lazy pictures, frames, sources that changed.
    root.addEventListener('load', onLoad, { capture: true, signal });
    subtrees.push(root);
  }

  function lookAt(element: Element): void {
    if (!isThere(element)) return;
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
      if (!seen.has(element)) count(element);
      seen.set(element, before.set(strategy, source));
      for (const sight of strategy.look(element)) {
        if (sight.fits) measure(sight, element);
        else add(sight, element);
      }
    }
  }

  function count({ localName }: Element): void {
    if (localName === 'img') looked.pictures += 1;
    if (localName === 'a') looked.links += 1;
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
    const candidate: Candidate = { key: nextKey, placement: sight.placement, ...sight.body };
    nextKey += 1;
    fruitless = 0;
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
    for (const root of roots) {
      if (!root.isConnected || (root.ownerDocument ?? (root as Document)).defaultView === null)
        roots.delete(root);
    }
    forget(({ sight, from }) => !isThere(from) || !isThere(sight.on));
    for (const element of measured.keys()) {
      if (isThere(element)) continue;
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
    subtrees = [...roots];
    queue = undefined;
    schedule(0);
  }

  const detector: Detector = {
    isAlive: () => !signal.aborted && options.isAlive(),
    element: (key) => known.get(key)?.sight,
    progress: () => ({
      looked,
      busy: scheduled || subtrees.length > 0 || queue !== undefined || unreported.size > 0,
    }),
    scanAgain,
  };

  function onLoad({ target }: Event): void {
    // Whatever loads is a node.
    const node = target as Node | null;
    if (!node || !/^i(?:mg|frame)$/i.test(node.nodeName)) return;
    enqueue(node);
    schedule(GATHER_MS);
  }
  document.addEventListener('visibilitychange', () => schedule(0), { signal });
  signal.addEventListener('abort', () => {
    changes.disconnect();
    sizes.disconnect();
    known.clear();
    measured.clear();
  });

  publishRegistry(detector);
  enter(document);
  schedule(0);
  return detector;
}

// Not `instanceof`: the nodes of a frame are made by that frame's own constructors.
function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** In a document that is shown: that of a frame that went away keeps its elements. */
function isThere({ isConnected, ownerDocument }: Element): boolean {
  return isConnected && ownerDocument.defaultView !== null;
}
