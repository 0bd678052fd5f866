import { describe, expect, it } from 'vitest';
import { type ReadAddress, waitingAddresses } from '../../../lib/collect/addresses';
import { addressesIn } from '../../../lib/formats/address-list';
import { writeZip } from '../../../lib/zip';

/** Answers by address; everything else is not there. Gives what was asked for, in order. */
function world(answers: Record<string, string | Uint8Array<ArrayBuffer> | Awaited<ReturnType<ReadAddress>>>) {
  const asked: string[] = [];
  const read: ReadAddress = async (url) => {
    asked.push(url);
    const answer = answers[url];
    if (answer === undefined) return { url, status: 404, bytes: new Uint8Array() };
    if (typeof answer === 'object' && !(answer instanceof Uint8Array)) return answer;
    return {
      url,
      status: 200,
      bytes: typeof answer === 'string' ? new TextEncoder().encode(answer) : answer,
    };
  };
  const take = async (url: string) => {
    const [waiting] = waitingAddresses([url], read);
    return waiting?.take();
  };
  return { asked, take };
}

const PLAIN = 'https://school.example/files/badge%20one.json?token=1';
const CREDLY = 'https://www.credly.com/badges/4c0a2b7e-1111-4222-8333-123456789abc';

describe('an address', () => {
  it('is not asked before its turn', () => {
    const { asked } = world({});
    waitingAddresses([PLAIN], async () => ({ refused: 'host', host: '' }));
    expect(asked).toEqual([]);
  });

  it('gives the file that is there, named after its address', async () => {
    const { take } = world({ [PLAIN]: '{}' });
    expect(await take(PLAIN)).toMatchObject({ kind: 'file', at: PLAIN, file: { name: 'badge one.json' } });
  });

  it('of a page about a badge stands for the badge itself', async () => {
    const { asked, take } = world({});
    await take(CREDLY);
    expect(asked.every((url) => url.includes('/obi/v2/badge_assertions/4c0a2b7e'))).toBe(true);
  });

  it('of a zip gives what is in it', async () => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of writeZip([{ name: 'a/1.json', bytes: new TextEncoder().encode('{}') }]))
      parts.push(part);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    expect(await world({ [PLAIN]: bytes }).take(PLAIN)).toMatchObject({
      kind: 'more',
      waiting: [{ name: `${PLAIN}/a/1.json` }],
    });
  });

  it('of a PDF gives the PDF, which is opened like one from the disk', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7\n');
    expect(await world({ [PLAIN]: bytes }).take(PLAIN)).toMatchObject({ kind: 'pdf', name: PLAIN, depth: 0 });
  });

  it.each([
    ['permission', { kind: 'leave', host: 'school.example' }],
    ['offline', { kind: 'left', why: 'offline' }],
    ['guard', { kind: 'left', why: 'private-network' }],
    ['limit', { kind: 'left', why: 'too-large' }],
    ['host', { kind: 'left', why: 'no-answer' }],
  ] as const)('that was refused (%s) says why', async (refused, taken) => {
    expect(await world({ [PLAIN]: { refused, host: 'school.example' } }).take(PLAIN)).toEqual(taken);
  });

  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [500, 'no-answer'],
    [401, 'no-answer'],
  ])('that answers %i is %s', async (status, why) => {
    const answer = { url: PLAIN, status, bytes: new TextEncoder().encode('{}') };
    expect(await world({ [PLAIN]: answer }).take(PLAIN)).toEqual({ kind: 'left', why });
  });
});

describe('addresses in a text', () => {
  it.each([
    ['https://a.example/1', ['https://a.example/1']],
    [
      ' https://a.example/1\r\nhttps://a.example/2\n\nhttps://a.example/1 ',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['see https://a.example/1', []],
    ['ftp://a.example/1', []],
    ['https://', []],
    ['{"id":"https://a.example/1"}', []],
    ['', []],
  ])('%j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses);
  });
});
