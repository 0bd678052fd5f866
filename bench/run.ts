// Every budget of speed, as ratios beside a peer in the same run. Prints, and never fails by time.
//
//   npm run bench [-- backpack verify ...]
import { run as backpack } from './backpack';
import { run as folder } from './folder';
import { run as page } from './page';
import { run as unbake } from './unbake';
import { run as verify } from './verify';

const BENCHES = { unbake, verify, page, backpack, folder };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) throw new Error(`No such bench: ${unknown.join(', ')}`);
for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length === 0 || asked.includes(name)) await run();
}
