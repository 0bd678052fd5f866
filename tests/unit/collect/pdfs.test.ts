import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { Import, type ImportState, waitingFiles } from '../../../lib/collect';
import type { ReadAddress } from '../../../lib/collect/addresses';
import { contentsOf } from '../../../lib/collect/contents';
import { type PdfWorld, takePdf } from '../../../lib/collect/pdfs';
import { takeFile } from '../../../lib/collect/waiting';
import { readPdf } from '../../../lib/pdf';
import { MAX_PDF_BYTES } from '../../../lib/pdf/read-apart';
import { endlessPdf, type MadePdf, madePdf } from '../pdf/made-pdf';
import { kindsIn } from './kinds';

const CREDLY = 'https://www.credly.com/badges/4c0a2b7e-1111-4222-8333-123456789abc';
const SCHOOL = 'https://school.example/about';
const badge = new TextEncoder().encode('{"type":"Assertion"}');

let asked: string[];
beforeEach(() => {
  asked = [];
  // pdf-lib tells of each damaged object on the console.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

const readAddress: ReadAddress = async (url) => {
  asked.push(url);
  return { url, status: 200, bytes: badge.slice() };
};

async function taken(made: MadePdf | Uint8Array, world: Partial<PdfWorld> = {}, depth = 0) {
  const bytes = made instanceof Uint8Array ? made : madePdf(made);
  const pdf = await takeFile(new File([bytes.slice()], 'diploma.pdf'), 'diploma.pdf', depth);
  if (pdf.kind !== 'pdf') throw new Error(`taken for ${pdf.kind}`);
  return takePdf(pdf, { readPdf, readAddress, ...world }, new AbortController().signal);
}

async function inside(made: MadePdf, depth = 0) {
  const all = await taken(made, {}, depth);
  if (all.kind !== 'more') throw new Error(`taken for ${JSON.stringify(all)}`);
  return all.waiting;
}

describe('a PDF that is added', () => {
  it('gives its attached files at once', async () => {
    const [one] = await inside({ files: [{ name: 'badge.json', bytes: badge }] });
    expect(one).toMatchObject({ name: 'diploma.pdf/badge.json' });
    expect(one?.asks).toBeUndefined();
    expect(await one?.take()).toMatchObject({ kind: 'file', file: { name: 'badge.json' } });
  });

  it('takes attached files without an ending for what they may be, and leaves the rest alone', async () => {
    const files = ['credential', 'invoice.xml', 'badge.svg'].map((name) => ({ name, bytes: badge }));
    expect((await inside({ files })).map(({ name }) => name)).toEqual([
      'diploma.pdf/credential',
      'diploma.pdf/badge.svg',
    ]);
  });

  it('gives its links, those to known badges first, and asks nobody before their turn', async () => {
    const links = await inside({ links: [SCHOOL, CREDLY] });
    expect(links.map(({ asks }) => asks)).toEqual(['www.credly.com', 'school.example']);
    expect(links[0]?.name).toBe(`diploma.pdf: ${CREDLY}`);
    expect(asked).toEqual([]);
    expect(await links[1]?.take()).toMatchObject({ kind: 'file', at: SCHOOL });
    expect(asked).toEqual([SCHOOL]);
  });

  it('is opened inside another one, but not without end', async () => {
    const inner = madePdf({ files: [{ name: 'badge.json', bytes: badge }] });
    const files = [{ name: 'inner.pdf', bytes: inner }];
    const [one] = await inside({ files });
    expect(await one?.take()).toMatchObject({ kind: 'pdf', name: 'diploma.pdf/inner.pdf', depth: 1 });
    expect(await taken({ files }, {}, 2)).toEqual({ kind: 'left', why: 'pdf-without-badge' });
  });
});

describe('a PDF with nothing to add', () => {
  it.each([
    ['holds no badge', {}, 'pdf-without-badge'],
    ['is locked', { links: [SCHOOL], trailer: '/Encrypt << /V 1 >>' }, 'locked-pdf'],
  ] as [string, MadePdf, string][])('says so when it %s', async (_, made, why) => {
    expect(await taken(made)).toEqual({ kind: 'left', why });
  });

  it.each([
    ['nothing of a PDF is in it', new TextEncoder().encode('%PDF-1.7\nnothing of a PDF')],
    ['its objects do not end', endlessPdf(10)],
  ])('says so when it is damaged: %s', async (_, bytes) => {
    expect(await taken(bytes)).toEqual({ kind: 'left', why: 'damaged-pdf' });
  });

  it.each([
    ['was ended, as it came to no end', 'endless', { kind: 'left', why: 'endless-pdf' }],
    ['broke its reader', 'failed', { kind: 'left', why: 'damaged-pdf' }],
    ['was stopped by the person', 'stopped', { kind: 'stopped' }],
  ] as const)('says so when it %s', async (_, read, outcome) => {
    expect(await taken({}, { readPdf: async () => read })).toEqual(outcome);
  });

  it('is not even read when it is too large', async () => {
    const file = { size: MAX_PDF_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
    const pdf = { kind: 'pdf', file: file as unknown as File, name: 'huge.pdf', depth: 0 } as const;
    const world = { readPdf, readAddress };
    expect(await takePdf(pdf, world, new AbortController().signal)).toEqual({
      kind: 'left',
      why: 'too-large-pdf',
    });
  });

  it('says that there is more than is read, beside what was read', async () => {
    const read = { links: [SCHOOL], files: [], notes: ['limit' as const] };
    const all = await taken({}, { readPdf: async () => read });
    if (all.kind !== 'more') throw new Error(all.kind);
    expect(await all.waiting[0]?.take()).toEqual({ kind: 'left', why: 'partly-pdf' });
    expect(all.waiting[1]?.asks).toBe('school.example');
  });
});

describe('an import with a PDF', () => {
  let names = 0;
  let state: ImportState;
  const kinds = () => kindsIn(state);

  async function started(world: Partial<PdfWorld> = {}): Promise<Import> {
    names += 1;
    return new Import({
      backpack: await openOrganisedBackpack({ name: `pdfs-${names}` }),
      contentsOf,
      takePdf: (pdf, signal) => takePdf(pdf, { readPdf, readAddress, ...world }, signal),
      check: async () => undefined,
      backup: () => undefined,
      changed: async () => undefined,
      shown: (shown) => {
        state = shown;
      },
    });
  }

  const credential = (id: string) =>
    JSON.stringify({ type: ['OpenBadgeCredential'], id, credentialSubject: {}, proof: {} });
  const pdf = (made: MadePdf, name = 'diploma.pdf') => new File([madePdf(made).slice()], name);
  const attached = (id: string) => [{ name: `${id}.json`, bytes: new TextEncoder().encode(credential(id)) }];
  const given = (...files: File[]) => waitingFiles(files.map((file) => ({ file })));

  it('saves what is attached, and follows a link only once it is told to', async () => {
    const job = await started({
      readAddress: async (url) => {
        asked.push(url);
        return { url, status: 200, bytes: new TextEncoder().encode(credential('urn:2')) };
      },
    });
    await job.add(given(pdf({ files: attached('urn:1'), links: [SCHOOL, CREDLY] })));
    expect(kinds()).toEqual(['saved', 'asks', 'asks']);
    expect(asked).toEqual([]);
    expect(state.again).toBe(0);
    await job.look(state.lines.filter(({ name }) => name.endsWith(SCHOOL)).map(({ id }) => id));
    expect(asked).toEqual([SCHOOL]);
    expect(kinds()).toEqual(['saved', 'asks', 'saved']);
    expect(state.added).toHaveLength(2);
  });

  it('goes on with the rest after one that comes to no end', async () => {
    const job = await started({ readPdf: async () => 'endless' });
    await job.add(given(pdf({}), new File([credential('urn:1')], 'badge.json')));
    expect(kinds()).toEqual(['endless-pdf', 'saved']);
  });

  it('that the person stops ends it at once, and takes it up again when it is told to', async () => {
    let tries = 0;
    const job = await started({
      readPdf: async (bytes, signal) => {
        tries += 1;
        if (tries > 1) return readPdf(bytes);
        queueMicrotask(() => job.stop());
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped')));
      },
    });
    await job.add(given(pdf({ files: attached('urn:1') }), pdf({ files: attached('urn:2') }, 'other.pdf')));
    expect(kinds()).toEqual(['cancelled', 'cancelled']);
    await job.tryAgain();
    expect(kinds()).toEqual(['saved', 'saved']);
  });
});
