// The left side where there is no room for it: a button, and a panel over the page.
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { drawnOnce } from '../../drawn-once';
import { Icon } from '../../icons';
import { LeftSide, type LeftSideProps } from './left-side';

export const LeftDrawer = drawnOnce(function LeftDrawer(props: LeftSideProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="left-open"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={i18n.t('left.title')}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" /> {i18n.t('left.browse')}
      </button>
      {isOpen && <Panel {...props} close={() => setOpen(false)} />}
    </>
  );
});

/** A modal dialog: the browser keeps the focus in it, closes it with Escape and gives the focus back. */
function Panel({ close, ...props }: LeftSideProps & { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('.left-item[aria-pressed="true"]')?.focus();
  }, []);
  const andClose =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given) => {
      dialog.current?.close();
      act(...given);
    };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: beside the panel means away from it; Escape does the same.
    <dialog
      ref={dialog}
      class="left-drawer"
      aria-label={i18n.t('left.title')}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="left-drawer-head">
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </div>
      <LeftSide
        {...props}
        chooseAll={andClose(props.chooseAll)}
        chooseFilter={andClose(props.chooseFilter)}
        chooseNarrowing={andClose(props.chooseNarrowing)}
      />
    </dialog>
  );
}
