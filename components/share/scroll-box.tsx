import type { ComponentChildren } from 'preact';

interface ScrollBoxProps {
  class: string;
  /** Accessible name, or the id of what names it. */
  label: string | { id: string };
  children: ComponentChildren;
}

/** A named box of its own height: what scrolls has to be reached by the keyboard too. */
export function ScrollBox({ class: className, label, children }: ScrollBoxProps) {
  const name = typeof label === 'string' ? { 'aria-label': label } : { 'aria-labelledby': label.id };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls (WCAG 2.1.1, axe scrollable-region-focusable)
    <section class={className} tabIndex={0} {...name}>
      {children}
    </section>
  );
}
