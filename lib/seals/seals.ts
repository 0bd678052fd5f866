import { drawParts, SEALS } from '../../components/seal-shapes';
import type { Candidate } from '../detect/candidate';
import type { SealView } from '../page/views';
import { type CardFrame, openFrame } from './card-frame';
import { type Box, placeOnPicture, placeOnText, type SealBox, sealOnPicture, sealOnText } from './geometry';
import { createHost } from './host';
import { inWindow, isFloatedOver, isShown, isTamperedWith, visibleBox } from './visibility';

export interface SealsOptions {
  /** The element behind a candidate's key, as the detector knows it. */
  element: (key: number) => { on: Element; placement: Candidate['placement'] } | undefined;
  /** Address of the card page for this candidate; undefined when there is none to show. */
  cardUrl: (key: number) => Promise<string | undefined>;
  /** Origin of the extension's pages. In Chromium the card's address has another one (`use_dynamic_url`). */
  origin: string;
  /** False once the extension was reloaded: the seals then remove themselves. */
  isAlive: () => boolean;
  signal: AbortSignal;
  /** Ends everything. `forGood`: the page fights the seals, so that none may come back to this document. */
  stop: (forGood?: boolean) => void;
}

export interface Seals {
  /** All seals of the page as they are now; what is not among them is removed. */
  show(views: readonly SealView[]): void;
}

interface Seal {
  key: number;
  target: Element;
  placement: Candidate['placement'];
  button: HTMLButtonElement;
  view: SealView;
  /** Where it stands in viewport pixels; undefined while it is out of sight. */
  box?: Box | undefined;
  near: boolean;
  shownAt: number;
}

const MAX_SEALS = 100;
const HOVER_MS = 150;
const LEAVE_MS = 250;
/** A seal that just appeared under the pointer was not aimed at. */
const SETTLED_MS = 300;
const COVER_CHECK_MS = 120;
/** `Node.DOCUMENT_POSITION_PRECEDING`. */
const PRECEDING = 2;

