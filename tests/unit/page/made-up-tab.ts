// A tab, and a worker with what it needs around it: sessions, pictures, a network that says who was asked.
import { openBackpack } from '../../../lib/backpack';
import { bake } from '../../../lib/baking';
import type { Candidate } from '../../../lib/detect';
import { FetchRefused } from '../../../lib/net';
import { PageBadges, type PageSurroundings } from '../../../lib/page';

export const TAB = { tabId: 7, url: 'https://portfolio.example/me?session=1#top', incognito: false };
export const LOOKED = { pictures: 1, links: 0 };
export const PLAIN_SVG = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
);

/** A hosted 2.0 badge: nothing about it can be said without asking its host. */
export function hostedBadge(id: string): string {
  return JSON.stringify({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id,
    badge: 'https://academy.example/class.json',
    recipient: { type: 'email', hashed: false, identity: 'ana@example.org' },
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-01-01T00:00:00Z',
  });
}

export class World {
  readonly kept = new Map<string, unknown>();
  readonly pictures = new Map<string, Uint8Array>();
  readonly reads: string[] = [];
  readonly asked: string[] = [];
  /** Once they are used up, the worker is as dead: what it waits for never comes. */
  writesLeft = Number.POSITIVE_INFINITY;
  checking: 'automatic' | 'ask' | 'offline' = 'ask';
  databaseName = `test-${crypto.randomUUID()}`;

  badges(over: Partial<PageSurroundings> = {}): PageBadges {
    return new PageBadges({
      sessions: {
        get: async (key) => structuredClone(this.kept.get(key)),
        set: async (key, value) => {
          if (--this.writesLeft < 0) return new Promise(() => undefined);
          this.kept.set(key, structuredClone(value));
          return true;
        },
        remove: async (key) => void this.kept.delete(key),
        keys: async () => [...this.kept.keys()],
      },
      checking: async () => this.checking,
      limitAge: () => undefined,
      fetchFor: (use) => async (input) => {
        const url = new URL(String(input));
        if (!use.asked && use.checking !== 'automatic') throw new FetchRefused('consent', url.host);
        this.asked.push(url.href);
        throw new FetchRefused('host', url.host);
      },
      alwaysChecks: async () => false,
      wantsEverySite: () => false,
      readPicture: async (_tabId, picture) => {
        this.reads.push(picture.url);
        const bytes = this.pictures.get(picture.url);
        return bytes
          ? { kind: 'bytes', bytes }
          : { kind: 'refused', reason: 'host', host: 'portfolio.example' };
      },
      comparePictures: async () => ({ outcome: 'not-comparable', reason: 'unavailable' }),
      readPackaged: async () => PLAIN_SVG,
      openBackpack: () => openBackpack({ name: this.databaseName }),
      changed: () => undefined,
      backpackChanged: () => undefined,
      ...over,
    });
  }

  async picture(url: string, badgeId: string): Promise<void> {
    this.pictures.set(url, await bake(PLAIN_SVG, { standard: 'openbadges', text: hostedBadge(badgeId) }));
  }
}

export function pictureCandidate(key: number, url: string): Candidate {
  return { key, placement: 'picture', kind: 'picture', url, sameOrigin: true };
}
