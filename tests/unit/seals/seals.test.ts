// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SEALS } from '../../../components/seal-shapes';
import type { Answer, SealView } from '../../../lib/page/views';
import { type Seals, startSeals } from '../../../lib/seals';

let life: AbortController;
let seals: Seals;
let root: ShadowRoot;
let alive = true;
let frames: (() => void)[] = [];
const elements = new Map<number, Element>();

beforeEach(() => {
  alive = true;
  frames = [];
  elements.clear();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe('closed');
    root = attach.call(this, init);
    return root;
  });
  Element.prototype.checkVisibility = () => true;
  document.documentElement.innerHTML = '<head></head><body></body>';
  life = new AbortController();
  seals = startSeals(document, {
    element: (key) => {
      const on = elements.get(key);
      return on && { on, placement: 'picture' };
    },
    cardUrl: async () => undefined,
    origin: 'chrome-extension://laurel',
    isAlive: () => alive,
    signal: life.signal,
    stop: () => life.abort(),
  });
});
afterEach(() => {
  life.abort();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function badge(key: number) {
  const image = document.createElement('img');
  document.body.append(image);
  elements.set(key, image);
  return image;
}
const view = (keys: number[], answer: Answer = 'verified', label = 'Verified: Welding'): SealView => ({
  keys,
  entryId: String(keys[0]),
  answer,
  label,
});
const buttons = () => [...root.querySelectorAll('button')];
const host = () => document.documentElement.lastElementChild;

describe('seals', () => {
  it('are real buttons with a name, in one host without attributes', () => {
    badge(1);
    seals.show([view([1])]);
    expect(buttons().map((button) => [button.type, button.getAttribute('aria-label')])).toEqual([
      ['button', 'Verified: Welding'],
    ]);
    expect(host()?.attributes).toHaveLength(0);
    expect(host()?.childNodes).toHaveLength(0);
  });

  it('follow each other as their badges do, whichever answer came first', () => {
    for (const key of [1, 2, 3]) badge(key);
    seals.show([view([2], 'verified', 'two')]);
    seals.show([view([3], 'verified', 'three'), view([2], 'verified', 'two'), view([1], 'verified', 'one')]);
    expect(buttons().map((button) => button.getAttribute('aria-label'))).toEqual(['one', 'two', 'three']);
  });

  it('hold no text in any state', () => {
    for (const [index, answer] of (Object.keys(SEALS) as Answer[]).entries()) {
      badge(index);
      seals.show([view([index], answer)]);
      for (const button of buttons()) {
        expect(button.textContent).toBe('');
        expect(button.querySelectorAll('path').length).toBeGreaterThan(0);
      }
    }
  });

  it('stand on every copy of a badge, once on each element', () => {
    badge(1);
    const shared = badge(2);
    elements.set(3, shared);
    seals.show([view([1, 2]), view([3])]);
    expect(buttons()).toHaveLength(2);
  });

  it('keep their button, and with it the focus, when the answer changes', () => {
    badge(1);
    seals.show([view([1], 'checking', 'Checking')]);
    const [before] = buttons();
    seals.show([view([1], 'expired', 'Expired: Welding')]);
    expect(buttons()).toEqual([before]);
    expect(before?.getAttribute('aria-label')).toBe('Expired: Welding');
    expect(before?.dataset).toMatchObject({ tone: 'amber' });
    expect(before?.hasAttribute('data-checking')).toBe(false);
  });

  it('go when their badge is no longer told of', () => {
    badge(1);
    seals.show([view([1])]);
    seals.show([]);
    expect(buttons()).toEqual([]);
  });

  it('stop at a hundred on one page', () => {
    for (let key = 0; key < 150; key += 1) badge(key);
    seals.show(Array.from({ length: 150 }, (_, key) => view([key])));
    expect(buttons()).toHaveLength(100);
  });

  it('leave nothing behind when they end', () => {
    badge(1);
    seals.show([view([1])]);
    life.abort();
    expect(host()?.localName).toBe('body');
  });

  it('end themselves when the extension is gone', () => {
    badge(1);
    seals.show([view([1])]);
    alive = false;
    for (const callback of frames.splice(0)) callback();
    expect(host()?.localName).toBe('body');
  });
});

describe('the host', () => {
  const settled = () => vi.waitFor(() => expect(host()?.localName).toContain('-'));

  it('loses what the page writes on it', async () => {
    const element = host();
    element?.setAttribute('style', 'display: none');
    await vi.waitFor(() => expect(element?.attributes).toHaveLength(0));
  });

  it('is put back a few times, then gives up for good', async () => {
    const element = host();
    for (let round = 0; round < 5; round += 1) {
      element?.remove();
      await settled();
    }
    element?.remove();
    await vi.waitFor(() => expect(life.signal.aborted).toBe(true));
    expect(host()?.localName).toBe('body');
  });
});
