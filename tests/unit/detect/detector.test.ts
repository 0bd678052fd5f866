// @vitest-environment happy-dom
// @vitest-environment-options {"settings": {"disableIframePageLoading": true, "disableCSSFileLoading": true, "disableJavaScriptFileLoading": true, "handleDisabledFileLoadingAsSuccess": true}}
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRegistry } from '../../../lib/detect';
import { CHANGED_SUBTREES, PICTURE_ADDRESSES } from '../../../lib/detect/limits';
import { openPage, picture, setLoaded, setSize, type TestPage } from './page';

let page: TestPage;
beforeEach(() => {
  page = openPage('');
});
afterEach(() => {
  page.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const CREDLY = 'https://www.credly.com/badges/11111111-2222-4333-8444-555555555555';

const urls = () =>
  page.found.map((candidate) => (candidate.kind === 'text' ? candidate.text : candidate.url));
const show = async (...elements: Element[]) => {
  document.body.append(...elements);
  await page.settle();
};
const link = (href: string, ...children: (Node | string)[]) => {
  const a = document.createElement('a');
  a.setAttribute('href', href);
  a.append(...children);
  return a;
};
const fragment = (html: string) => {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  return holder;
};

describe('pictures', () => {
  it('tells a PNG of the page’s own origin with its place', async () => {
    const image = picture('/badges/welding.png', { alt: 'Welding  level 1' });
    await show(image);
    expect(page.found).toEqual([
      {
        key: 1,
        kind: 'picture',
        url: 'https://portfolio.example/badges/welding.png',
        sameOrigin: true,
        placement: 'picture',
      },
    ]);
    expect(page.detector.element(1)).toMatchObject({ on: image, placement: 'picture' });
    expect(page.detector.progress()).toEqual({ looked: { pictures: 1, links: 0 }, busy: false });
  });

  it.each(['/a.svg', '/image?id=3', 'data:image/png;base64,AAAA', 'blob:https://portfolio.example/1'])(
    'looks at %s',
    async (source) => {
      await show(picture(source));
      expect(page.found).toHaveLength(1);
    },
  );

  it.each(['/a.jpg', '/a.webp?x=1', '/a.GIF', '/a.avif', 'data:image/gif;base64,AAAA'])(
    'leaves %s alone',
    async (source) => {
      await show(picture(source));
      expect(page.found).toEqual([]);
    },
  );

  it.each([
    ['an icon', 32, 32],
    ['a poster', 2600, 2000],
    ['a banner', 400, 100],
    ['a shield', 110, 20],
    ['a hidden picture', 0, 0],
  ])('leaves %s alone', async (_, width, height) => {
    await show(picture('/badge.png', { size: [width, height] }));
    expect(page.found).toEqual([]);
    expect(page.batches).toBe(0);
  });

  it('looks at a hidden picture once it is drawn', async () => {
    const image = picture('/badge.png', { size: [0, 0] });
    await show(image);
    setSize(image, 100, 100);
    await page.settle();
    expect(page.found).toHaveLength(1);
  });

  it.each([
    ['a badge by its name', 'https://cdn.example/aws-certified-developer.png', {}],
    ['a badge by its words', 'https://cdn.example/x.png', { alt: 'Cloud badge' }],
    ['a file from a host of people’s own files', 'https://raw.githubusercontent.com/a/b/main/x.png', {}],
  ])('looks at %s on another host', async (_, source, options) => {
    await show(picture(source, options));
    expect(page.found).toMatchObject([{ sameOrigin: false, url: source }]);
  });

  it.each([
    ['a shield', 'https://img.shields.io/badge/license-MIT.png', 'license badge'],
    ['an avatar', 'https://avatars.githubusercontent.com/u/1', 'badge holder'],
    ['class art', 'https://images.credly.com/images/11111111-2222-4333-8444-555555555555/badge.png', 'badge'],
    [
      'an issuer’s own server',
      'https://api.badgr.io/public/assertions/Ab3dEfGhIjKlMnOpQrStUw/image',
      'badge',
    ],
    ['a workflow shield', 'https://github.com/a/b/actions/workflows/ci.yml/badge.svg', 'badge'],
    ['a picture without a hint', 'https://cdn.example/shoe.png', 'Shoe'],
    ['a host whose name has the word', 'https://certainly.example/shoe.png', 'Shoe'],
  ])('leaves %s on another host alone', async (_, source, alt) => {
    await show(picture(source, { alt }));
    expect(page.found.filter(({ kind }) => kind === 'picture')).toEqual([]);
  });

  it('leaves a linked avatar on another host alone', async () => {
    await show(link('/people/ana', picture('https://cdn.example/ana.png', { alt: 'Ana' })));
    expect(page.found).toEqual([]);
  });

  it('waits for a lazy picture to load', async () => {
    const image = picture('/badge.png', { loaded: false });
    await show(image);
    expect(page.found).toEqual([]);
    setLoaded(image, true);
    image.dispatchEvent(new Event('load'));
    await page.settle();
    expect(page.found).toHaveLength(1);
  });

  it('stops at the picture budget of a page', async () => {
    const many = Array.from({ length: PICTURE_ADDRESSES + 50 }, (_, n) => picture(`/p.png?n=${n}`));
    await show(...many);
    expect(page.found).toHaveLength(PICTURE_ADDRESSES);
  });
});

describe('links', () => {
  it('tells the machine’s address', async () => {
    await show(link(`${CREDLY}/public_url`, 'My badge'));
    expect(page.found).toEqual([
      {
        key: 1,
        kind: 'address',
        provider: 'credly',
        url: 'https://api.credly.com/v1/obi/v2/badge_assertions/11111111-2222-4333-8444-555555555555',
        placement: 'text',
      },
    ]);
  });

  it('puts the seal on the picture that a link wraps', async () => {
    const image = picture('/plain.jpg');
    await show(link(CREDLY, image));
    expect(page.detector.element(1)).toMatchObject({ on: image, placement: 'picture' });
  });

  it('names one award once in Badgr’s share snippet', async () => {
    const award = 'https://api.badgr.io/public/assertions/Ab3dEfGhIjKlMnOpQrStUw';
    await show(
      fragment(
        `<blockquote class="badgr-badge"><a href="${award}?identity__email=a%40b.example">it</a>` +
          `<a class="badgr-badge-verify" href="https://badgecheck.io?url=${encodeURIComponent(award)}">V</a></blockquote>`,
      ),
    );
    expect(urls()).toEqual([award]);
  });

  it('reads what the head links to', async () => {
    await show(
      fragment(
        '<link rel="openbadges-assertion" href="/a/1?identity__email=x"><link rel="alternate" type="application/vc" href="/c/2">' +
          '<link rel="alternate" type="application/ld+json" href="/article.json"><link rel="stylesheet" href="/badge.css">',
      ),
    );
    expect(urls()).toEqual(['https://portfolio.example/a/1', 'https://portfolio.example/c/2']);
  });

  it('counts a provider’s placeholder and its frame once', async () => {
    await show(
      fragment(
        '<div data-share-badge-id="11111111-2222-4333-8444-555555555555" data-share-badge-host="https://www.credly.com">' +
          '<iframe src="https://www.credly.com/embedded_badge/11111111-2222-4333-8444-555555555555"></iframe></div>',
      ),
    );
    expect(page.found).toHaveLength(1);
  });

  it('believes no other host in Credly’s placeholder', async () => {
    await show(
      fragment(
        '<div data-share-badge-id="11111111-2222-4333-8444-555555555555" data-share-badge-host="https://evil.example"></div>',
      ),
    );
    expect(page.found).toEqual([]);
  });
});

describe('text in the page', () => {
  const OB2 = { '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: 'https://i.example/1' };
  const OB3 = {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
  };
  const script = (value: unknown, type = 'application/ld+json') => {
    const element = document.createElement('script');
    element.type = type;
    element.textContent = JSON.stringify(value);
    return element;
  };

  it.each([
    ['an Open Badges 2.0 assertion', OB2, 1],
    ['an Open Badges 3.0 credential', OB3, 1],
    ['a list', [OB2, OB3], 1],
    ['a graph', { '@context': 'https://w3id.org/openbadges/v2', '@graph': [OB2] }, 1],
    ['a presentation of two', { type: ['VerifiablePresentation'], verifiableCredential: [OB3, OB3] }, 1],
  ])('finds %s in a script', async (_, value, count) => {
    await show(script(value));
    expect(page.found).toHaveLength(count);
    expect(page.found.every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('finds an enveloped credential', async () => {
    const value = { type: 'EnvelopedVerifiableCredential', id: 'data:application/vc+jwt,eyJh.eyJi.c2ln' };
    await show(script(value, 'application/vc'));
    expect(page.found).toMatchObject([{ media: 'json', text: JSON.stringify(value) }]);
  });

  it.each([
    [
      'schema.org’s credential',
      { '@type': 'EducationalOccupationalCredential', name: 'Open Badge' },
      'application/ld+json',
    ],
    [
      'application state that mentions badges',
      { page: { openbadges: true, Assertion: OB2 } },
      'application/json',
    ],
    [
      'a badge class',
      { '@context': 'https://w3id.org/openbadges/v2', type: 'BadgeClass' },
      'application/ld+json',
    ],
    ['a program', OB2, 'text/javascript'],
  ])('leaves %s alone', async (_, value, type) => {
    await show(script(value, type));
    expect(page.found).toEqual([]);
  });

  it('finds a badge’s JWT and no other', async () => {
    const jwt = (claims: unknown) =>
      `eyJhbGciOiJFZERTQSJ9.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.c2ln`;
    await show(
      fragment(
        `<pre>${jwt({ type: ['OpenBadgeCredential'] })}</pre><pre>${jwt({ sub: 'someone' })}</pre><code>eyJ</code>`,
      ),
    );
    expect(page.found).toMatchObject([{ media: 'jws', placement: 'text' }]);
    expect(page.found).toHaveLength(1);
  });

  it('finds an SVG in the page that declares a badge, and leaves icons alone', async () => {
    const holder = fragment(
      '<svg xmlns:openbadges="http://openbadges.org" width="96" height="96"><openbadges:assertion verify="https://i.example/1"></openbadges:assertion></svg>' +
        '<svg width="96" height="96"><path d="M0 0"></path></svg>',
    );
    for (const svg of holder.querySelectorAll('svg')) setSize(svg, 96, 96);
    await show(holder);
    expect(page.found).toMatchObject([{ media: 'svg', placement: 'picture' }]);
    expect(page.found).toHaveLength(1);
    expect(urls()[0]).toContain('openbadges:assertion');
  });
});

describe('what is not an img in the document', () => {
  const shown = (element: HTMLElement) => {
    setSize(element, 120, 120);
    return element;
  };
  const withBackground = (address: string) => {
    const box = document.createElement('div');
    box.setAttribute('role', 'img');
    box.style.backgroundImage = `url("${address}")`;
    return shown(box);
  };

  it('finds a background where the markup says that it is a picture', async () => {
    const box = withBackground('https://portfolio.example/badge.png');
    await show(box);
    expect(urls()).toEqual(['https://portfolio.example/badge.png']);
    expect(page.detector.element(1)?.on).toBe(box);
  });

  it('leaves a background alone that is scenery', async () => {
    const box = withBackground('https://portfolio.example/badge.png');
    setSize(box, 1200, 800);
    await show(box);
    expect(page.found).toEqual([]);
  });

  it('looks behind a copy in another format for the original beside it, where a word hints at a badge', async () => {
    const copy = (source: string) => {
      const image = picture(source);
      Object.defineProperty(image, 'currentSrc', { value: 'https://portfolio.example/copy.webp' });
      return image;
    };
    await show(copy('/baked/welding.png'), copy('/holiday.png'));
    expect(urls()).toEqual(['https://portfolio.example/baked/welding.png']);
  });

  it('looks into open and closed shadow roots, and hears what is loaded there later', async () => {
    const open = document.createElement('x-open');
    open.attachShadow({ mode: 'open' }).append(picture('/open.png'));
    const closed = document.createElement('x-closed');
    const root = closed.attachShadow({ mode: 'closed' });
    page.closedRoots.set(closed, root);
    await show(open, closed);
    expect(urls()).toEqual(['https://portfolio.example/open.png']);
    root.append(picture('/closed.png'));
    await page.settle();
    expect(urls()).toContain('https://portfolio.example/closed.png');
  });

  it('asks again for the root of an element whose definition comes late', async () => {
    const late = document.createElement('x-late');
    await show(late);
    const root = late.attachShadow({ mode: 'closed' });
    root.append(picture('/late.png'));
    page.closedRoots.set(late, root);
    await show(document.createElement('hr'));
    expect(urls()).toEqual(['https://portfolio.example/late.png']);
  });

  it('takes the page’s own address for a badge, marks its heading, and follows a change without a load', async () => {
    const heading = document.createElement('h1');
    window.location.href = CREDLY;
    await show(heading);
    expect(urls()).toEqual([
      'https://api.credly.com/v1/obi/v2/badge_assertions/11111111-2222-4333-8444-555555555555',
    ]);
    expect(page.detector.element(1)?.on).toBe(heading);
    window.location.href = 'https://www.credly.com/about';
    await show(document.createElement('hr'));
    expect(page.gone).toEqual([1]);
  });

  it('marks the heading of a page that says in a script what it is about', async () => {
    const heading = document.createElement('h1');
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.text = '{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}';
    await show(heading, script);
    expect(page.detector.element(1)?.on).toBe(heading);
  });

  it('marks the link where its picture is the logo of an organisation', async () => {
    const logo = picture('https://media.licdn.com/dms/image/company-logo_100_100/0/1');
    const row = link(CREDLY, logo);
    await show(row);
    expect(page.detector.element(1)).toMatchObject({ on: row, placement: 'text' });
  });
});

describe('a page that lives', () => {
  it('sends nothing and changes nothing on a page without badges', async () => {
    const html =
      '<main><span class="badge">4</span><p>badge certificate</p><a href="/about">About</a></main>';
    document.body.innerHTML = html;
    await page.settle();
    expect(page.batches).toBe(0);
    expect(document.body.innerHTML).toBe(html);
  });

  it('looks at each picture once, however often it is moved or touched', async () => {
    const image = picture('/badge.png');
    await show(image);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(image);
    image.setAttribute('src', '/badge.png');
    await page.settle();
    expect(page.found).toHaveLength(1);
    expect(page.gone).toEqual([]);
  });

  it('finds what is added later', async () => {
    await page.settle();
    const box = document.createElement('section');
    box.append(picture('/badge.png'));
    await show(box);
    expect(page.found).toHaveLength(1);
  });

  it('tells when a badge was removed, and finds it again when it is put back', async () => {
    const image = picture('/badge.png');
    await show(image);
    image.remove();
    await page.settle();
    expect(page.gone).toEqual([1]);
    expect(page.detector.element(1)).toBeUndefined();
    await show(image);
    expect(page.found.map(({ key }) => key)).toEqual([1, 2]);
  });

  it('takes a picture’s new source for a new find', async () => {
    const image = picture('/one.png');
    await show(image);
    image.src = '/two.png';
    await page.settle();
    expect(page.gone).toEqual([1]);
    expect(urls()).toEqual(['https://portfolio.example/one.png', 'https://portfolio.example/two.png']);
  });

  it('tells what is still there under its old keys when asked to scan again', async () => {
    const image = picture('/badge.png');
    await show(image);
    page.detector.scanAgain();
    await page.settle();
    expect(page.found.map(({ key }) => key)).toEqual([1, 1]);
  });

  it('sees through a storm of changes', async () => {
    for (let n = 0; n < CHANGED_SUBTREES + 10; n += 1) document.body.append(document.createElement('i'));
    await show(picture('/badge.png'));
    expect(page.found).toHaveLength(1);
  });

  it('does nothing after it was stopped, and leaves no registry behind', async () => {
    expect(findRegistry()).toBe(page.detector);
    page.stop();
    await show(picture('/badge.png'));
    expect(page.found).toEqual([]);
    expect(findRegistry()).toBeUndefined();
  });
});
