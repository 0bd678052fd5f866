// One model for every Open Badges version: what a badge says, whatever words its version used to say it.

export type BadgeVersion = '0.5' | '1.0' | '1.1' | '2.0' | '2.1' | '3.0';

export interface Badge {
  version: BadgeVersion;
  kind: 'badge' | 'endorsement' | 'clr';
  /** The award's identity: hosted Assertion address or credential id. */
  id?: string;
  name: string;
  description?: string;
  achievementId?: string;
  achievementType?: string;
  criteria?: Criteria;
  /** The picture that the credential declares: an https or data: address, never the picture on the page. */
  image?: DeclaredImage;
  /** Of this one award, where the issuer declares it beside the picture that all awards of the badge share. */
  awardImage?: DeclaredImage;
  issuer: Profile;
  /** ISO 8601, as the credential gives it. `awardedAt` is awardedDate, issuedOn or, failing both, validFrom. */
  awardedAt?: string;
  validFrom?: string;
  validUntil?: string;
  recipients: RecipientIdentity[];
  narrative?: string;
  evidence: Evidence[];
  alignments: Alignment[];
  tags: string[];
  results: Result[];
  creditsEarned?: number;
  licenseNumber?: string;
  role?: string;
  term?: string;
  language?: string;
  /** Addresses of pages about this award that a person can open. */
  links: string[];
  /** Who devised the achievement, where that is not the issuer. */
  creator?: Profile;
  /** Where what is awarded took place, in the issuer's words: a school, a workplace. */
  source?: Profile;
  creditsAvailable?: number;
  fieldOfStudy?: string;
  specialization?: string;
  /** Course code and the like, as people write it. */
  humanCode?: string;
  /** The achievement's own edition. */
  edition?: string;
  /** ISO 8601. */
  activityStart?: string;
  activityEnd?: string;
  related?: RelatedAchievement[];
  /** Of the achievement. */
  otherIdentifiers?: OtherIdentifier[];
  /** Terms of use: addresses or names. */
  terms?: string[];
  /** Where the issuer offers a newer edition of this award; asked only when the person wants it. */
  refreshAddress?: string;
  /** CLR: how its achievements belong together; ids are those of achievements. */
  associations?: Association[];
  /** CLR: achievements that the collection itself describes. */
  achievements?: NamedAchievement[];
  /** CLR: the issuer says that this is not all. */
  partial?: boolean;
}

export interface RelatedAchievement {
  id: string;
  edition?: string;
  language?: string;
}
export interface OtherIdentifier {
  /** `sourcedId`, `systemId`, `productId`, ... */
  type?: string;
  value: string;
}
export interface Association {
  /** `isChildOf`, `isParentOf`, `isPartOf`, `precedes`, ... */
  type: string;
  sourceId: string;
  targetId: string;
}
export interface NamedAchievement {
  id?: string;
  name: string;
  type?: string;
}

export interface DeclaredImage {
  url: string;
  caption?: string;
}
export interface Criteria {
  url?: string;
  /** Markdown; untrusted. */
  narrative?: string;
}
/** Words that an issuer says of itself; proven identity is `Report.sealer`. */
export interface Profile {
  id?: string;
  name?: string;
  url?: string;
  email?: string;
  description?: string;
  image?: DeclaredImage;
  phone?: string;
  /** On one line, as far as it is given. */
  address?: string;
  /** The person who signs for an organisation. */
  official?: string;
  parentName?: string;
  otherIdentifiers?: OtherIdentifier[];
}
export interface RecipientIdentity {
  /** `email`, `url`, `telephone`, `id` (credentialSubject.id), `name`, or the version's own identityType. */
  type: string;
  /** Plain value; left out when hashed. */
  value?: string;
  hash?: string;
  salt?: string;
}
export interface Evidence {
  url?: string;
  name?: string;
  description?: string;
  narrative?: string;
  genre?: string;
  audience?: string;
}
export interface Alignment {
  name: string;
  url?: string;
  description?: string;
  framework?: string;
  code?: string;
  type?: string;
}
export interface Result {
  name?: string;
  value?: string;
  status?: string;
  /** `LetterGrade`, `Percent`, `RubricCriterionLevel`, ... */
  type?: string;
  /** Lowest first. */
  allowed?: string[];
  min?: string;
  max?: string;
  /** Value or level that had to be reached. */
  required?: string;
  /** The rubric that the result was read off, in its own order. */
  levels?: RubricLevel[];
  alignments?: Alignment[];
}
export interface RubricLevel {
  name: string;
  description?: string;
  points?: string;
  /** This is the level that was reached. */
  reached: boolean;
}
