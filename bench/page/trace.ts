// What the browser's own trace tells of one extension's page scripts: processor time of what it called, and the
// largest share of a task by sampled stacks.

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Processor time of the thread, where the browser tells it. */
  tdur?: number;
  id?: string;
  args?: {
    data?: {
      url?: string;
      startTime?: number;
      timeDeltas?: number[];
      cpuProfile?: {
        nodes?: { id: number; parent?: number; callFrame: { url?: string } }[];
        samples?: number[];
      };
    };
  };
}

export interface ScriptTime {
  /** Processor time, in ms: compiling, the script itself, and each call into it. */
  total: number;
  /** The largest share of one task, in ms of wall time. */
  longestTask: number;
}

const CALLS = new Set(['v8.compile', 'EvaluateScript', 'FunctionCall']);

/** For scripts whose address starts with `origin`. The trace needs calls, the CPU profiler and top-level tasks. */
export function scriptTime(trace: Uint8Array, origin: string): ScriptTime {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] };
  const profiles = new Map<string, { clock: number; inside: Map<number, boolean> }>();
  const spent: { pid: number; tid: number; at: number; time: number }[] = [];
  const threads = new Map<string, number>();
  const chunks = traceEvents
    .filter(({ name }) => name === 'Profile' || name === 'ProfileChunk')
    .toSorted((one, other) => one.ts - other.ts);
  for (const { name, pid, tid, id, args } of chunks) {
    const key = `${pid} ${id}`;
    if (name === 'Profile') {
      profiles.set(key, { clock: args?.data?.startTime ?? 0, inside: new Map() });
      threads.set(key, tid);
      continue;
    }
    const profile = profiles.get(key);
    const data = args?.data;
    if (!profile || !data) continue;
    for (const node of data.cpuProfile?.nodes ?? []) {
      const own = node.callFrame.url?.startsWith(origin) ?? false;
      profile.inside.set(node.id, own || (profile.inside.get(node.parent ?? -1) ?? false));
    }
    const deltas = data.timeDeltas ?? [];
    (data.cpuProfile?.samples ?? []).forEach((sample, index) => {
      const time = deltas[index] ?? 0;
      profile.clock += time;
      if (!profile.inside.get(sample)) return;
      spent.push({ pid, tid: threads.get(key) ?? tid, at: profile.clock, time: Math.max(time, 0) });
    });
  }
  const ours = (event: TraceEvent) =>
    spent.some(
      ({ pid, tid, at }) =>
        pid === event.pid && tid === event.tid && at >= event.ts && at <= event.ts + (event.dur ?? 0),
    );
  // Microtasks have no script of their own in the trace: those are ours in which a stack of ours was seen.
  const calls = traceEvents.filter(
    (event) =>
      event.ph === 'X' &&
      ((CALLS.has(event.name) && event.args?.data?.url?.startsWith(origin)) ||
        (event.name === 'RunMicrotasks' && ours(event))),
  );
  const outermost = calls.filter((inner) => !calls.some((outer) => outer !== inner && holds(outer, inner)));
  const total = outermost.reduce((sum, { tdur, dur = 0 }) => sum + (tdur ?? dur), 0) / 1000;

  const tasks = traceEvents.filter(({ name, ph }) => ph === 'X' && /RunTask$/.test(name));
  let longestTask = 0;
  for (const task of tasks) {
    const end = task.ts + (task.dur ?? 0);
    if ((task.dur ?? 0) < 1000) continue;
    let share = 0;
    for (const { pid, tid, at, time } of spent) {
      if (pid === task.pid && tid === task.tid && at >= task.ts && at <= end) share += time;
    }
    longestTask = Math.max(longestTask, share / 1000);
  }
  return { total, longestTask };
}

function holds(outer: TraceEvent, inner: TraceEvent): boolean {
  return (
    outer.pid === inner.pid &&
    outer.tid === inner.tid &&
    outer.ts <= inner.ts &&
    outer.ts + (outer.dur ?? 0) >= inner.ts + (inner.dur ?? 0)
  );
}
