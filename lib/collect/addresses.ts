// What is at an address that the person gave. A face of its own beside index.ts: it knows the pages of every provider.
import { awardAt, awardOfPage } from '../detect';
import type { FetchReason } from '../net';
import { lastPartOf, plainName } from './plain-name';
import { type LeftOut, type Taken, takeFile, type Waiting } from './waiting';

/** One guarded request by the person's click. */
export type ReadAddress = (url: string, accept: string) => Promise<Answer>;
type Answer =
  | { url: string; status: number; bytes: Uint8Array<ArrayBuffer> }
  | { refused: FetchReason; host: string };

const BADGES =
  'application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8, application/zip;q=0.8, application/pdf;q=0.7, */*;q=0.1';
const PAGES = 'application/json,text/html;q=0.9,*/*;q=0.5';

/** Nothing is asked before its turn. */
export function waitingAddresses(addresses: readonly string[], read: ReadAddress): Waiting[] {
  return addresses.map((url) => ({ name: plainName(url), take: () => takeAddress(url, read) }));
}

/** A provider's page for people stands for what it has for machines. */
async function takeAddress(url: string, read: ReadAddress): Promise<Taken> {
  const award = awardAt(url);
  if (!award?.page) return taken(await read(award?.url ?? url, BADGES), award?.url ?? url);
  const page = await read(url, PAGES);
  const behind = 'bytes' in page && awardOfPage(page.url, new TextDecoder().decode(page.bytes));
  return behind ? taken(await read(behind.url, BADGES), behind.url) : taken(page, url);
}

async function taken(answer: Answer, asked: string): Promise<Taken> {
  if ('refused' in answer) {
    return answer.refused === 'permission'
      ? { kind: 'leave', host: answer.host }
      : { kind: 'left', why: REFUSED[answer.refused] };
  }
  if (answer.status === 404 || answer.status === 410) return { kind: 'left', why: 'gone' };
  if (answer.status < 200 || answer.status > 299) return { kind: 'left', why: 'no-answer' };
  const { host, pathname } = new URL(asked);
  const name = pathname === '/' ? host : lastPartOf(readable(pathname));
  const inside = await takeFile(new File([answer.bytes], name), plainName(asked));
  return inside.kind === 'file' ? { ...inside, at: asked } : inside;
}

const REFUSED = {
  consent: 'no-answer',
  offline: 'offline',
  guard: 'private-network',
  limit: 'too-large',
  host: 'no-answer',
} as const satisfies Record<Exclude<FetchReason, 'permission'>, LeftOut>;

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A percent sign that escapes nothing.
  }
}
