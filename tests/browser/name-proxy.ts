// Firefox maps no names by argument as Chromium does. A proxy that joins every name of the sample sites to their server
// does the same: Firefox and Laurel still see ordinary public names. Any other name is refused, so that nothing of a
// test reaches the internet.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listen, type RunningServer } from '../sites/server';

export function startNameProxy(sitesPort: number): Promise<RunningServer> {
  const server = createServer((_request, response) => response.writeHead(502).end());
  server.on('connect', ({ url = '' }, client: Duplex, head: Buffer) => {
    // Tabs that close cut their connections: the other end has to go too, nothing else.
    client.on('error', () => client.destroy());
    if (!/^[^:]+\.example:443$/.test(url)) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const site = connect(sitesPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      site.write(head);
      site.pipe(client).pipe(site);
    });
    site.on('error', () => client.destroy());
    client.on('close', () => site.destroy());
  });
  return listen(server);
}
