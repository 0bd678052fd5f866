import { i18n } from '#i18n';

/** What was done, and the way back where there is one. */
export interface Done {
  words: string;
  undo?: () => void;
}

export function ToldWithUndo({ done }: { done: Done | undefined }) {
  return (
    <p class="dialog-told" role="status">
      {done?.words}
      {done?.undo && (
        <>
          {' '}
          <button type="button" class="quiet" onClick={done.undo}>
            {i18n.t('common.undo')}
          </button>
        </>
      )}
    </p>
  );
}
