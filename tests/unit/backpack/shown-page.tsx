// The backpack page with a backpack of its own in each test, drawn into a document without a browser extension around
// it, and what tests press, write and read there.
import 'fake-indexeddb/auto';
import '../i18n-from-locale';
import { render } from 'preact';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { BackpackPage } from '../../../components/backpack/backpack-page';
import type { BackpackSurroundings } from '../../../components/backpack/surroundings';
import { type OrganisedBackpack, openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { reportNumber, savingNumber } from './made-up-badges';

let names = 0;
/** That of the test that runs, and where its page is drawn. */
export let databaseName: string;
export let backpack: OrganisedBackpack;
export let root: HTMLElement;

// happy-dom lays nothing out: give the list a size, so that it has a window to draw.
HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 900, 600);
globalThis.requestIdleCallback ??= (callback) =>
  Number(setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 10 })));
globalThis.cancelIdleCallback ??= (handle) => clearTimeout(handle);

beforeEach(async () => {
  names += 1;
  databaseName = `page-${names}`;
  backpack = await openOrganisedBackpack({ name: databaseName });
  root = document.body.appendChild(document.createElement('div'));
  history.replaceState(null, '', '/backpack.html');
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

export function show(change: Partial<BackpackSurroundings> = {}): {
  around: BackpackSurroundings;
  told: () => number;
  /** As another window or the folder does it: changes the backpack, and the page reads it anew. */
  elsewhere: (work: () => Promise<unknown>) => Promise<void>;
} {
  let told = 0;
  let changedElsewhere: () => void = () => undefined;
  const around: BackpackSurroundings = {
    open: async () => backpack,
    recheck: async () => 'checked',
    refresh: async () => ({ kind: 'newest' }),
    allowHosts: async () => true,
    onChanged: (listener) => {
      changedElsewhere = listener;
      return () => undefined;
    },
    tellChanged: () => {
      told += 1;
    },
    contentsOf: async () => ({ badges: [], isPicture: false }),
    takePdf: async () => ({ kind: 'left', why: 'pdf-without-badge' }),
    readAddress: async () => ({ refused: 'host', host: 'school.example' }),
    replay: async () => reportNumber(1, 'verified', '2026-05-01T10:00:00Z'),
    ...change,
  };
  render(<BackpackPage around={around} />, root);
  return {
    around,
    told: () => told,
    elsewhere: async (work) => {
      await work();
      changedElsewhere();
    },
  };
}

export async function saved(
  number: number,
  change: Parameters<typeof savingNumber>[1] = {},
): Promise<string> {
  const outcome = await backpack.save(savingNumber(number, change));
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  return outcome.badgeId;
}

export const items = () => [...root.querySelectorAll('ul[aria-label="Backpack"] > li')];
export const shownNames = () => items().map((item) => item.querySelector('.badge-name')?.textContent);

export function button(words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(words));
  if (!found) throw new Error(`no button ${words}`);
  return found;
}

export function leftItem(words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll<HTMLButtonElement>('nav .left-item')].find(
    (one) => one.title === words,
  );
  if (!found) throw new Error(`nothing at the left is ${words}`);
  return found;
}

export async function openDetails(number: number): Promise<void> {
  await vi.waitFor(() => expect(items().length).toBeGreaterThan(0));
  const link = [...root.querySelectorAll<HTMLElement>('.badge-link')].find((one) =>
    one.textContent?.includes(`Badge ${number}`),
  );
  link?.click();
  await vi.waitFor(() => expect(root.querySelector('.detail-head')).not.toBeNull());
}

export async function field<T extends HTMLElement>(selector: string): Promise<T> {
  await vi.waitFor(() => expect(root.querySelector(selector)).not.toBeNull());
  return root.querySelector(selector) as T; // Of the kind that the test names.
}

export function write(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

export interface Carried {
  /** What the drag carries, as the browser tells it while it is held over something. */
  types: string[];
  data: Map<string, string>;
  effectAllowed: string;
  setData: (type: string, text: string) => void;
  setDragImage: () => void;
}

export function carried(...types: string[]): Carried {
  const data = new Map<string, string>();
  const setData = (type: string, text: string) => {
    data.set(type, text);
    types.push(type);
  };
  return { types, data, effectAllowed: 'uninitialized', setData, setDragImage: () => undefined };
}

/** Gives whether the page took the event for itself. */
export function dragEvent(kind: string, on: Element | null | undefined, dataTransfer: Carried): boolean {
  if (!on) throw new Error(`nothing for ${kind}`);
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { dataTransfer });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

/** As the browser tells of a whole drag. */
export function drag(from: Element | null | undefined, to: Element | null | undefined): Carried {
  const data = carried();
  dragEvent('dragstart', from, data);
  for (const kind of ['dragenter', 'dragover', 'drop']) dragEvent(kind, to, data);
  dragEvent('dragend', from, data);
  return data;
}
