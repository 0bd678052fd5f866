import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { OwnMark } from '../answer';
import { drawnOnce } from '../drawn-once';
import { PersonalMark } from '../personal-mark';

export function Heading({ count, children }: { count?: number; children?: ComponentChildren }) {
  return (
    <header class="backpack-heading">
      <span class="backpack-mark">
        <OwnMark size={28} />
        <PersonalMark />
      </span>
      <h1>{i18n.t('backpack.title')}</h1>
      {count !== undefined && count > 0 && <p class="soft figures">{i18n.t('backpack.count', count)}</p>}
      <span class="backpack-heading-end">{children}</span>
    </header>
  );
}

interface ReadyHeadingProps {
  /** Of badges. */
  count: number;
  /** Undefined while the backpack is empty and says itself how to begin. */
  add: (() => void) | undefined;
  show: (dialog: { kind: 'identities' | 'trust' | 'safe' }) => void;
}

export const ReadyHeading = drawnOnce(function ReadyHeading({ count, add, show }: ReadyHeadingProps) {
  return (
    <Heading count={count}>
      <button type="button" class="quiet" onClick={() => show({ kind: 'identities' })}>
        {i18n.t('me.title')}
      </button>
      <button type="button" class="quiet" onClick={() => show({ kind: 'trust' })}>
        {i18n.t('trust.list.open')}
      </button>
      <button type="button" class="quiet" onClick={() => show({ kind: 'safe' })}>
        {i18n.t('safe.title')}
      </button>
      {add && (
        <button type="button" class="primary" onClick={add}>
          {i18n.t('backpack.add.open')}
        </button>
      )}
    </Heading>
  );
});
