import { describe, expect, test } from 'vitest';
import type { Badge } from '../../../lib/credential';
import {
  isForHolder,
  LINK_LISTS,
  listedLinks,
  onServer,
  publicLink,
  type ShareTarget,
  type ShareTargetId,
  shareTargets,
} from '../../../lib/share';
import type { Report } from '../../../lib/verify';

const badge: Badge = {
  version: '3.0',
  kind: 'badge',
  id: 'https://badges.example/awards/7',
  name: 'Bees & Honey, 50%+',
  issuer: { id: 'did:web:badges.example', name: 'Bee School' },
  awardedAt: '2024-12-31T23:30:00Z',
  validUntil: '2027-05-03T00:00:00Z',
  recipients: [{ type: 'email', value: 'ana@example.org' }],
  evidence: [],
  alignments: [],
  tags: [],
  results: [],
  links: [],
};
const report: Pick<Report, 'verdict' | 'sealer'> = {
  verdict: 'verified',
  sealer: { kind: 'domain', value: 'badges.example' },
};

const FILE = { form: 'json', original: true } as const;
const FILES: ShareTargetId[] = ['system-file', 'download', 'png', 'svg', 'json', 'picture'];

describe('LinkedIn', () => {
  test('gets the fields of its own form, dates as the credential gives them', () => {
    expect(linkedInQuery(targetOf('linkedin', badge))).toEqual({
      startTask: 'CERTIFICATION_NAME',
      name: 'Bees & Honey, 50%+',
      organizationName: 'Bee School',
      issueYear: '2024',
      issueMonth: '12',
      expirationYear: '2027',
      expirationMonth: '5',
      certUrl: 'https://badges.example/awards/7',
      certId: 'https://badges.example/awards/7',
    });
  });

  test('gets the skills of alignments and tags, each once, ten at most', () => {
    const skilled = {
      ...badge,
      alignments: [{ name: 'Beekeeping' }, { name: 'Honey, raw' }, { name: 'https://skills.example/7' }],
      tags: ['beekeeping', 'Beekeeping', ' Wax ', ...Array.from({ length: 12 }, (_, at) => `tag ${at}`)],
    };
    expect(linkedInQuery(targetOf('linkedin', skilled)).skills?.split(',')).toEqual([
      'Beekeeping',
      'Wax',
      ...Array.from({ length: 8 }, (_, at) => `tag ${at}`),
    ]);
  });

  test('gets the number but no link of a badge without a public page', () => {
    const query = linkedInQuery(targetOf('linkedin', { ...badge, id: 'urn:uuid:3a1c' }));
    expect(query).not.toHaveProperty('certUrl');
    expect(query.certId).toBe('urn:uuid:3a1c');
  });

  test('gets no expiry for a badge without one, and the proven domain where the issuer has no name', () => {
    const { validUntil: _, ...endless } = badge;
    const query = linkedInQuery(targetOf('linkedin', { ...endless, issuer: {} }));
    expect(query).not.toHaveProperty('expirationYear');
    expect(query.organizationName).toBe('badges.example');
  });

  test('is told nothing that the dialog does not show', () => {
    const target = targetOf('linkedin', badge);
    const { startTask: _, ...told } = linkedInQuery(target);
    expect(Object.fromEntries(target.reveals.map(({ field, value }) => [field, value]))).toEqual(told);
  });

  test.each(['not-valid', 'revoked', 'suspended', 'could-not-check'] as const)(
    'is not offered for a badge that is %s',
    (verdict) => {
      expect(idsOf(shareTargets(badge, { ...report, verdict }, FILE))).not.toContain('linkedin');
    },
  );

  test('is not offered where nothing is proven about who sealed it', () => {
    expect(idsOf(shareTargets(badge, { ...report, sealer: { kind: 'none' } }, FILE))).not.toContain(
      'linkedin',
    );
  });
});

