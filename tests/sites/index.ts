// The sample sites that tests and the demo share: issuers, a portfolio, and pages that test Laurel's manners.
// Every signature is made when they start; the answers that Laurel has to reach are written beside each badge.
import { buildAcademy } from './academy';
import { calendar, type ExpectedBadge, type SampleAward } from './award';
import { buildGuild } from './guild';
import { buildHostile } from './hostile';
import { buildNews } from './news';
import { buildPortfolio } from './portfolio';
import {
  type Answer,
  fetchFromSites,
  type LoggedRequest,
  type Site,
  servePrivate,
  serveSites,
} from './server';
import { buildStrict } from './strict';
import { buildUniversity } from './university';

export type { ExpectedBadge, SampleAward } from './award';
export type { Learned } from './hostile';
export { CSP_REPORTS, FONT_PREFIX } from './hostile';
export type { LoggedRequest } from './server';
export { STRICT_REPORTS } from './strict';

export interface Sites {
  /** All hosts are `https://<host>/` in a browser that was started with `chromiumArgs`. */
  port: number;
  hosts: string[];
  /** Every request that reached a sample host, oldest first. */
  log: LoggedRequest[];
  /** A server in the private network that `detour.example` redirects to, and what it heard. */
  privateServer: { port: number; log: LoggedRequest[] };
  /** The badges of https://portfolio.example/ with the right answers. */
  expected: ExpectedBadge[];
  /** The same with the files and texts that carry them. */
  awards: SampleAward[];
  chromiumArgs: string[];
  /** The same for Node. Firefox goes through `startNameProxy` (tests/browser). */
  fetch: typeof globalThis.fetch;
  /** Replaces or adds one answer while the sites run. */
  change(host: string, path: string, answer: Answer): void;
  close(): Promise<void>;
}

export async function startSites(options: { now?: Date } = {}): Promise<Sites> {
  const now = options.now ?? new Date();
  const dates = calendar(now);
  const academy = buildAcademy(dates);
  const university = await buildUniversity(now, dates);
  const guild = await buildGuild(dates);
  const awards = [...university.awards, ...academy.awards, ...guild.awards];
  const portfolio = buildPortfolio(awards);

  const log: LoggedRequest[] = [];
  const privateLog: LoggedRequest[] = [];
  const privateServer = await servePrivate(privateLog);
  const sites: Site[] = [
    ...academy.sites,
    ...university.sites,
    ...guild.sites,
    portfolio.site,
    buildStrict(awards),
    buildNews(),
    buildHostile(awards),
    detour(privateServer.port),
  ];
  for (const [host, pictures] of portfolio.pictures) {
    for (const [path, answer] of pictures) pagesOf(sites, host).set(path, answer);
  }

  const server = await serveSites(sites, log);
  return {
    port: server.port,
    hosts: sites.map((site) => site.host),
    log,
    privateServer: { port: privateServer.port, log: privateLog },
    expected: awards.map(({ slug: _slug, awarded: _awarded, form: _form, ...expected }) => expected),
    awards,
    chromiumArgs: [
      `--host-resolver-rules=MAP *.example 127.0.0.1:${server.port}`,
      '--ignore-certificate-errors',
    ],
    fetch: fetchFromSites(server.port),
    change: (host, path, answer) => pagesOf(sites, host).set(path, answer),
    close: async () => {
      await Promise.all([server.close(), privateServer.close()]);
    },
  };
}

/** A public host that sends whoever asks into the private network. */
function detour(privatePort: number): Site {
  const answer = () => ({
    status: 302,
    type: 'text/plain',
    body: '',
    headers: { location: `http://127.0.0.1:${privatePort}/secret`, 'access-control-allow-origin': '*' },
  });
  return { host: 'detour.example', pages: new Map<string, Answer>([['*', answer]]) };
}

function pagesOf(sites: Site[], host: string): Map<string, Answer> {
  const site = sites.find((one) => one.host === host);
  if (!site) throw new Error(`no such sample host: ${host}`);
  return site.pages;
}
