// Every budget of speed, as ratios beside a peer in the same run. Prints, and never fails by time.
import { run as backpack } from './backpack';
import { run as page } from './page';
import { run as unbake } from './unbake';
import { run as verify } from './verify';

await unbake();
await verify();
await page();
await backpack();
