// The one door to the network: policy, limits, cache and request log. Nothing else in Laurel calls fetch.
export { FetchRefused, type FetchReason } from './reasons';
