// Stands in for jsonld's network loader: contexts are bundled, never fetched behind lib/net's back.
function refuse(): never {
  throw new Error('jsonld must not fetch: contexts are bundled');
}
export const httpClient = { get: refuse };
export const kyPromise = Promise.resolve({ get: refuse });
