// What page scripts need of the messages, and nothing more: the table itself (messages.ts) brings a validation
// library, which a script on every page can not afford. Page scripts import this file directly.
import { browser } from 'wxt/browser';
import type { Answers, PageRequestName, PageRequests, RequestName, RequestOf } from './messages';

export interface Envelope<N extends string = string> {
  laurel: N;
  payload: unknown;
}

/** `internal`: the one who answers failed; its console says how. `unanswered`: nobody was there to answer. */
export type FailureCode = 'not-allowed' | 'bad-request' | 'internal' | 'unanswered';

/** What travels back. */
export type Reply<Answer = unknown> = { answer: Answer } | { failed: FailureCode };

/** A request that brought no answer; `code` says why, the message is for developers only. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  constructor(
    readonly request: string,
    readonly code: FailureCode,
  ) {
    super(`${request}: ${code}`);
  }
}

/**
 * Asks the worker. Rejects with `RequestFailed`, or with the browser's own error when the extension was
 * reloaded or the worker died mid-answer.
 */
export async function ask<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<Answers[N]> {
  const envelope: Envelope<N> = { laurel: name, payload };
  // What comes back was made by `answerRequests`, whose handlers are typed by the same table.
  const reply = (await browser.runtime.sendMessage(envelope)) as Reply<Answers[N]> | undefined;
  if (reply === undefined || reply === null) throw new RequestFailed(name, 'unanswered');
  if ('failed' in reply) throw new RequestFailed(name, reply.failed);
  return reply.answer;
}

/** The same for page scripts, which only go on where there is an answer; undefined where the worker has none. */
export async function askIfAny<N extends RequestName>(
  name: N,
  payload: RequestOf<N>,
): Promise<Answers[N] | undefined> {
  const envelope: Envelope<N> = { laurel: name, payload };
  // See `ask`.
  const reply = (await browser.runtime.sendMessage(envelope)) as { answer?: Answers[N] } | undefined;
  return reply?.answer;
}

/** Tells the worker; what it answers does not matter. Rejects when the extension was reloaded or the worker died. */
export async function tell<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<void> {
  const envelope: Envelope<N> = { laurel: name, payload };
  await browser.runtime.sendMessage(envelope);
}

/** They answer at once: what fails is the browser's to report, and who asked hears nothing. */
export type PageHandlers = {
  [N in PageRequestName]?: (payload: PageRequests[N]['payload']) => PageRequests[N]['answer'];
};

/**
 * Answers what the worker and Laurel's pages ask of this page's script, until `signal` aborts. Two scripts of
 * one page may each answer their own requests.
 */
export function answerPageRequests(handlers: PageHandlers, signal: AbortSignal): void {
  const listener = (
    message: unknown,
    sender: { id?: string; tab?: unknown },
    respond: (reply: Reply) => void,
  ) => {
    // Other page scripts carry a tab and have no business here.
    if (sender.id !== browser.runtime.id || sender.tab !== undefined || !isEnvelope(message)) return false;
    if (!Object.hasOwn(handlers, message.laurel)) return false;
    // The name was looked up in the table that types its payload; the sender is Laurel itself.
    const handler = handlers[message.laurel as PageRequestName] as (payload: unknown) => unknown;
    // Messages drop `undefined`; null tells an answer without content from no answer at all.
    respond({ answer: handler(message.payload) ?? null });
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener), { once: true });
}

export function isEnvelope(message: unknown): message is Envelope {
  // Whatever it is, reading a name of it is safe; the table refuses a payload that is missing.
  return typeof (message as Partial<Envelope> | null | undefined)?.laurel === 'string';
}

/** Runs a handler and sends its answer; what went wrong inside stays in this context's console. */
export async function reply(handle: () => unknown, respond: (reply: Reply) => void): Promise<void> {
  try {
    respond({ answer: await handle() });
  } catch (error) {
    console.error(error);
    respond({ failed: 'internal' });
  }
}
