// The toolbar button of each tab: how many badges are here. The browser itself clears it when the tab moves on.

import { browser } from 'wxt/browser';
import { i18n } from '#i18n';

export type ToolbarState =
  | { kind: 'found'; count: number; tone: keyof typeof TONES }
  | { kind: 'off' }
  /** Nothing is known about the tab, or nothing was found. */
  | { kind: 'quiet' };

/** The line tones of components/theme.css in its light theme: white reads well on each. */
export const TONES = { green: '#2a7448', amber: '#93600f', red: '#b3352a', slate: '#5a687b' } as const;

/** Shows a tab's state; a tab that closed meanwhile is no failure. */
export async function showOnToolbar(tabId: number, state: ToolbarState): Promise<void> {
  const { text, title, tone } = face(state);
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setTitle({ tabId, title }),
      browser.action.setBadgeBackgroundColor({ tabId, color: TONES[tone] }),
      browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    ]);
  } catch (error) {
    if (!(error instanceof Error && NO_TAB.test(error.message))) throw error;
  }
}

const NO_TAB = /No tab with id|Invalid tab ID/i;

function face(state: ToolbarState): { text: string; title: string; tone: keyof typeof TONES } {
  if (state.kind === 'off') return { text: '–', title: i18n.t('toolbar.off'), tone: 'slate' };
  if (state.kind === 'quiet' || state.count === 0)
    return { text: '', title: i18n.t('toolbar.quiet'), tone: 'slate' };
  // Four characters are all that fits.
  const text = state.count > 999 ? '999+' : String(state.count);
  return { text, title: i18n.t('toolbar.found', state.count), tone: state.tone };
}
