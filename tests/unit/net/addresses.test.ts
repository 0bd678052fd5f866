import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardAddress } from '../../../lib/net';

const PRIVATE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://017700000001/',
  'https://0.0.0.0/',
  'https://0/',
  'https://10.1.2.3/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://169.254.169.254/latest/meta-data',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://192.168.0.1:8443/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://127.0.0.1./',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::10.0.0.1]/',
  'https://[64:ff9b::a00:1]/',
  'https://[2002:a00:1::]/',
  'https://[2001:0:1::]/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[ff02::1]/',
  'https://[fec0::1]/',
  'https://[2::1]/',
  'https://[2001:db8::1]/',
  'https://１２７.0.0.1/',
];
const LOCAL = [
  'https://localhost/',
  'https://LOCALHOST:8443/',
  'https://a.localhost/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://abc.onion/',
  'https://nas.home.arpa/',
  'https://intranet/',
  'https://router.lan/',
  'https://localhost./',
  'https://badges.example./',
  'https://example。/',
];
const PUBLIC = [
  'https://badges.example/a?b#c',
  'https://university.test/',
  'https://badges.example:8443/',
  'https://8.8.8.8/',
  'https://100.63.0.1/',
  'https://172.32.0.1/',
  'https://192.169.0.1/',
  'https://11.0.0.1/',
  'https://223.255.255.1/',
  'https://[2606:4700::1111]/',
  'https://[2a00:1450::1]/',
  'https://localhost.example/',
  'https://local.example/',
  'https://10.0.0.1.example/',
  'https://münchen.example/',
];

describe('guardAddress', () => {
  it.each(PRIVATE)('refuses the private address %s', (url) => {
    expect(guardAddress(url, { allowHttp: false })).toEqual({ kind: 'refused', why: 'private' });
  });
  it.each(LOCAL)('refuses the local name %s', (url) => {
    expect(guardAddress(url, { allowHttp: false })).toEqual({ kind: 'refused', why: 'name' });
  });
  it.each(PUBLIC)('allows the public address %s', (url) => {
    expect(guardAddress(url, { allowHttp: false }).kind).toBe('allowed');
  });

  it('allows http only where the caller does', () => {
    expect(guardAddress('http://badges.example/', { allowHttp: false })).toEqual({
      kind: 'refused',
      why: 'scheme',
    });
    expect(guardAddress('http://badges.example/', { allowHttp: true }).kind).toBe('allowed');
    expect(guardAddress('http://10.0.0.1/', { allowHttp: true })).toEqual({
      kind: 'refused',
      why: 'private',
    });
  });
  it.each([
    'ftp://badges.example/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'blob:https://a.example/1',
    'javascript:1',
  ])('refuses the scheme of %s', (url) => {
    expect(guardAddress(url, { allowHttp: true })).toEqual({ kind: 'refused', why: 'scheme' });
  });
  it('refuses user names and passwords', () => {
    expect(guardAddress('https://me@badges.example/', { allowHttp: false })).toEqual({
      kind: 'refused',
      why: 'credentials',
    });
    expect(guardAddress('https://:x@badges.example/', { allowHttp: false })).toEqual({
      kind: 'refused',
      why: 'credentials',
    });
  });
  it('refuses the ports of other protocols', () => {
    expect(guardAddress('https://badges.example:22/', { allowHttp: false })).toEqual({
      kind: 'refused',
      why: 'port',
    });
    expect(guardAddress('https://badges.example:25/', { allowHttp: false })).toEqual({
      kind: 'refused',
      why: 'port',
    });
  });
  it.each(['', 'badges.example', 'https://', 'https://256.256.256.256/', 'https://[::g]/'])(
    'finds %j malformed',
    (url) => {
      expect(guardAddress(url, { allowHttp: false })).toEqual({ kind: 'refused', why: 'malformed' });
    },
  );
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `https://${text}`),
        ),
        (url) => {
          expect(['allowed', 'refused']).toContain(guardAddress(url, { allowHttp: true }).kind);
        },
      ),
    );
  });
});
