import { describe, expect, test } from 'vitest';
import { bake, unbake } from '../../../lib/baking';
import type { Badge } from '../../../lib/credential';
import { type PageBadge, sealedRecipients, sharePage } from '../../../lib/share/share-page';
import { png } from '../baking/images';

const HASH = 'sha256$9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const ADDRESS = 'https://badges.example/assertions/7';
const badge: Badge = {
  version: '2.0',
  kind: 'badge',
  id: ADDRESS,
  name: 'Bees </script><script>alert(1)</script>',
  issuer: { id: 'https://badges.example/issuer', name: 'Bee School' },
  awardedAt: '2024-12-31T23:30:00Z',
  recipients: [{ type: 'email', hash: HASH }],
  evidence: [],
  alignments: [],
  tags: [],
  results: [],
  links: [],
};
const assertion = JSON.stringify({ id: ADDRESS, recipient: { type: 'email', hashed: true, identity: HASH } });

async function hosted(): Promise<PageBadge> {
  return {
    badge,
    sealer: { kind: 'domain', value: 'badges.example' },
    document: { form: 'json', text: assertion },
    original: await bake(png(), { standard: 'openbadges', text: assertion }),
  };
}

function pageOf(badges: PageBadge[], change: { withRecipient?: boolean; address?: string } = {}) {
  const words = { unchecked: '', intact: '', expired: '', changed: '', differs: '', ask: '', unable: '' };
  return sharePage(badges, {
    title: 'Mine',
    language: 'en',
    direction: 'ltr',
    words: {
      fields: { issuer: 'Issuer', awarded: 'A', until: 'U', criteria: 'C', skills: 'S', recipient: 'R' },
      answers: { ...words, 'intact-status-unknown': '', 'not-yet-valid': '' },
      past: '(over)',
      caution: 'A forger could write this too.',
      link: 'Link:',
      qr: 'QR',
    },
    checker: 'void 0',
    withRecipient: false,
    ...change,
  });
}

test('a page holds nothing that was beside the badge in its file', async () => {
  const page = await hosted();
  const original = await bake(await bake(png(), { standard: 'clrcredential', text: '{"of":"another"}' }), {
    standard: 'openbadges',
    text: assertion,
  });
  const html = await pageOf([{ ...page, original }], { withRecipient: true });
  const [, base64 = ''] = /src="data:image\/png;base64,([^"]+)"/.exec(html) ?? [];
  const { payloads } = await unbake(new Uint8Array(Buffer.from(base64, 'base64')));
  expect(payloads).toEqual([{ standard: 'openbadges', text: assertion }]);
});

describe('a page of a hosted badge', () => {
  test('holds its address in place of the document, and so no scrambled recipient', async () => {
    const page = await pageOf([await hosted()]);
    expect(page).not.toContain(HASH);
    expect(page).toContain(`<a data-carrier rel="noopener noreferrer" href="${ADDRESS}">`);
    expect(page.match(/data-carrier/g)).toHaveLength(2); // It and the picture.
    const [, base64 = ''] = /src="data:image\/png;base64,([^"]+)"/.exec(page) ?? [];
    const { payloads } = await unbake(Uint8Array.from(Buffer.from(base64, 'base64')));
    expect(payloads).toEqual([{ standard: 'openbadges', text: ADDRESS }]);
    expect(sealedRecipients(await hosted())).toEqual([]);
  });

  test('holds its address beside the page that people open, where that is another', async () => {
    const links = ['https://badges.example/see/7'];
    const page = await pageOf([{ ...(await hosted()), badge: { ...badge, links } }]);
    expect(page).toContain(`<a data-carrier href="${ADDRESS}">`);
    expect(page).toContain(`<a rel="noopener noreferrer" href="${links[0]}">`);
  });

  test('holds the whole document where its holder wants the recipient in it', async () => {
    const page = await pageOf([await hosted()], { withRecipient: true });
    expect(page).toContain(HASH);
  });
});

test('words of a badge are text, never markup', async () => {
  const page = await pageOf([await hosted()]);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain('Bees &lt;/script&gt;');
});

test('names no issuer where nothing was proven', async () => {
  const page = await pageOf([{ ...(await hosted()), sealer: { kind: 'none' } }]);
  expect(page).not.toContain('Bee School');
});

test('where it will stand is linked, with a code', async () => {
  const page = await pageOf([await hosted()], { address: 'https://ana.example/badges' });
  expect(page).toContain('href="https://ana.example/badges"');
  expect(page.match(/<svg/g)).toHaveLength(2);
});
