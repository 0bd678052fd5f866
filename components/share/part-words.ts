// What the places of a badge's document are called to a person.
import { i18n } from '#i18n';
import type { Content } from '../../lib/share';

/** Keys of the locale file under `share.parts`. */
const PLACES = {
  link: 'link',
  id: 'id',
  name: 'name',
  description: 'description',
  image: 'image',
  validFrom: 'validFrom',
  validUntil: 'validUntil',
  issuanceDate: 'validFrom',
  expirationDate: 'validUntil',
  awardedDate: 'awardedDate',
  issuer: 'issuer',
  'issuer/id': 'issuerId',
  'issuer/name': 'issuerName',
  'issuer/url': 'issuerUrl',
  'issuer/image': 'issuerImage',
  'issuer/email': 'issuerEmail',
  'issuer/description': 'issuerDescription',
  'credentialSubject/id': 'subjectId',
  'credentialSubject/identifier': 'identifier',
  'credentialSubject/narrative': 'narrative',
  'credentialSubject/role': 'role',
  'credentialSubject/term': 'term',
  'credentialSubject/activityStartDate': 'activityStart',
  'credentialSubject/activityEndDate': 'activityEnd',
  'credentialSubject/creditsEarned': 'credits',
  'credentialSubject/licenseNumber': 'license',
  'credentialSubject/result': 'result',
  'credentialSubject/source': 'source',
  'credentialSubject/image': 'image',
  'credentialSubject/achievement/id': 'achievementId',
  'credentialSubject/achievement/name': 'achievementName',
  'credentialSubject/achievement/description': 'achievementDescription',
  'credentialSubject/achievement/criteria': 'criteria',
  'credentialSubject/achievement/image': 'achievementImage',
  'credentialSubject/achievement/achievementType': 'achievementType',
  'credentialSubject/achievement/tag': 'tags',
  'credentialSubject/achievement/alignment': 'alignment',
  'credentialSubject/achievement/creator': 'creator',
  'credentialSubject/achievement/creditsAvailable': 'creditsAvailable',
  'credentialSubject/achievement/fieldOfStudy': 'fieldOfStudy',
  'credentialSubject/achievement/humanCode': 'humanCode',
  'credentialSubject/achievement/inLanguage': 'language',
  'credentialSubject/achievement/otherIdentifier': 'otherIdentifier',
  'credentialSubject/achievement/related': 'related',
  'credentialSubject/achievement/resultDescription': 'resultDescription',
  'credentialSubject/achievement/specialization': 'specialization',
  'credentialSubject/achievement/version': 'version',
  evidence: 'evidence',
  credentialStatus: 'status',
  credentialSchema: 'schema',
  refreshService: 'refresh',
  termsOfUse: 'terms',
  endorsement: 'endorsement',
  endorsementJwt: 'endorsement',
  // Open Badges before 3.0.
  recipient: 'identifier',
  issuedOn: 'awardedDate',
  expires: 'validUntil',
  narrative: 'narrative',
  verification: 'verification',
  verify: 'verification',
  badge: 'badge',
  'badge/id': 'achievementId',
  'badge/name': 'achievementName',
  'badge/description': 'achievementDescription',
  'badge/criteria': 'criteria',
  'badge/image': 'achievementImage',
  'badge/tags': 'tags',
  'badge/alignment': 'alignment',
  'badge/issuer': 'issuer',
  'badge/issuer/id': 'issuerId',
  'badge/issuer/name': 'issuerName',
  'badge/issuer/url': 'issuerUrl',
  'badge/issuer/email': 'issuerEmail',
  'badge/issuer/image': 'issuerImage',
  'badge/issuer/description': 'issuerDescription',
} as const;

/** A place without words of its own is called as the document calls it. */
export function partInWords({ place, number }: Pick<Content, 'place' | 'number'>): string {
  const part = isKnown(place) ? i18n.t(`share.parts.${PLACES[place]}`) : asWritten(place);
  return number === undefined ? part : i18n.t('share.parts.numbered', { part, number: String(number) });
}

function isKnown(place: string): place is keyof typeof PLACES {
  return Object.hasOwn(PLACES, place);
}

/** `credentialSubject/achievement/alignment/targetCode`: `alignment, target code`. */
function asWritten(place: string): string {
  return place
    .replace(/^credentialSubject\/(?:achievement\/)?(?=.)/, '')
    .split('/')
    .map((token) => token.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase())
    .join(', ');
}