export function startSeals(document: Document, options: SealsOptions): Seals {
  const { signal, stop } = options;
  const host = createHost(document, signal, () => stop(true));
  const seals = new Map<Element, Seal>();
  let card: { seal: Seal; frame: CardFrame; pinned: boolean } | undefined;
  let opening: { seal: Seal; pinned: boolean } | undefined;
  let hoverTimer: ReturnType<typeof setTimeout> | undefined;
  let leaveTimer: ReturnType<typeof setTimeout> | undefined;
  let coverTimer: ReturnType<typeof setTimeout> | undefined;
  let frameAsked = 0;

  function show(views: readonly SealView[]): void {
    const kept = new Set<Element>();
    for (const view of views) {
      for (const key of view.keys) {
        const found = options.element(key);
        if (found === undefined || kept.has(found.on) || kept.size >= MAX_SEALS) continue;
        kept.add(found.on);
        const seal = seals.get(found.on) ?? createSeal(key, found.on, found.placement, view);
        seal.key = key;
        dress(seal, view);
      }
    }
    for (const [target, seal] of seals) if (!kept.has(target)) remove(seal);
    inReadingOrder();
    placeSoon();
  }

  /** New buttons come before the one whose badge follows theirs, so that Tab goes through the page as it is read. */
  function inReadingOrder(): void {
    const fromEnd = [...seals.values()].sort(({ target }, other) =>
      target.compareDocumentPosition(other.target) & PRECEDING ? -1 : 1,
    );
    let next: Element | null = null;
    for (const { button } of fromEnd) {
      if (!button.isConnected) host.root.insertBefore(button, next);
      next = button;
    }
  }

  function createSeal(key: number, target: Element, placement: Seal['placement'], view: SealView): Seal {
    const button = document.createElement('button');
    button.type = 'button';
    button.hidden = true;
    button.ariaHasPopup = 'dialog';
    button.ariaExpanded = 'false';
    const seal: Seal = {
      key,
      target,
      placement,
      button,
      view,
      near: true,
      shownAt: Number.POSITIVE_INFINITY,
    };
    seals.set(target, seal);
    listen(seal);
    onScreen.observe(target);
    resized.observe(target);
    // In a frame things scroll without the page hearing of it; for the page itself this is the listener below.
    target.ownerDocument.addEventListener('scroll', placeSoon, passive);
    return seal;
  }

  function dress(seal: Seal, view: SealView): void {
    const { button } = seal;
    button.setAttribute('aria-label', view.label);
    if (button.firstChild === null || seal.view.answer !== view.answer) {
      const shape = SEALS[view.answer];
      button.dataset.tone = shape.tone;
      button.toggleAttribute('data-checking', view.answer === 'checking');
      button.replaceChildren(drawParts(document, shape.parts));
      for (const [index, path] of [...button.querySelectorAll('path')].entries()) {
        path.style.setProperty('--leaf', String(index));
      }
    }
    seal.view = view;
  }

  function remove(seal: Seal): void {
    if (card?.seal === seal) closeCard();
    onScreen.unobserve(seal.target);
    resized.unobserve(seal.target);
    seal.button.remove();
    seals.delete(seal.target);
  }

  // ---- place

  function placeSoon(): void {
    if (frameAsked === 0 && seals.size > 0 && !document.hidden) frameAsked = requestAnimationFrame(placeAll);
  }

  function placeAll(): void {
    frameAsked = 0;
    if (signal.aborted) return;
    if (!options.isAlive()) {
      stop();
      return;
    }
    const origin = host.element.getBoundingClientRect();
    // All reading before all writing: one layout a frame.
    const places = [...seals.values()]
      .filter(({ near }) => near)
      .map((seal) => ({ seal, place: placeOf(seal) }));
    for (const { seal, place } of places) apply(seal, place, origin);
    if (card) {
      if (card.seal.box) card.frame.place(card.seal.box, origin);
      else closeCard();
    }
    clearTimeout(coverTimer);
    coverTimer = setTimeout(hideCovered, COVER_CHECK_MS);
  }

  function apply(seal: Seal, place: (Box & SealBox) | undefined, origin: DOMRect): void {
    const { button } = seal;
    if (place === undefined) {
      hide(seal);
      return;
    }
    seal.box = place;
    const { style } = button;
    style.left = `${place.x - origin.x}px`;
    style.top = `${place.y - origin.y}px`;
    style.width = style.height = `${place.side}px`;
    style.setProperty('--drawn', `${place.drawn}px`);
    if (!button.hidden) return;
    button.hidden = false;
    seal.shownAt = performance.now();
  }

  function hide(seal: Seal): void {
    seal.box = undefined;
    seal.button.hidden = true;
  }

  /** After things came to rest: a seal must not shine through a header or dialog that lies over its badge. */
  function hideCovered(): void {
    for (const seal of seals.values()) {
      const { box } = seal;
      if (box === undefined || card?.seal === seal) continue;
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      if (isFloatedOver(seal.target, x, y, host.element)) hide(seal);
    }
  }

  // ---- card

  function listen(seal: Seal): void {
    const { button } = seal;
    const on = (type: string, handle: () => void) =>
      button.addEventListener(type, ({ isTrusted }) => isTrusted && handle());
    // Moves, not `pointerenter`: a seal that scrolls under a resting pointer was not aimed at.
    on('pointermove', () => openSoon(seal, HOVER_MS));
    on('pointerleave', leaveSoon);
    on('focus', () => {
      if (button.matches(':focus-visible') && performance.now() - closedAt > SETTLED_MS) openSoon(seal, 0);
    });
    on('blur', leaveSoon);
    on('click', () => {
      clearTimeout(hoverTimer);
      if (card?.seal === seal && card.pinned) closeCard();
      else void open(seal, true);
    });
  }

  /** Once the person has rested there, and the seal has settled. */
  function openSoon(seal: Seal, restMs: number): void {
    clearTimeout(leaveTimer);
    clearTimeout(hoverTimer);
    const settlesMs = seal.shownAt + SETTLED_MS + 1 - performance.now();
    hoverTimer = setTimeout(() => void open(seal, false), Math.max(restMs, settlesMs));
  }

  let closedAt = Number.NEGATIVE_INFINITY;

  async function open(seal: Seal, pinned: boolean): Promise<void> {
    if (card?.seal === seal || opening?.seal === seal) {
      const current = card ?? opening;
      if (pinned && current) current.pinned = true;
      if (pinned) card?.frame.focus();
      return;
    }
    if (!mayOpen(seal)) return;
    closeCard();
    const mine = { seal, pinned };
    opening = mine;
    const url = await options.cardUrl(seal.key);
    if (opening !== mine) return;
    opening = undefined;
    if (url === undefined || signal.aborted || seal.box === undefined || !seal.button.isConnected) return;
    const frame = openFrame(document, {
      url,
      origin: options.origin,
      label: seal.view.label,
      onClose: () => closeCard({ focusSeal: true }),
    });
    frame.element.addEventListener('pointerenter', () => clearTimeout(leaveTimer));
    frame.element.addEventListener('pointerleave', leaveSoon);
    frame.element.addEventListener('blur', leaveSoon);
    card = { seal, frame, pinned: mine.pinned };
    frame.place(seal.box, host.element.getBoundingClientRect());
    // Right behind its seal, so that Tab leads from one into the other.
    seal.button.after(frame.element);
    seal.button.ariaExpanded = 'true';
    if (mine.pinned) frame.focus();
  }

  function mayOpen(seal: Seal): boolean {
    const { box } = seal;
    if (box === undefined || performance.now() - seal.shownAt < SETTLED_MS) return false;
    return !isTamperedWith(host.element, box.x + box.width / 2, box.y + box.height / 2);
  }

  function leaveSoon(): void {
    clearTimeout(hoverTimer);
    clearTimeout(leaveTimer);
    leaveTimer = setTimeout(() => {
      const inUse = card && [card.seal.button, card.frame.element].some((element) => isInUse(element));
      if (inUse) return;
      // Pinned by a click: it stays while the pointer is elsewhere, until Escape or a click beside it.
      if (!card?.pinned) closeCard();
    }, LEAVE_MS);
  }

  function isInUse(element: Element): boolean {
    return element.matches(':hover') || host.root.activeElement === element;
  }

  function closeCard({ focusSeal = false } = {}): void {
    opening = undefined;
    if (card === undefined) return;
    const { seal, frame } = card;
    card = undefined;
    closedAt = performance.now();
    frame.close();
    seal.button.ariaExpanded = 'false';
    if (focusSeal && !seal.button.hidden) seal.button.focus();
  }

  // ---- watch

  const onScreen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const seal = seals.get(target);
        if (seal === undefined) continue;
        seal.near = isIntersecting;
        if (!isIntersecting) hide(seal);
      }
      placeSoon();
    },
    { rootMargin: '200px' },
  );
  const resized = new ResizeObserver(placeSoon);
  const changed = new MutationObserver(placeSoon);
  resized.observe(document.documentElement);
  if (document.body) resized.observe(document.body);
  changed.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class', 'style', 'hidden', 'open'],
  });
  const passive = { capture: true, passive: true, signal };
  for (const type of ['scroll', 'load', 'transitionend', 'animationend', 'toggle', 'visibilitychange']) {
    document.addEventListener(type, placeSoon, passive);
  }
  window.addEventListener('resize', placeSoon, passive);
  document.addEventListener(
    'pointerdown',
    ({ isTrusted, target }) => {
      if (isTrusted && target !== host.element) closeCard();
    },
    passive,
  );
  document.addEventListener(
    'keydown',
    ({ isTrusted, key }) => {
      if (isTrusted && key === 'Escape') closeCard({ focusSeal: host.root.activeElement !== null });
    },
    passive,
  );
  // What happens on a seal is not the page's business.
  for (const type of ['click', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'keydown', 'keyup']) {
    host.root.addEventListener(type, (event) => event.stopPropagation());
  }
  signal.addEventListener('abort', () => {
    closeCard();
    for (const watcher of [onScreen, resized, changed]) watcher.disconnect();
    for (const timer of [hoverTimer, leaveTimer, coverTimer]) clearTimeout(timer);
    cancelAnimationFrame(frameAsked);
    seals.clear();
  });

  return { show };
}

function placeOf({ target, placement }: Seal): (Box & SealBox) | undefined {
  if (!target.isConnected || !isShown(target)) return undefined;
  const visible = visibleBox(target);
  if (placement === 'picture') {
    const picture = inWindow(target, target.getBoundingClientRect());
    const size = sealOnPicture(picture);
    return whole(size, placeOnPicture(picture, size.side, visible));
  }
  const last = [...target.getClientRects()].at(-1);
  if (last === undefined) return undefined;
  const line = inWindow(target, last);
  const size = sealOnText(line);
  return whole(size, placeOnText(line, size.side, isFollowedByText(target), visible));
}

function whole(size: SealBox, place: { x: number; y: number } | undefined): (Box & SealBox) | undefined {
  return place && { ...size, ...place, width: size.side, height: size.side };
}

function isFollowedByText({ nextSibling: after }: Element): boolean {
  return after !== null && Boolean(after.textContent?.trim()) && isInline(after);
}

function isInline(node: Node): boolean {
  return !(node instanceof Element) || getComputedStyle(node).display.startsWith('inline');
}
