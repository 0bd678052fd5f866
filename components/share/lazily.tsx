import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** A part of a page whose code is loaded once it is wanted. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Lazily(props: P) {
    const [loaded, setLoaded] = useState<{ Part: ComponentType<P> } | 'failed'>();
    useEffect(() => {
      load().then(
        (Part) => setLoaded({ Part }),
        (cause: unknown) => {
          console.error('Laurel could not load a part of its page', cause);
          setLoaded('failed');
        },
      );
    }, []);
    if (loaded === undefined) return <p class="soft">{i18n.t('share.reading')}</p>;
    if (loaded === 'failed') return <p class="problem">{i18n.t('share.failed')}</p>;
    return <loaded.Part {...props} />;
  };
}
