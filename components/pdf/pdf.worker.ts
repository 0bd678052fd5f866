// One PDF, read apart from the page, so that a hostile one can be ended.
import { readPdf } from '../../lib/pdf';

addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
  void readPdf(data).then((contents) => postMessage(contents));
});
