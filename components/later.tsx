import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of a page whose code is loaded when it is first shown, so that the page itself is there sooner. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (part) => {
          loaded = part;
          setPart(() => part);
        },
        // Only where Laurel was updated under the open page; what is on it goes on working.
        (cause: unknown) => console.error('Laurel could not load a part of this page', cause),
      );
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
