// Events that the worker tells every open page.
import { useEffect, useRef } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Event } from '../lib/platform';

/** Calls back for each event; returns what stops it. */
export function onWorkerEvent(react: (event: Event) => void): () => void {
  const listener = (message: unknown) => {
    if (isEvent(message)) react(message);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

/** The same for as long as a component is shown. */
export function useWorkerEvent(react: (event: Event) => void): void {
  const newest = useRef(react);
  newest.current = react;
  useEffect(() => onWorkerEvent((event) => newest.current(event)), []);
}

function isEvent(message: unknown): message is Event {
  return typeof message === 'object' && message !== null && 'event' in message;
}
