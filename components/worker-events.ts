// Events that the worker tells every open page, for as long as a component is shown.
import { useEffect, useRef } from 'preact/hooks';
import { type Event, onEvent } from '../lib/platform';

export function useWorkerEvent(react: (event: Event) => void): void {
  const newest = useRef(react);
  newest.current = react;
  useEffect(() => {
    const end = new AbortController();
    onEvent((event) => newest.current(event), end.signal);
    return () => end.abort();
  }, []);
}
