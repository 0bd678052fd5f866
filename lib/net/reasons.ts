/** Why a request was not made or brought nothing. `host`: the host did not answer in a usable way. */
export type FetchReason = 'consent' | 'permission' | 'offline' | 'guard' | 'limit' | 'host';

/** What a guarded fetch rejects with. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  /**
   * `every-site`: the host sent Laurel on to an address that it does not name, and only with access to every
   * site can the browser stop a redirect into a private network. Access to `host` alone does not help.
   */
  readonly wants?: 'every-site';
  constructor(
    readonly reason: FetchReason,
    readonly host: string,
    options?: ErrorOptions & { wants?: 'every-site' },
  ) {
    super(`${reason}: ${host}`, options);
    if (options?.wants !== undefined) this.wants = options.wants;
  }
}
