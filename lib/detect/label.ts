import { LABEL_CHARS } from './limits';

/** The page's own words for an element; untrusted. */
export function labelOf(element: Element): { label?: string } {
  const words = [
    element.getAttribute('alt'),
    element.getAttribute('aria-label'),
    element.getAttribute('title'),
    element.localName === 'a' ? element.textContent : null,
  ];
  const label = words
    .find((text) => text?.trim())
    ?.trim()
    .replace(/\s+/g, ' ')
    .slice(0, LABEL_CHARS);
  return label ? { label } : {};
}
