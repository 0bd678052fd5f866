// The one door to the network: policy, limits, cache and request log. Nothing else in Laurel calls fetch.
export { type AddressRefusal, type GuardedAddress, guardAddress } from './addresses';
export { type PrivateNetworkRule, privateNetworkRules } from './private-network-rules';
export { type FetchReason, FetchRefused } from './reasons';