describe('posts', () => {
  const LINK = 'https://badges.example/awards/7';
  const BOTH = `Bees & Honey, 50%+ ${LINK}`;
  test.each<[ShareTargetId, string, Record<string, string>]>([
    ['linkedin-post', 'https://www.linkedin.com/sharing/share-offsite/', { url: LINK }],
    ['x', 'https://x.com/intent/post', { text: 'Bees & Honey, 50%+', url: LINK }],
    ['bluesky', 'https://bsky.app/intent/compose', { text: BOTH }],
    ['facebook', 'https://www.facebook.com/sharer/sharer.php', { u: LINK }],
    ['whatsapp', 'https://wa.me/', { text: BOTH }],
  ])('%s opens with its fields filled in, and is told what is shown', (id, address, fields) => {
    const { action, reveals } = targetOf(id, badge);
    const url = new URL(action.kind === 'open' ? action.url : '');
    expect(url.origin + url.pathname).toBe(address);
    expect(Object.fromEntries(url.searchParams)).toEqual(fields);
    expect(url.search).not.toContain('+');
    const told = Object.values(fields).join(' ');
    for (const { value } of reveals) expect(told).toContain(value);
  });

  test.each(['x', 'bluesky'] as const)('%s gets a long name cut, so that the post fits', (id) => {
    const { action, reveals } = targetOf(id, { ...badge, name: 'ñ'.repeat(400) });
    const text = new URL(action.kind === 'open' ? action.url : '').searchParams.get('text') ?? '';
    expect([...text].length).toBeLessThan(280);
    expect(text).toContain('ñ…');
    expect(reveals[0]?.value).toBe(`${'ñ'.repeat(200)}…`);
  });

  test.each([
    ['mastodon.social', 'https://mastodon.social'],
    [' https://fosstodon.org/@ana ', 'https://fosstodon.org'],
    ['@ana@chaos.social', 'https://chaos.social'],
    ['not a server', undefined],
    ['evil.example/?x=', 'https://evil.example'],
    ['javascript:alert(1)', undefined],
  ])('Mastodon on %j', (typed, origin) => {
    const { action } = targetOf('mastodon', badge);
    const url = onServer(typed, action.kind === 'open-on' ? action.path : '');
    expect(url && new URL(url).origin).toBe(origin);
    if (url) expect([new URL(url).pathname, new URL(url).searchParams.get('text')]).toEqual(['/share', BOTH]);
  });
});

describe('a list of links', () => {
  const listed = listedLinks([
    { ...badge, name: 'One <1>', id: 'https://badges.example/a(1)' },
    { ...badge, name: 'No page', id: 'urn:uuid:2' },
    { ...badge, name: 'Three\n*3*', links: ['https://badges.example/view/3?a=1&b=2'] },
  ]);
  test('leaves out badges without a public page and keeps the order', () => {
    expect(LINK_LISTS.links(listed)).toBe(
      'https://badges.example/a(1)\nhttps://badges.example/view/3?a=1&b=2',
    );
  });
  test('is Markdown that no name and no address breaks', () => {
    expect(LINK_LISTS.markdown(listed)).toBe(
      '- [One \\<1\\>](https://badges.example/a%281%29)\n- [Three \\*3\\*](https://badges.example/view/3?a=1&b=2)',
    );
  });
  test('is HTML with names as text', () => {
    expect(LINK_LISTS.html(listed)).toBe(
      `<ul>
  <li><a href="https://badges.example/a(1)">One &lt;1&gt;</a></li>
  <li><a href="https://badges.example/view/3?a=1&amp;b=2">Three\n*3*</a></li>
</ul>`,
    );
  });
});

describe('copies', () => {
  const odd = { ...badge, name: 'A [b] <i>"c"</i>' };
  test('Markdown and HTML hold the name as text and the link', () => {
    const textOf = (id: ShareTargetId) => {
      const { action } = targetOf(id, odd);
      return action.kind === 'copy' ? action.text : '';
    };
    expect(textOf('copy-markdown')).toBe('[A \\[b\\] \\<i\\>"c"\\</i\\>](https://badges.example/awards/7)');
    expect(textOf('copy-html')).toBe(
      '<a href="https://badges.example/awards/7">A [b] &lt;i&gt;&quot;c&quot;&lt;/i&gt;</a>',
    );
  });
});

