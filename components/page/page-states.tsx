// What stands in for a list of badges: while it is read, and when the worker is another one by now.
import { i18n } from '#i18n';
import './page.css';

/** Rows that are still to come. */
export function Skeleton() {
  return (
    <div class="skeleton-rows" aria-hidden="true">
      {[0, 1, 2].map((row) => (
        <div class="skeleton-row" key={row}>
          <div class="skeleton skeleton-picture" />
          <div class="skeleton skeleton-line" />
          <div class="skeleton skeleton-line short" />
        </div>
      ))}
    </div>
  );
}

/** The extension was updated or reloaded under this page. */
export function WorkerGone() {
  return (
    <main class="worker-gone">
      <h1>{i18n.t('popup.workerGoneTitle')}</h1>
      <p role="alert">{i18n.t('popup.workerGone')}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        {i18n.t('common.tryAgain')}
      </button>
    </main>
  );
}
