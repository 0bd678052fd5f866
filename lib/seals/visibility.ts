import { type Box, intersect } from './geometry';

/** What scroll containers and clipping ancestors leave to see around an element, in viewport pixels. */
export function visibleBox(element: Element): Box {
  const { body, documentElement } = element.ownerDocument;
  const view = element.ownerDocument.defaultView ?? window;
  // The whole page, not the window: what can be scrolled to is not cut off.
  let box: Box = {
    x: -view.scrollX,
    y: -view.scrollY,
    width: documentElement.scrollWidth,
    height: documentElement.scrollHeight,
  };
  for (let ancestor = element.parentElement; ancestor; ancestor = ancestor.parentElement) {
    const { overflowX, overflowY, display } = getComputedStyle(ancestor);
    if (display === 'inline' || display === 'contents') continue;
    // The body's overflow belongs to the window.
    if (ancestor === body || ancestor === documentElement) continue;
    if (overflowX !== 'visible' || overflowY !== 'visible')
      box = intersect(box, ancestor.getBoundingClientRect());
  }
  const frame = frameOf(element);
  return frame ? intersect(inWindow(element, box), inWindow(frame, frame.getBoundingClientRect())) : box;
}

/** A box that an element's own document gave, as the window has it: the element may be in a frame of the page. */
export function inWindow(element: Element, { x, y, width, height }: Box): Box {
  const frame = frameOf(element);
  if (!frame) return { x, y, width, height };
  const outer = frame.getBoundingClientRect();
  return inWindow(frame, {
    x: x + outer.x + frame.clientLeft,
    y: y + outer.y + frame.clientTop,
    width,
    height,
  });
}

function frameOf({ ownerDocument }: Element): Element | null | undefined {
  return ownerDocument.defaultView?.frameElement;
}

/** Drawn at all: neither hidden nor faded out. */
export function isShown(element: Element): boolean {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether something that floats over the page (a stuck header, a dialog) lies over this point of the element.
 * A plain overlay inside the same card does not count: many pages put one over each picture.
 */
export function isFloatedOver(element: Element, x: number, y: number, host: Element): boolean {
  const top = element.ownerDocument.elementsFromPoint(x, y).find((other) => other !== host);
  for (
    let other: Element | null = top ?? null;
    other && !other.contains(element);
    other = other.parentElement
  ) {
    if (element.contains(other)) return false;
    if (other.matches('dialog:modal, :popover-open')) return true;
    if (/fixed|sticky/.test(getComputedStyle(other).position)) return true;
  }
  return false;
}

/** The page has faded itself out, or lies over the seal: what is clicked there may not be what is seen. */
export function isTamperedWith(host: Element, x: number, y: number): boolean {
  const { documentElement, body } = host.ownerDocument;
  const faded = [documentElement, body].some((element) => Number(getComputedStyle(element).opacity) < 0.6);
  return faded || host.ownerDocument.elementFromPoint(x, y) !== host;
}