test('a badge without a public page goes as a file, and onto the profile without a link', () => {
  const targets = shareTargets({ ...badge, id: 'urn:uuid:3a1c' }, report, FILE);
  expect(idsOf(targets)).toEqual(['linkedin', ...FILES]);
});

test('a badge that is not valid is only given back as it was found', () => {
  expect(idsOf(shareTargets(badge, { ...report, verdict: 'not-valid' }, FILE))).toEqual(['download']);
});

describe('files', () => {
  const offered = (atHand: Parameters<typeof shareTargets>[2]) =>
    idsOf(shareTargets({ ...badge, id: 'urn:uuid:3a1c' }, { ...report, verdict: 'revoked' }, atHand));
  test.each<[string, Parameters<typeof shareTargets>[2], ShareTargetId[]]>([
    ['JSON', FILE, FILES],
    ['a JWT', { form: 'jws', original: true }, ['system-file', 'download', 'png', 'svg', 'jwt', 'picture']],
    ['an address', { form: 'address', original: false }, ['system-file', 'png', 'svg', 'picture']],
    [
      'an address that answered',
      { form: 'address', original: true, hosted: true },
      ['system-file', 'download', 'png', 'svg', 'json', 'picture'],
    ],
    ['nothing at hand', { original: false }, ['picture']],
  ])('of %s are those that it has', (_what, atHand, ids) => {
    expect(offered(atHand)).toEqual(ids);
  });

  test('a copy for its holder alone is known by its check', () => {
    expect(isForHolder({ checks: [{ code: 'no-status' }, { code: 'proof-for-holder' }] })).toBe(true);
    expect(isForHolder({ checks: [{ code: 'proof-good' }] })).toBe(false);
  });
});

describe("the system's share sheet", () => {
  test('gets the badge as a file with its name and its link', () => {
    const target = targetOf('system-file', badge);
    expect(target?.action).toEqual({ kind: 'system-file', title: badge.name, url: badge.id });
    expect(target?.reveals).toEqual([
      { field: 'name', value: badge.name },
      { field: 'link', value: badge.id },
    ]);
  });

  test('gets the file alone of a badge without a public page', () => {
    const target = targetOf('system-file', { ...badge, id: 'urn:uuid:7' });
    expect(target?.action).toEqual({ kind: 'system-file', title: badge.name });
    expect(target?.reveals).toEqual([{ field: 'name', value: badge.name }]);
  });

  test('gets no file where the badge itself is not at hand', () => {
    expect(shareTargets(badge, report, { original: true }).map(({ id }) => id)).not.toContain('system-file');
  });
});

test('an e-mail carries name and link unharmed', () => {
  const target = targetOf('email', badge);
  const url = target.action.kind === 'open' ? new URL(target.action.url) : undefined;
  expect(url?.protocol).toBe('mailto:');
  expect(decodeURIComponent(url?.search ?? '')).toBe(
    '?subject=Bees & Honey, 50%+&body=https://badges.example/awards/7',
  );
});

describe('the public link', () => {
  test("is the issuer's page for people before the award's own address", () => {
    expect(publicLink({ ...badge, links: ['https://badges.example/view/7'] })).toBe(
      'https://badges.example/view/7',
    );
  });

  test("loses the recipient's address", () => {
    const links = ['https://badges.example/view/7?identity__email=ana%40example.org&v=2_0'];
    expect(publicLink({ ...badge, links })).toBe('https://badges.example/view/7?v=2_0');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://a:b@badges.example/'])(
    'is never %s',
    (hostile) => {
      expect(publicLink({ ...badge, id: hostile })).toBeUndefined();
    },
  );
});

function targetOf(id: ShareTargetId, of: Badge): ShareTarget {
  const target = shareTargets(of, report, FILE).find((one) => one.id === id);
  if (target === undefined) throw new Error(`${id} is not offered`);
  return target;
}

function linkedInQuery({ action }: ShareTarget): Record<string, string> {
  if (action.kind !== 'open') throw new Error('LinkedIn is an address to open');
  return Object.fromEntries(new URL(action.url).searchParams);
}

function idsOf(targets: ShareTarget[]): string[] {
  return targets.map((target) => target.id);
}
