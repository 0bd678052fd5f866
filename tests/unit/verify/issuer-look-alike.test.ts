import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Sealer, VerifyEnvironment } from '../../../lib/verify';
import { judgeSealer } from '../../../lib/verify/issuer';
import { decodePunycode } from '../../../lib/verify/issuer/punycode';

const KNOWN = ['school.example', 'mit.example', 'www.credly.com', 'académie.example'].map(domainToASCII);

function resembled(host: string): string | undefined {
  const sealer: Sealer = { kind: 'domain', value: domainToASCII(host) };
  return judgeSealer(sealer, { knownDomains: KNOWN }).find(({ code }) => code === 'look-alike')?.params
    ?.known;
}

describe('a domain that resembles a known one', () => {
  it.each<[string, string | undefined, string]>([
    ['schооl.example', 'school.example', 'Cyrillic letters'],
    ['schοοl.example', 'school.example', 'Greek letters'],
    ['schoo1.example', 'school.example', 'a digit for a letter'],
    ['sch0ol.example', 'school.example', 'a digit for a letter'],
    ['school.example.evil.test', 'school.example', 'the known name in front'],
    ['shcool.example', 'school.example', 'letters in the other order'],
    ['schol.example', 'school.example', 'a letter less'],
    ['schoools.example', undefined, 'two letters more'],
    ['scheol.example', 'school.example', 'one other letter'],
    ['badges.schooI.example', 'school.example', 'a capital i, below it'],
    ['rnit.example', 'mit.example', 'rn for m'],
    ['crediy.com', 'credly.com', 'i for l'],
    ['academie.example', domainToASCII('académie.example'), 'an accent less'],
  ])('%s is taken for %s (%s)', (host, known) => {
    expect(resembled(host)).toBe(known);
  });

  it.each([
    'school.example',
    'WWW.school.example',
    'badges.school.example',
    'credly.com',
    'mat.example',
    'school.test',
    'university.example',
    'school-of-life.example',
    'xn--.example',
    'xn--99999999999999.example',
    '',
  ])('%s resembles nobody', (host) => {
    const sealer: Sealer = { kind: 'domain', value: host.toLowerCase() };
    expect(judgeSealer(sealer, { knownDomains: KNOWN })).toEqual([]);
  });

  it('is read behind its punycode as any encoder wrote it', () => {
    for (const name of ['bücher', 'академия', '学校', 'ελλάδα', 'a-ü-b']) {
      expect(decodePunycode(domainToASCII(name).slice(4))).toBe(name);
    }
  });
});

describe('a domain that resembles one known before', () => {
  const resembledBy = (value: string, knownDomains: string[]) =>
    judgeSealer({ kind: 'domain', value }, { knownDomains }).map(({ params }) => params?.known);

  it('is warned about still after a badge of it was kept', () => {
    expect(resembledBy('schoo1.example', ['school.example', 'schoo1.example'])).toEqual(['school.example']);
  });

  it('does not bring the one that it resembles under suspicion', () => {
    expect(resembledBy('school.example', ['school.example', 'schoo1.example'])).toEqual([]);
  });

  it('is settled by trusting it', () => {
    const trust = [{ kind: 'domain', value: 'schoo1.example', decision: 'trusted' } as const];
    const checks = judgeSealer(
      { kind: 'domain', value: 'schoo1.example' },
      { trust, knownDomains: ['school.example', 'schoo1.example'] },
    );
    expect(checks.map(({ code }) => code)).toEqual(['issuer-trusted']);
  });

  it('is shown in the letters that it is taken by', () => {
    const [check] = judgeSealer(
      { kind: 'domain', value: domainToASCII('schооl.example') },
      { knownDomains: ['school.example'] },
    );
    expect(check?.params).toMatchObject({ known: 'school.example', reads: 'schооl.example' });
    expect(check?.params).not.toHaveProperty('knownReads');
  });
});

describe('what the person decided about a sealer', () => {
  const trust: VerifyEnvironment['trust'] = [
    { kind: 'domain', value: 'School.example', decision: 'trusted' },
    { kind: 'platform', value: 'badges.example', account: '/a', decision: 'distrusted' },
    { kind: 'key', value: 'abc', decision: 'trusted' },
    { kind: 'domain', value: 'open.example', decision: 'undecided' },
  ];
  const codes = (sealer: Sealer) =>
    judgeSealer(sealer, { trust }).map(({ outcome, code }) => `${outcome} ${code}`);

  it('is said beside the verdict', () => {
    expect(codes({ kind: 'domain', value: 'school.example' })).toEqual(['passed issuer-trusted']);
    expect(codes({ kind: 'platform', value: 'badges.example', account: '/a' })).toEqual([
      'warning issuer-distrusted',
    ]);
    expect(codes({ kind: 'key', value: 'abc' })).toEqual(['passed issuer-trusted']);
  });

  it('says nothing of sealers that are not listed, and nothing of none', () => {
    for (const sealer of [
      { kind: 'domain', value: 'open.example' },
      { kind: 'domain', value: 'stranger.example' },
      { kind: 'platform', value: 'badges.example', account: '/b' },
      { kind: 'key', value: 'ABC' },
      { kind: 'none' },
    ] as const) {
      expect(codes(sealer)).toEqual([]);
    }
  });

  it('warns of what resembles a trusted domain, and of nothing that is trusted itself', () => {
    expect(codes({ kind: 'domain', value: 'schol.example' })).toEqual(['warning look-alike']);
    const both = [...trust, { kind: 'domain', value: 'schol.example', decision: 'trusted' } as const];
    expect(judgeSealer({ kind: 'domain', value: 'schol.example' }, { trust: both })).toMatchObject([
      { code: 'issuer-trusted' },
    ]);
  });
});
