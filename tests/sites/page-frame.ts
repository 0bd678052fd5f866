// The plain page of an issuer's site, and what every sample page needs.
import type { Reply } from './server';

export function html(body: string, headers: Record<string, string> = {}): Reply {
  return { type: 'text/html; charset=utf-8', body, headers };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A quiet page with a heading and a sentence. Sets a cookie that must never come back from Laurel. */
export function simplePage(title: string, sentence: string): Reply {
  return html(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark; font: 18px/1.6 Charter, "Noto Serif", Georgia, serif; }
  main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
  h1 { font-weight: 500; line-height: 1.15; }
</style>
<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p></main>`,
    { 'set-cookie': 'visitor=known; Secure; SameSite=None; Path=/' },
  );
}
