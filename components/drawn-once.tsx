// Parts of a long page that stay as they are while the person types in another.
import type { ComponentType, VNode } from 'preact';
import { useCallback, useRef } from 'preact/hooks';

/** The same part, drawn anew only when one of its props is another one, or something of its own changed. */
export function drawnOnce<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  return function DrawnOnce(props: Props) {
    const last = useRef<{ props: Props; drawn: VNode } | undefined>(undefined);
    if (last.current === undefined || !areSame(last.current.props, props)) {
      last.current = { props, drawn: <Part {...props} /> };
    }
    return last.current.drawn;
  };
}

function areSame<Props extends object>(one: Props, other: Props): boolean {
  const keys = Object.keys(one) as (keyof Props)[]; // Its own names.
  return keys.length === Object.keys(other).length && keys.every((key) => Object.is(one[key], other[key]));
}

/** One function for the life of a part, which always does the newest `act`: so it is no reason to draw anew. */
export function useSteady<Given extends unknown[], Result>(
  act: (...given: Given) => Result,
): (...given: Given) => Result {
  const newest = useRef(act);
  newest.current = act;
  return useCallback((...given: Given) => newest.current(...given), []);
}
