// What was kept of a badge proves it again without anybody, and every changed byte of it is told.
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Backpack, openBackpack, silentHosts } from '../../../lib/backpack';
import { type Kept, lookAtKept, type Replay } from '../../../lib/backpack/kept-proof';
import { answerOfReport, reportView } from '../../../lib/page/report-view';
import { type BadgeDocument, type Report, verify } from '../../../lib/verify';
import { replayOf } from '../../../lib/verify/explain';
import {
  academyWorld,
  assertion,
  badgeClass,
  NOW,
  profile,
  replay,
  type World,
} from '../verify/hosted-world';
import { schoolKey, schoolReplay, signedAward } from '../verify/issuers';

const offline: Replay = (document, evidence, now) => verify(document, { fetch: replayOf(evidence), now });
const HOSTED: BadgeDocument = { form: 'json', text: JSON.stringify(assertion) };

let backpacks = 0;

async function keptAfter(document: BadgeDocument, reports: readonly Report[]): Promise<Kept> {
  backpacks += 1;
  const backpack = await openBackpack({ name: `kept-${backpacks}` });
  const [first, ...later] = reports;
  if (!first) throw new Error('nothing to keep');
  const outcome = await backpack.save({
    badge: {
      documentForm: document.form,
      documentText: document.text,
      answer: answerOfReport(first),
      sealer: first.sealer,
      checkedAt: first.checkedAt,
    },
    files: [
      { role: 'original', name: 'a.json', mediaType: 'application/json', bytes: bytesOf(document.text) },
    ],
    report: reportView(first),
    evidence: first.evidence,
  });
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  for (const report of later) await backpack.addReport(outcome.badgeId, reportView(report), report.evidence);
  const kept = await all(backpack, outcome.badgeId);
  backpack.close();
  return kept;
}

