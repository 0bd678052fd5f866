// The one door to the network: policy, limits, cache and request log. Nothing else in Laurel calls fetch.
// What needs the browser's own answers (leave, whether redirects are guarded) is given by the caller.
export { type AddressRefusal, type GuardedAddress, guardAddress } from './addresses';
export { createFileBudget, type FileBudget, type RequestBudget } from './budget';
export { createDocumentCache, type DocumentCache } from './cache';
export {
  createGuardedFetch,
  type GuardedFetchOptions,
  type Leave,
  type OpenedPicture,
  openPicture,
  type RequestOptions,
} from './guarded-fetch';
export { LIMITS, type Limits, type Purpose } from './limits';
export { createRequestLog, type LoggedRequest, type RequestLog, type RequestWhy } from './log';
export { readPackaged } from './packaged';
export { type PrivateNetworkRule, privateNetworkRules } from './private-network-rules';
export { createRequestQueue, type RequestQueue } from './queue';
export { type FetchReason, FetchRefused } from './reasons';
