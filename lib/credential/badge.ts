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
}
