// Whether the signature around a document within a credential holds for it as it stands there.
import { speaksPlainly } from '../jsonld/signed-view';
import { isJsonObject, type JsonObject } from '../parse-json';

/** Terms whose members are documents of their own, with contexts of their own. */
const HOLDS_DOCUMENTS: ReadonlySet<string> = new Set([
  'verifiableCredential',
  'endorsement',
  'endorsementJwt',
  'proof',
]);

/**
 * A signature over RDF statements holds for the JSON of a document within only when nothing on the way to it
 * can give another meaning to the names that lead there: known contexts, at the top alone.
 */
export function placesNestedPlainly(unsecured: JsonObject): boolean {
  const { '@context': _, ...rest } = unsecured;
  return speaksPlainly(unsecured) && !hasInnerContext(rest);
}

function hasInnerContext(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasInnerContext);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) => key === '@context' || (!HOLDS_DOCUMENTS.has(key) && hasInnerContext(item)),
  );
}
