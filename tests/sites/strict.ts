// strict.example: badges under a content security policy that allows nothing but pictures and inline styles, and
// no script to make markup out of text (Trusted Types).
import type { SampleAward } from './award';
import { escapeHtml, html } from './page-frame';
import type { Answer, Site } from './server';

export const STRICT_REPORTS = '/csp-report';

const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'unsafe-inline'",
  "frame-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  `report-uri ${STRICT_REPORTS}`,
].join('; ');

/** Shows the awards that are pictures; their baked files lie on this host. */
export function buildStrict(awards: SampleAward[]): Site {
  const pages = new Map<string, Answer>();
  const figures: string[] = [];
  for (const { slug, name, form } of awards) {
    if (form.kind !== 'png') continue;
    pages.set(`/badges/${slug}.png`, { type: 'image/png', body: form.bytes });
    figures.push(
      `<figure><img src="/badges/${slug}.png" width="180" height="180" alt="${escapeHtml(name)}"></figure>`,
    );
  }
  pages.set(
    '/',
    html(
      `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Badges behind a strict policy</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  main { display: flex; flex-wrap: wrap; gap: 32px; padding: 32px; }
  figure { margin: 0; }
</style>
<main>${figures.join('\n')}</main>`,
      { 'content-security-policy': POLICY },
    ),
  );
  pages.set(STRICT_REPORTS, { status: 204, type: 'text/plain', body: '' });
  return { host: 'strict.example', pages };
}
