// One local HTTPS server that answers for every sample host, by name. Browsers reach it through
// --host-resolver-rules or a proxy, so that the extension sees ordinary public names.
import { createHash, X509Certificate } from 'node:crypto';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createSecureServer, request as httpsRequest, type RequestOptions } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { generate } from 'selfsigned';

export interface Reply {
  status?: number;
  type: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

export interface SiteRequest {
  path: string;
  query: URLSearchParams;
  body: string;
}

/** `hang-up` closes the socket without a word. */
export type Answer = Said | ((request: SiteRequest) => Said | Promise<Said>);
type Said = Reply | 'hang-up';

/** Answers by path; `*` for every path that has none of its own. The host `*` is every host without a site. */
export interface Site {
  host: string;
  pages: Map<string, Answer>;
}

export interface LoggedRequest {
  host: string;
  method: string;
  path: string;
  /** Query string with its question mark, or empty. */
  query: string;
  body: string;
  headers: {
    accept?: string;
    cookie?: string;
    origin?: string;
    referer?: string;
    'sec-fetch-dest'?: string;
    'sec-fetch-mode'?: string;
    'sec-fetch-site'?: string;
  };
}

const LOGGED_HEADERS = [
  'accept',
  'cookie',
  'origin',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
] as const;

export interface RunningServer {
  port: number;
  /** Of a secure server: SHA-256 of its public key, for `--ignore-certificate-errors-spki-list`. */
  keyPin?: string;
  close(): Promise<void>;
}

/** Serves every site on one port of 127.0.0.1, with a certificate made for this run. */
export async function serveSites(
  sites: Site[] | (() => Site[]),
  log: LoggedRequest[],
): Promise<RunningServer> {
  const certificate = await generate([{ name: 'commonName', value: 'sample sites' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: '*.example' }] }],
  });
  const server = createSecureServer(
    { key: certificate.private, cert: certificate.cert },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
        const url = new URL(request.url ?? '/', `https://${host || 'unknown.example'}`);
        const body = Buffer.concat(chunks).toString('utf8');
        log.push({
          host,
          method: request.method ?? '',
          path: url.pathname,
          query: url.search,
          body,
          headers: loggedHeaders(request.headers),
        });
        const known = typeof sites === 'function' ? sites() : sites;
        const site = known.find((one) => one.host === host) ?? known.find((one) => one.host === '*');
        const reply = await answerOf(site, { path: url.pathname, query: url.searchParams, body });
        if (reply === 'hang-up') {
          request.socket.destroy();
          return;
        }
        response.writeHead(reply.status ?? 200, { 'content-type': reply.type, ...reply.headers });
        response.end(request.method === 'HEAD' ? undefined : reply.body);
      });
    },
  );
  const key = new X509Certificate(certificate.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { ...(await listen(server)), keyPin: createHash('sha256').update(key).digest('base64') };
}

/** A server inside the private network that must never hear from the extension; plain HTTP, all it does is note. */
export function servePrivate(log: LoggedRequest[]): Promise<RunningServer> {
  const server = createPlainServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    log.push({
      host: '127.0.0.1',
      method: request.method ?? '',
      path: url.pathname,
      query: url.search,
      body: '',
      headers: loggedHeaders(request.headers),
    });
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    response.end('{"secret":"of the private network"}');
  });
  return listen(server);
}

/** A fetch for Node that reaches the sample hosts by their names, as the mapped browser does. */
export function fetchFromSites(port: number): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    return followRedirects(url, port, Object.fromEntries(request.headers), request.signal, 0);
  };
}

async function followRedirects(
  url: URL,
  port: number,
  headers: Record<string, string>,
  signal: AbortSignal,
  hops: number,
): Promise<Response> {
  if (!url.hostname.endsWith('.example') || url.protocol !== 'https:' || hops > 5) {
    throw new TypeError(`no such sample site: ${url.href}`);
  }
  const response = await requestOnce({
    host: '127.0.0.1',
    port,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.hostname },
    // Certificates made for one run are known to nobody.
    rejectUnauthorized: false,
    agent: false,
    signal,
  });
  const location = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && location !== null) {
    return followRedirects(new URL(location, url), port, headers, signal, hops + 1);
  }
  Object.defineProperty(response, 'url', { value: url.href });
  return response;
}

function requestOnce(options: RequestOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(options, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(message.headers)) {
          if (typeof value === 'string') headers.set(name, value);
        }
        const status = message.statusCode ?? 200;
        const mayHaveBody = ![101, 204, 205, 304].includes(status);
        resolve(new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, headers }));
      });
    });
    request.on('error', reject);
    request.end();
  });
}

function answerOf(site: Site | undefined, request: SiteRequest): Said | Promise<Said> {
  const answer = site?.pages.get(request.path) ?? site?.pages.get('*');
  if (answer === undefined) return { status: 404, type: 'text/plain; charset=utf-8', body: 'Not found' };
  return typeof answer === 'function' ? answer(request) : answer;
}

function loggedHeaders(headers: NodeJS.Dict<string | string[]>): LoggedRequest['headers'] {
  const kept: LoggedRequest['headers'] = {};
  for (const name of LOGGED_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}

/** On a free port of this machine alone; closing it ends every connection. */
export async function listen(server: Server): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP: always an AddressInfo
    close: () =>
      new Promise((resolve, reject) => {
        for (const socket of sockets) socket.destroy();
        server.close((problem) => (problem ? reject(problem) : resolve()));
      }),
  };
}
