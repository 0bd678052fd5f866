// What every page of Laurel does first: direction and language of its words, the chosen theme.
import { i18n } from '#i18n';
import { readSettings, type Theme, watchSettings } from '../lib/platform';

/** Shows the page at once in the system's theme; a chosen one follows as soon as the settings are read. */
export function setUpPage(title: string): void {
  const root = document.documentElement;
  root.lang = i18n.t('common.language');
  root.dir = i18n.t('@@bidi_dir');
  document.title = title;
  void readSettings().then(({ theme }) => applyTheme(theme));
  // For as long as the page lives.
  watchSettings(({ theme }) => applyTheme(theme), new AbortController().signal);
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}
