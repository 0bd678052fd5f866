// The pages of ../shared/pages, served as the web has them: each on one host, its other origins on theirs, and
// every address of a provider answered with a plain picture or nothing.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LoggedRequest, type Reply, type SiteRequest, serveSites } from './server';

export interface SharedPage {
  file: string;
  /** Different awards on the page, seals on it, and most requests of Laurel's own before any click. */
  awards: number;
  markers: number;
  netBeforeClick: number;
  optional?: boolean;
  why: string;
}

export interface SharedPages {
  pages: SharedPage[];
  log: LoggedRequest[];
  address(page: SharedPage): string;
  chromiumArgs: string[];
  close(): Promise<void>;
}

const FOLDER = new URL('../../../shared/pages/', import.meta.url);
export const PAGES_HOST = 'pages.example';

export const noSharedPages = existsSync(FOLDER) ? undefined : '../shared/pages is not here';

export function listSharedPages(): SharedPage[] {
  if (noSharedPages) return [];
  return JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8'));
}

export async function serveSharedPages(): Promise<SharedPages> {
  const log: LoggedRequest[] = [];
  const server = await serveSites(
    [
      { host: PAGES_HOST, pages: new Map([['*', pageOrAsset]]) },
      { host: 'other.example', pages: new Map([['*', otherOrigin({})]]) },
      { host: 'cors.example', pages: new Map([['*', otherOrigin({ 'access-control-allow-origin': '*' })]]) },
      // Providers and whoever else a page names: pictures load, so that leaving them alone is Laurel's own doing.
      { host: '*', pages: new Map([['*', providerPicture]]) },
    ],
    log,
  );
  return {
    pages: listSharedPages(),
    log,
    address: ({ file }) => `https://${PAGES_HOST}/${file}`,
    chromiumArgs: [
      // The browser's own business stays out of the log.
      `--host-resolver-rules=MAP *.google.com ~NOTFOUND,MAP *.googleapis.com ~NOTFOUND,MAP * 127.0.0.1:${server.port}`,
      // Unlike a browser that ignores every error, one that trusts this key keeps what it loads in its cache.
      `--ignore-certificate-errors-spki-list=${server.keyPin}`,
    ],
    close: () => server.close(),
  };
}

function pageOrAsset({ path }: SiteRequest): Reply {
  if (path.startsWith('/assets/')) return asset(path);
  const file = new URL(`.${path}`, FOLDER);
  if (!path.endsWith('.html') || !existsSync(file)) return NOTHING;
  const html = readFileSync(file, 'utf8')
    .replaceAll('{{OTHER_CORS}}', 'https://cors.example')
    .replaceAll('{{OTHER}}', 'https://other.example');
  const json = /<pre>([\s\S]*)<\/pre>/.exec(html)?.[1];
  // Its note says: serve this body as application/json.
  if (path.endsWith('page-is-json.html') && json) return { type: 'application/json', body: json };
  return { type: 'text/html; charset=utf-8', body: html };
}

function otherOrigin(headers: Record<string, string>) {
  return ({ path, query }: SiteRequest): Reply => {
    if (path === '/redirect') {
      return { status: 302, type: 'text/plain', body: '', headers: { location: query.get('to') ?? '/' } };
    }
    const reply = asset(path);
    return { ...reply, headers: { ...reply.headers, ...headers } };
  };
}

function providerPicture({ path }: SiteRequest): Reply {
  const isPicture = /image|badge\/|\.png$/.test(path) && !/^\/(?:cdn-cgi|[0-9a-f]{64}\/)/.test(path);
  return isPicture ? asset('/assets/plain.png') : NOTHING;
}

const TYPES: Record<string, string> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  json: 'application/json',
};
const NOTHING: Reply = { status: 404, type: 'text/plain', body: 'Not found' };

function asset(path: string): Reply {
  const file = fileURLToPath(new URL(`.${path}`, FOLDER));
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
  if (type === undefined || !path.startsWith('/assets/') || !existsSync(file)) return NOTHING;
  // As pictures are served: the browser may keep them.
  return { type, body: readFileSync(file), headers: { 'cache-control': 'max-age=3600' } };
}
