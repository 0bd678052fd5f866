// How long a whole verification takes, beside others with the same credential: embedded proofs beside
// @digitalbazaar/vc and @digitalcredentials/verifier-core, VC-JWTs beside jose. Each side lives in processes of its
// own, so that neither profits from what the other compiled or cached. Budget: an embedded proof is never slower than
// by @digitalbazaar/vc, neither warm nor at the first verification after a start. jose is told for comparison: it
// checks the signature and the times, and reads no badge. Where there is a Chromium, the same in real workers.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { jwtKey, openBadgeCredential, sign, signJwt, strangerKey } from '../tests/sites/signing';
import { didKeyDocuments, NOW, type VerificationTask } from './verification-task';
import { note, type Peer, report, type Side, type Times } from './verification-times';
import { compareInWorkers } from './verify-in-worker';

const WARM_UP_ROUNDS = 150;
const WARM_ROUNDS = 300;
const COLD_ROUNDS = 15;

/** One entry a side: the module that answers a task with the milliseconds that it took. */
const SIDES = {
  laurel: './verification-by-laurel.ts',
  '@digitalbazaar/vc': './verification-by-digital-bazaar.ts',
  '@digitalcredentials/verifier-core': './verification-by-digital-credentials.ts',
  jose: './verification-by-jose.ts',
} as const satisfies Record<Side, string>;

export async function run(): Promise<void> {
  const key = await strangerKey();
  const tasks = { 'small credential': await taskOf(key, 1), 'large credential': await taskOf(key, 52) };
  for (const [what, task] of Object.entries(tasks)) {
    await compare(what, task, ['@digitalbazaar/vc', '@digitalcredentials/verifier-core']);
  }
  await compareInWorkers(tasks);
  const jwt = await jwtKey(
    'EdDSA',
    (jwk) => `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}#0`,
  );
  const issuer = jwt.kid.replace('#0', '');
  const text = await signJwt({ ...badgeOf(issuer, 1), issuer: { id: issuer } }, jwt);
  await compare('VC-JWT', { text, keyDocuments: {} }, ['jose']);
}

async function compare(what: string, task: VerificationTask, peers: readonly Peer[]): Promise<void> {
  const kilobytes = (task.text.length / 1000).toFixed(1);
  report(`verify, ${what} (${kilobytes} kB), warm`, await warmTimes(task, peers));
  report(`verify, ${what} (${kilobytes} kB), first of a process`, await coldTimes(task, peers));
}

function badgeOf(issuerId: string, skills: number) {
  return openBadgeCredential({
    id: 'urn:uuid:7b1f3a52-0000-4000-8000-00000000be9c',
    issuer: { id: issuerId, name: 'School', url: 'https://school.example' },
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
}

async function taskOf(key: Multikey, skills: number): Promise<VerificationTask> {
  const signed = await sign(badgeOf(key.controller, skills), key, NOW);
  return { text: JSON.stringify(signed), keyDocuments: didKeyDocuments(key) };
}

/** In turns, so that whatever else the machine does slows all. */
async function warmTimes(task: VerificationTask, peers: readonly Peer[]): Promise<Times> {
  const sides = (['laurel', ...peers] as const).map((side) => ({ side, child: start(side) }));
  const times: Times = new Map();
  for (let round = 0; round < WARM_UP_ROUNDS + WARM_ROUNDS; round++) {
    for (const { side, child } of sides) {
      const milliseconds = await ask(child, task);
      if (round >= WARM_UP_ROUNDS) note(times, side, milliseconds);
    }
  }
  for (const { child } of sides) child.disconnect();
  return times;
}

async function coldTimes(task: VerificationTask, peers: readonly Peer[]): Promise<Times> {
  const times: Times = new Map();
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const side of ['laurel', ...peers] as const) {
      const child = start(side);
      note(times, side, await ask(child, task));
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