async function all(backpack: Backpack, id: string): Promise<Kept> {
  const badge = await backpack.get(id);
  if (!badge) throw new Error('not kept');
  const [files, reports, evidence] = await Promise.all([
    backpack.files(id),
    backpack.reports(id),
    backpack.evidence(id),
  ]);
  return { badge, files, reports, evidence };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function hosted(world: World, now = NOW): Promise<Report> {
  return verify(HOSTED, { fetch: replay(world), now });
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

const LATER = new Date('2027-06-01T12:00:00Z');

describe('when the issuer is gone', () => {
  let kept: Kept;
  beforeAll(async () => {
    kept = await keptAfter(HOSTED, [await hosted(academyWorld()), await hosted({}, LATER)]);
  });

  it('is told by the newest report which host no longer answers', () => {
    expect(silentHosts(kept.reports[0]?.report ?? missing())).toEqual(['academy.example']);
    expect(silentHosts(kept.reports[1]?.report ?? missing())).toEqual([]);
  });

  it('a hosted badge is proven again from the answers of the day it was found genuine', async () => {
    expect(await lookAtKept(kept, offline)).toEqual({
      kind: 'proven-again',
      provenAt: NOW.toISOString(),
      sealer: { kind: 'domain', value: 'academy.example' },
      documents: 3,
    });
  });

  it('says only that the bytes are unchanged until they were verified', async () => {
    expect(await lookAtKept(kept)).toMatchObject({ kind: 'unchanged', provenAt: NOW.toISOString() });
  });

  it('a signed credential is proven again with the key of that day', async () => {
    const key = await schoolKey();
    const text = JSON.stringify(await signedAward(key));
    const document: BadgeDocument = { form: 'json', text };
    const silent = replay({});
    const signed = await keptAfter(document, [
      await verify(document, { fetch: schoolReplay([key]), now: NOW }),
      await verify(document, { fetch: silent, now: LATER }),
    ]);
    expect(silentHosts(signed.reports[0]?.report ?? missing())).toEqual(['school.example']);
    expect(await lookAtKept(signed, offline)).toMatchObject({ kind: 'proven-again', documents: 1 });
  });

  it('an answer that came by a redirect is proven again as what it was', async () => {
    const world = academyWorld();
    const award = world[assertion.id] ?? missing();
    const moved = { ...world, [assertion.id]: { ...award, endsAt: 'https://cdn.elsewhere.example/1' } };
    const report = await hosted(moved);
    const straight = await hosted(world);
    // The redirect decides: were it forgotten, the answer would be another.
    expect(report.sealer).not.toEqual(straight.sealer);
    const again = await verify(HOSTED, { fetch: replayOf(report.evidence), now: NOW });
    expect([again.verdict, again.sealer]).toEqual([report.verdict, report.sealer]);
  });

  it('does not claim what it can not show: an answer that was not kept', async () => {
    const evidence = kept.evidence.filter(({ url }) => url !== badgeClass.id);
    expect(await lookAtKept({ ...kept, evidence }, offline)).toMatchObject({ kind: 'not-enough' });
  });

  it('has nothing to show for a badge that was never proven', async () => {
    expect(await lookAtKept(await keptAfter(HOSTED, [await hosted({})]), offline)).toEqual({
      kind: 'never-proven',
    });
  });
});

describe('a changed byte', () => {
  let kept: Kept;
  beforeAll(async () => {
    kept = await keptAfter(HOSTED, [await hosted(academyWorld())]);
  });

  it('of any kept answer is told with its address, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 }), fc.nat(), async (which, where) => {
        const evidence = kept.evidence.map((document, at) =>
          at === which
            ? { ...document, bytes: flipped(document.bytes, where % document.bytes.length) }
            : document,
        );
        const { url } = kept.evidence[which] ?? missing();
        const looked = await lookAtKept({ ...kept, evidence }, offline);
        expect(looked).toMatchObject({ kind: 'damaged', damages: [{ what: 'answer', url }] });
      }),
    );
  });

  it('of the file is told as the file', async () => {
    const files = kept.files.map((file) => ({ ...file, bytes: flipped(file.bytes, 5) }));
    expect(await lookAtKept({ ...kept, files })).toEqual({
      kind: 'damaged',
      damages: [{ what: 'file' }],
      provenAt: NOW.toISOString(),
    });
  });

  it('of the document is told as the badge itself', async () => {
    const documentText = kept.badge.documentText.replace('ana@', 'eva@');
    const looked = await lookAtKept({ ...kept, badge: { ...kept.badge, documentText } });
    expect(looked).toMatchObject({ kind: 'damaged', damages: [{ what: 'badge' }] });
  });

  it('is told also where somebody made the noted hash fit: the seal does not', async () => {
    const key = await schoolKey();
    const credential = await signedAward(key);
    const document: BadgeDocument = { form: 'json', text: JSON.stringify(credential) };
    const report = await verify(document, { fetch: schoolReplay([key]), now: NOW });
    const changed = { ...document, text: document.text.replace(/"name":"/, '"name":"X') };
    expect(changed.text).not.toBe(document.text);
    const other = await keptAfter(changed, [report]);
    expect(await lookAtKept(other, offline)).toMatchObject({ kind: 'damaged', damages: [{ what: 'badge' }] });
  });

  it('is not made up for a file of before hashes were noted', async () => {
    const files = kept.files.map(({ sha256: _none, ...file }) => file);
    expect(await lookAtKept({ ...kept, files })).toMatchObject({ kind: 'unchanged' });
  });
});

it('what was kept says when, how and what the host answered', async () => {
  const answering: typeof fetch = async (input) => {
    const response = await replay(academyWorld())(input);
    response.headers.set('etag', '"v1"');
    response.headers.set('last-modified', 'Mon, 02 Nov 2026 10:00:00 GMT');
    response.headers.set('x-tracking', 'no');
    return response;
  };
  const kept = await keptAfter(HOSTED, [await verify(HOSTED, { fetch: answering, now: NOW })]);
  expect(kept.evidence.map(({ url }) => url).sort()).toEqual(
    [assertion.id, badgeClass.id, profile.id].sort(),
  );
  for (const { status, mediaType, time, headers } of kept.evidence) {
    expect([status, mediaType]).toEqual([200, 'application/ld+json']);
    expect(Number.isNaN(Date.parse(time))).toBe(false);
    expect(headers).toEqual({ etag: '"v1"', 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' });
  }
});

function missing(): never {
  throw new Error('it should be there');
}
