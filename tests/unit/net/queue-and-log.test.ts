import { describe, expect, it, vi } from 'vitest';
import { createRequestLog, createRequestQueue, type LoggedRequest } from '../../../lib/net';

async function running(queue: ReturnType<typeof createRequestQueue>, hosts: string[]) {
  const turns = hosts.map((host) => ({ host, give: undefined as (() => void) | undefined }));
  for (const turn of turns) {
    void queue.enter(turn.host).then((give) => {
      turn.give = give;
    });
  }
  await Promise.resolve();
  await Promise.resolve();
  return turns;
}
const started = (turns: { give: (() => void) | undefined }[]) =>
  turns.filter(({ give }) => give !== undefined).length;

describe('createRequestQueue', () => {
  it('lets two run to one host and eight overall', async () => {
    expect(started(await running(createRequestQueue(), ['a', 'a', 'a']))).toBe(2);
    expect(started(await running(createRequestQueue(), [...'aabbccddeeff']))).toBe(8);
  });
  it('is not held up by a busy host', async () => {
    const turns = await running(createRequestQueue(), ['a', 'a', 'a', 'b']);
    expect(turns.map(({ give }) => give !== undefined)).toEqual([true, true, false, true]);
  });
  it('starts the next in order, once for each turn given back', async () => {
    const turns = await running(createRequestQueue({ perHost: 1 }), ['a', 'a', 'a']);
    turns[0]?.give?.();
    turns[0]?.give?.();
    await vi.waitFor(() => expect(started(turns)).toBe(2));
    expect(turns[2]?.give).toBeUndefined();
  });
  it('forgets who stops waiting', async () => {
    const queue = createRequestQueue({ perHost: 1 });
    const give = await queue.enter('a');
    const controller = new AbortController();
    const waiting = queue.enter('a', controller.signal);
    const last = queue.enter('a');
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    give();
    expect(await last).toBeTypeOf('function');
  });
});

describe('createRequestLog', () => {
  const entry = (host: string): LoggedRequest => ({
    time: '2026-11-23T00:00:00.000Z',
    host,
    url: `https://${host}/`,
    purpose: 'document',
    why: 'click',
    outcome: 'answered',
  });
  it('keeps the newest', () => {
    const log = createRequestLog({ keep: 2 });
    for (const host of ['a', 'b', 'c']) log.add(entry(host));
    expect(log.list().map(({ host }) => host)).toEqual(['b', 'c']);
  });
  it('goes on from what was kept, and tells each change', () => {
    const onChange = vi.fn();
    const log = createRequestLog({ entries: [entry('a')], onChange });
    log.add(entry('b'));
    log.clear();
    expect(onChange.mock.calls.map(([entries]) => entries.length)).toEqual([2, 0]);
  });
});
