// How long a whole verification of an embedded proof takes, beside @digitalbazaar/vc with the same credential.
// Each side lives in processes of its own, so that neither profits from what the other compiled or cached.
// Budget: never slower, neither warm nor at the first verification after a start.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { openBadgeCredential, sign, strangerKey } from '../tests/sites/signing';
import { didKeyDocuments, NOW, type VerificationTask } from './verification-task';

const WARM_UP_ROUNDS = 150;
const WARM_ROUNDS = 300;
const COLD_ROUNDS = 15;

/** One entry a side: the module that answers a task with the milliseconds that it took. */
const SIDES = { laurel: './verification-by-laurel.ts', peer: './verification-by-digital-bazaar.ts' } as const;

interface Times {
  laurel: number[];
  peer: number[];
}

export async function run(): Promise<void> {
  console.log(
    'verify: @digitalcredentials/verifier-core is not among the packages installed here, so not measured',
  );
  const key = await strangerKey();
  for (const [size, skills] of [
    ['small', 1],
    ['large', 52],
  ] as const) {
    const task = await taskOf(key, skills);
    const kilobytes = (task.text.length / 1000).toFixed(1);
    report(`verify, ${size} credential (${kilobytes} kB), warm`, await warmTimes(task));
    report(`verify, ${size} credential (${kilobytes} kB), first`, await coldTimes(task));
  }
}

async function taskOf(key: Multikey, skills: number): Promise<VerificationTask> {
  const credential = openBadgeCredential({
    id: 'urn:uuid:7b1f3a52-0000-4000-8000-00000000be9c',
    issuer: { id: key.controller, name: 'School', url: 'https://school.example' },
    achievement: {
      id: 'https://school.example/achievements/1',
      name: 'Tide tables',
      description: 'Reads tide tables.',
      criteria: 'Read ten.',
      image: 'https://school.example/tide.png',
      alignment: Array.from({ length: skills }, (_, index) => ({
        targetName: `Skill ${index}`,
        targetUrl: `https://skills.example/${index}`,
      })),
    },
    validFrom: '2026-01-01T00:00:00Z',
  });
  return { text: JSON.stringify(await sign(credential, key, NOW)), keyDocuments: didKeyDocuments(key) };
}

/** In turns, so that whatever else the machine does slows both. */
async function warmTimes(task: VerificationTask): Promise<Times> {
  const laurel = start('laurel');
  const peer = start('peer');
  const times: Times = { laurel: [], peer: [] };
  for (let round = 0; round < WARM_UP_ROUNDS + WARM_ROUNDS; round++) {
    const ours = await ask(laurel, task);
    const theirs = await ask(peer, task);
    if (round < WARM_UP_ROUNDS) continue;
    times.laurel.push(ours);
    times.peer.push(theirs);
  }
  laurel.disconnect();
  peer.disconnect();
  return times;
}

async function coldTimes(task: VerificationTask): Promise<Times> {
  const times: Times = { laurel: [], peer: [] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const side of ['laurel', 'peer'] as const) {
      const child = start(side);
      times[side].push(await ask(child, task));
      child.disconnect();
    }
  }
  return times;
}

/**
 * The child loads TypeScript as this process does. It is not given this one's own arguments: with `--eval` among
 * them each child would start this again instead of what it was asked to.
 */
function start(side: keyof typeof SIDES): ChildProcess {
  const child = fork(fileURLToPath(new URL(SIDES[side], import.meta.url)), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`${side}: ended with ${code}`);
  });
  return child;
}

async function ask(child: ChildProcess, task: VerificationTask): Promise<number> {
  child.send(task);
  const [milliseconds] = await once(child, 'message');
  return Number(milliseconds);
}

function report(what: string, { laurel, peer }: Times): void {
  const [ours, theirs] = [median(laurel), median(peer)];
  const ratio = ours / theirs;
  console.log(
    `${what}: ${ours.toFixed(2)} ms, @digitalbazaar/vc ${theirs.toFixed(2)} ms, ratio ${ratio.toFixed(2)} ` +
      `(fastest ${(Math.min(...laurel) / Math.min(...peer)).toFixed(2)}; ` +
      `budget 1: ${ratio <= 1 ? 'met' : 'MISSED'})`,
  );
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
