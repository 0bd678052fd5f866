/** Why a request was not made or brought nothing. `host`: the host did not answer in a usable way. */
export type FetchReason = 'consent' | 'permission' | 'offline' | 'guard' | 'limit' | 'host';

/** What a guarded fetch rejects with. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  constructor(
    readonly reason: FetchReason,
    readonly host: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${host}`, options);
  }
}
