import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifest } from '../../../lib/platform/manifest';

const builds = [
  { browser: 'chrome', mode: 'production' },
  { browser: 'firefox', mode: 'production' },
] as const;

function built(build: { browser: string; mode: string }) {
  return manifest({ ...build, command: 'build', manifestVersion: 3 });
}

/** Every permission that any build asks for, now or later. */
const asked = [
  ...new Set(
    builds.map(built).flatMap((made) => [...(made.permissions ?? []), ...(made.optional_permissions ?? [])]),
  ),
].map(String);

/** Sites are one row: nobody thinks of them as patterns. */
const SITES = /^access to sites/;

describe.each(['README.md', 'PRIVACY.md'])('%s', (file) => {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const explains = (named: (what: string) => boolean) =>
    rows.some(([, what = '', why = '']) => named(what) && why.length > 20);

  it.each(asked)('explains `%s`', (permission) => {
    expect(explains((what) => what.split(', ').includes(`\`${permission}\``))).toBe(true);
  });
  it('explains the access to sites', () => {
    expect(explains((what) => SITES.test(what)) || /^Access to sites .{20}/m.test(text)).toBe(true);
  });
  it('explains nothing that no build asks for', () => {
    const named = rows.flatMap(([, what = '']) =>
      [...what.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => name !== undefined && !asked.includes(name))).toEqual([]);
  });
});

describe('the manifest', () => {
  it.each(builds)('of $browser asks for no site at install', (build) => {
    expect(built(build).host_permissions).toBeUndefined();
  });
  it('of the tests differs from the shipped one only in the grant', () => {
    const { host_permissions: granted, ...tested } = built({ browser: 'chrome', mode: 'e2e' });
    const {
      optional_host_permissions: optional,
      optional_permissions: more = [],
      permissions = [],
      ...shipped
    } = built({ browser: 'chrome', mode: 'production' });
    expect(tested).toEqual({ ...shipped, permissions: [...permissions, ...more] });
    expect(granted).toEqual(optional);
  });
  it.each(builds)('of $browser opens nothing but the card to pages', (build) => {
    const resources = (built(build).web_accessible_resources ?? []).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : entry.resources,
    );
    expect(resources).toEqual(['card.html']);
  });
  it('names the extension and itself within what the stores allow', () => {
    // Chrome Web Store: 132 characters for the description. The texts stand in the locale file.
    const words = readFileSync(new URL('../../../locales/en.yml', import.meta.url), 'utf8');
    const description = /^app:\n(?: {2}.*\n)*? {2}description: (.*)$/m.exec(words)?.[1] ?? '';
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(132);
  });
});
