// @vitest-environment happy-dom
import fc from 'fast-check';
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { UntrustedMarkdown } from '../../../components/backpack/untrusted-markdown';

function shown(text: string): HTMLElement {
  const root = document.createElement('div');
  render(<UntrustedMarkdown text={text} />, root);
  return root;
}

const ALLOWED = new Set(
  'DIV P H4 UL OL LI BLOCKQUOTE PRE CODE HR TABLE THEAD TBODY TR TH TD STRONG EM S BR A'.split(' '),
);

describe('words of a badge', () => {
  it('keep their structure', () => {
    const root = shown(
      '# Title\n\nYou **must**\n\n1. make\n2. show\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    );
    expect(root.querySelector('h4')?.textContent).toBe('Title');
    expect(root.querySelector('strong')?.textContent).toBe('must');
    expect([...root.querySelectorAll('ol li')].map((item) => item.textContent)).toEqual(['make', 'show']);
    expect(root.querySelector('blockquote')?.textContent).toBe('said');
    expect(root.querySelectorAll('td')).toHaveLength(2);
  });

  it('lead to the web only, and tell the site nothing', () => {
    const root = shown(
      '[good](https://a.example/x) [bad](javascript:alert(1)) [data](data:text/html,x) [file](file:///etc) <javascript:alert(1)> [rel](/x)',
    );
    const links = [...root.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://a.example/x']);
    expect(links[0]?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(root.textContent).toContain('bad');
  });

  it('request nothing: pictures become their words', () => {
    const root = shown('![a chart](https://tracker.example/p.png)');
    expect(root.querySelector('img')).toBeNull();
    expect(root.textContent).toBe('a chart');
  });

  it('are never HTML', () => {
    const root = shown(
      '<b>bold</b> and <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n\n&lt;i&gt; &#x41;',
    );
    expect(root.querySelector('b, img, script, i')).toBeNull();
    expect(root.textContent).toContain('bold');
    expect(root.textContent).toContain('<i> A');
  });

  it('are shown as they are when nested beyond sense', () => {
    for (const text of [
      '>'.repeat(15_000),
      `${'- '.repeat(9_000)}a`,
      `${'*'.repeat(9_001)}a`,
      '['.repeat(15_000),
    ]) {
      expect(shown(text).textContent).toBe(text);
    }
  });

  it('give allowed elements only, whatever the text', () => {
    const piece = fc.constantFrom(
      '<a href=javascript:x>',
      '<svg/onload=x>',
      '[a](',
      'javascript:',
      ')',
      '![',
      '](',
      '`',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '# ',
      '**',
      '_',
      '<',
      '>',
      '&#0;',
      '&#x110000;',
      '&lt;script&gt;',
      'http://a.example',
      '|',
      '---',
      '\\',
      'text',
      '\u0000',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const root = shown(pieces.join(''));
        for (const element of root.querySelectorAll('*')) {
          expect(ALLOWED).toContain(element.tagName.toUpperCase());
          const href = element.getAttribute('href');
          if (href !== null) expect(href).toMatch(/^https?:\/\//);
          for (const { name } of element.attributes) {
            expect(['class', 'href', 'target', 'rel', 'start']).toContain(name);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
