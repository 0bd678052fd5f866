// The plain names of the bundled contexts, by the IRIs that they stand for.
//
// Compacting with a context of the document's choice does not give these names back reliably: context 3.0.0 has one
// IRI for the class `Achievement` and the property `achievement`, and types that no value carries. The bundled
// contexts agree on the name of every property, and nearly always it is the end of the IRI. Walking them for the
// names would cost every first badge after a start milliseconds: tests/unit/verify/vocabulary.test.ts does it instead.

const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const OB_DRAFT = 'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#';

/** Vocabularies of Open Badges and its credentials, also of contexts that are fetched on demand: any word of them. */
const NAMED_BY_THEIR_END: readonly string[] = [
  'https://www.w3.org/2018/credentials#',
  'https://www.w3.org/ns/credentials/status#',
  'https://w3id.org/vc/status-list#',
  'https://w3id.org/vc-revocation-list-2020#',
  OB,
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#',
  OB_DRAFT,
];

/** Words of everybody's vocabularies: only those that a bundled context uses. `end:name` where they differ. */
const PROPERTIES = namesOf({
  [OB]:
    'Profile:creator Criteria:criteria Achievement:achievement achievement-0:achievement ' +
    'CountryCode:addressCountryCode GeoCoordinates:geo Address:address PhoneNumber:phone Image:image',
  [OB_DRAFT]:
    'Profile:creator Achievement:achievement Alignment:alignment Identifier:identifier Result:result ' +
    'CountryCode:addressCountryCode GeoCoordinates:geo Address:address PhoneNumber:phone ' +
    'RubricCriterionLevel:rubricCriterionLevel',
  'https://schema.org/':
    'name description url value caption audience genre inLanguage encodingFormat:mediaType keywords:tag ' +
    'targetName targetUrl targetDescription targetFramework email givenName familyName additionalName ' +
    'honorificPrefix honorificSuffix streetAddress postalCode postOfficeBoxNumber addressLocality ' +
    'addresLocality:addressLocality addressRegion addressCountry latitude longitude',
  'https://w3id.org/security#':
    'proof proofPurpose proofValue verificationMethod cryptosuite challenge domain nonce jws previousProof ' +
    'expiration:expires digestMultibase controller revoked owner assertionMethod ' +
    'authenticationMethod:authentication capabilityDelegationMethod:capabilityDelegation ' +
    'capabilityInvocationMethod:capabilityInvocation keyAgreementMethod:keyAgreement publicKey publicKeyMultibase ' +
    'publicKeyBase58 publicKeyPem publicKeyWif publicKeyService secretKeyMultibase privateKey privateKeyPem ' +
    'signature signatureValue signingAlgorithm:signatureAlgorithm authenticationTag canonicalizationAlgorithm ' +
    'normalizationAlgorithm cipherAlgorithm cipherData cipherKey digestAlgorithm digestValue encryptionKey ' +
    'initializationVector iterationCount password salt',
  'http://purl.org/dc/terms/': 'created creator',
  'https://www.iana.org/assignments/jwt#': 'aud cnf kid jwk exp iat nbf',
  'https://www.iana.org/assignments/jose#': 'iss jku kid sub x5u',
});
const TYPES = namesOf({
  [OB_DRAFT]: 'IdentityImage:Image',
  'https://schema.org/': 'Alignment AlignmentObject:Alignment',
  'https://w3id.org/security#':
    'DataIntegrityProof Multikey Key:CryptographicKey Ed25519Signature2018 Ed25519Signature2020 ' +
    'Ed25519VerificationKey2020 EcdsaSecp256k1Signature2019 EcdsaSecp256r1Signature2019 RsaSignature2018 ' +
    'EcdsaKoblitzSignature2016 GraphSignature2012 LinkedDataSignature2015 LinkedDataSignature2016 EncryptedMessage',
  'https://purl.imsglobal.org/spec/vccs/v1p0/context.json#': '1EdTechJsonSchemaValidator2019',
  'https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#': '1EdTechRevocationList',
  'https://purl.imsglobal.org/spec/vccr/v1p0/context.json#': '1EdTechCredentialRefresh',
});

/** `https://www.w3.org/2018/credentials#validUntil` -> `validUntil`; IRIs of other vocabularies stay whole. */
export function propertyName(iri: string): string {
  return PROPERTIES.get(iri) ?? endOf(iri);
}

export function typeName(iri: string): string {
  return TYPES.get(iri) ?? endOf(iri);
}

function endOf(iri: string): string {
  const vocabulary = NAMED_BY_THEIR_END.find((start) => iri.startsWith(start));
  return vocabulary === undefined ? iri : iri.slice(vocabulary.length);
}

function namesOf(vocabularies: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(vocabularies).flatMap(([vocabulary, words]) =>
      words.split(' ').map((word) => {
        const [end = '', name = end] = word.split(':');
        return [vocabulary + end, name] as const;
      }),
    ),
  );
}
