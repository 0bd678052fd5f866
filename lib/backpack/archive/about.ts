// What the archive's JSON files hold, checked when they come back: a damaged file must not break the backpack.
import * as v from 'valibot';
import type { Badge } from '../../credential';
import type { ReportView } from '../../page/views';
import type { EvidenceDocument } from '../../verify';
import type { Collection, OwnIdentity, PersonalMark, SavedBadge, SavedFile, TrustEntry } from '../records';

const text = v.string();
const flag = v.boolean();
const formed = (pattern: RegExp) =>
  v.pipe(
    v.string(),
    v.check((value) => pattern.test(value)),
  );
/** Compared as text, so every one has to have the same form. */
const instant = formed(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?Z$/);
const key = formed(/^[0-9a-f]{32}$/);
const hash = v.pipe(v.string(), v.maxLength(128));

/** What a later Laurel adds stays as it is: a newer backup survives the way through an older Laurel. */
const open = v.looseObject;

const image = open({ url: text, caption: v.exactOptional(text) });
const otherIdentifier = open({ type: v.exactOptional(text), value: text });
const profile = open({
  id: v.exactOptional(text),
  name: v.exactOptional(text),
  url: v.exactOptional(text),
  email: v.exactOptional(text),
  description: v.exactOptional(text),
  image: v.exactOptional(image),
  phone: v.exactOptional(text),
  address: v.exactOptional(text),
  official: v.exactOptional(text),
  parentName: v.exactOptional(text),
  otherIdentifiers: v.exactOptional(v.array(otherIdentifier)),
});
const alignment = open({
  name: text,
  url: v.exactOptional(text),
  description: v.exactOptional(text),
  framework: v.exactOptional(text),
  code: v.exactOptional(text),
  type: v.exactOptional(text),
});
const result = open({
  name: v.exactOptional(text),
  value: v.exactOptional(text),
  status: v.exactOptional(text),
  type: v.exactOptional(text),
  allowed: v.exactOptional(v.array(text)),
  min: v.exactOptional(text),
  max: v.exactOptional(text),
  required: v.exactOptional(text),
  levels: v.exactOptional(
    v.array(
      open({
        name: text,
        description: v.exactOptional(text),
        points: v.exactOptional(text),
        reached: flag,
      }),
    ),
  ),
  alignments: v.exactOptional(v.array(alignment)),
});

const badge = open({
  version: v.picklist(['0.5', '1.0', '1.1', '2.0', '2.1', '3.0']),
  kind: v.picklist(['badge', 'endorsement', 'clr']),
  id: v.exactOptional(text),
  name: text,
  description: v.exactOptional(text),
  achievementId: v.exactOptional(text),
  achievementType: v.exactOptional(text),
  criteria: v.exactOptional(open({ url: v.exactOptional(text), narrative: v.exactOptional(text) })),
  image: v.exactOptional(image),
  awardImage: v.exactOptional(image),
  issuer: profile,
  awardedAt: v.exactOptional(text),
  validFrom: v.exactOptional(text),
  validUntil: v.exactOptional(text),
  recipients: v.array(
    open({
      type: text,
      value: v.exactOptional(text),
      hash: v.exactOptional(text),
      salt: v.exactOptional(text),
    }),
  ),
  narrative: v.exactOptional(text),
  evidence: v.array(
    open({
      url: v.exactOptional(text),
      name: v.exactOptional(text),
      description: v.exactOptional(text),
      narrative: v.exactOptional(text),
      genre: v.exactOptional(text),
      audience: v.exactOptional(text),
    }),
  ),
  alignments: v.array(alignment),
  tags: v.array(text),
  results: v.array(result),
  creditsEarned: v.exactOptional(v.number()),
  licenseNumber: v.exactOptional(text),
  role: v.exactOptional(text),
  term: v.exactOptional(text),
  language: v.exactOptional(text),
  links: v.array(text),
  creator: v.exactOptional(profile),
  source: v.exactOptional(profile),
  creditsAvailable: v.exactOptional(v.number()),
  fieldOfStudy: v.exactOptional(text),
  specialization: v.exactOptional(text),
  humanCode: v.exactOptional(text),
  edition: v.exactOptional(text),
  activityStart: v.exactOptional(text),
  activityEnd: v.exactOptional(text),
  related: v.exactOptional(
    v.array(open({ id: text, edition: v.exactOptional(text), language: v.exactOptional(text) })),
  ),
  otherIdentifiers: v.exactOptional(v.array(otherIdentifier)),
  terms: v.exactOptional(v.array(text)),
  refreshAddress: v.exactOptional(text),
  associations: v.exactOptional(v.array(open({ type: text, sourceId: text, targetId: text }))),
  achievements: v.exactOptional(
    v.array(open({ id: v.exactOptional(text), name: text, type: v.exactOptional(text) })),
  ),
  partial: v.exactOptional(flag),
}) satisfies v.GenericSchema<unknown, Badge>;

const sealer = open({
  kind: v.picklist(['domain', 'platform', 'key', 'none']),
  value: v.exactOptional(text),
  account: v.exactOptional(text),
});
const verdict = v.picklist([
  'verified',
  'not-valid',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'could-not-check',
]);
const evidence = {
  url: text,
  time: text,
  status: v.number(),
  mediaType: text,
  sha256: hash,
  finalUrl: v.exactOptional(text),
  headers: v.exactOptional(v.record(text, text)),
};
const reportFields = {
  verdict,
  subject: open({ id: v.exactOptional(text), kind: v.picklist(['badge', 'endorsement', 'clr']) }),
  badge: v.exactOptional(badge),
  sealer,
  checks: v.array(
    open({
      id: text,
      outcome: v.picklist(['passed', 'warning', 'failed', 'unknown', 'skipped']),
      code: text,
      params: v.exactOptional(v.record(text, text)),
      about: v.exactOptional(text),
    }),
  ),
  needs: v.array(text),
  recipient: open({
    outcome: v.picklist(['match', 'mismatch', 'not-comparable', 'not-asked', 'not-bound']),
    matched: v.exactOptional(v.number()),
  }),
  evidence: v.array(open(evidence)),
  checkedAt: instant,
  quiet: v.exactOptional(v.literal(true)),
};
const report: v.GenericSchema<unknown, ReportView> = open({
  ...reportFields,
  parts: v.array(v.lazy(() => report)),
  endorsements: v.array(v.lazy(() => report)),
});

export const reportsSchema = v.array(report);

const answer = v.picklist([...verdict.options, 'verified-with-notes', 'not-checked']);
const stamp = v.exactOptional(instant);
const changed = v.exactOptional(open({ tags: stamp, notes: stamp, favourite: stamp, owner: stamp }));
const versions = open({
  heads: v.array(open({ stamp: text, value: text })),
  seen: v.array(text),
  order: v.exactOptional(open({ at: instant, values: v.array(text) })),
});
const record = {
  id: key,
  awardKeys: v.pipe(v.array(key), v.maxLength(100)),
  digest: formed(/^[0-9a-f]{64}$/),
  savedAt: instant,
  foundAt: v.exactOptional(text),
  documentForm: v.picklist(['json', 'jws', 'address']),
  badge: v.exactOptional(badge),
  claimedName: v.exactOptional(text),
  answer,
  sealer,
  checkedAt: v.exactOptional(instant),
  tags: v.array(text),
  notes: text,
  favourite: flag,
  owner: v.exactOptional(v.picklist(['mine', 'other'])),
  changed,
  versions: v.exactOptional(open({ tags: v.exactOptional(versions), notes: v.exactOptional(versions) })),
};
const savedRecord = open(record) satisfies v.GenericSchema<unknown, Omit<SavedBadge, 'documentText'>>;

/** `about.json` of one badge: everything but the bytes, which lie beside it. */
export const aboutSchema = open({
  badge: savedRecord,
  document: text,
  files: v.array(
    open({
      /** `sha256` of the bytes as they are; `noted`: when they were saved, where that is another. */
      role: v.picklist(['original', 'picture']),
      name: text,
      mediaType: text,
      file: text,
      sha256: hash,
      noted: v.exactOptional(hash),
    }),
  ),
  /** `sha256` as the check noted it; `file` is named after the bytes as they are. */
  evidence: v.array(open({ ...evidence, file: text })),
});
export type About = v.InferOutput<typeof aboutSchema>;

const { id: _onlyHere, ...sharedRecord } = record;
const sharedFile = formed(/^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}.-]{0,120}$/u);
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A badge in a folder that devices share (`folder/shared-badge.ts`). */
export const sharedBadgeSchema = open({
  format: v.literal('laurel-badge'),
  key,
  life: whole,
  saves: v.array(instant),
  badge: open({ ...sharedRecord, documentText: text }),
  files: v.array(
    open({
      role: v.picklist(['original', 'picture']),
      name: text,
      mediaType: text,
      file: sharedFile,
      sha256: hash,
    }),
  ),
  reports: reportsSchema,
  evidence: v.array(open({ ...evidence, file: sharedFile })),
});

const stamps = v.exactOptional(v.array(text));
const shares = v.record(
  text,
  open({ life: whole, saves: v.array(instant), changed: v.unwrap(changed), stamps }),
);
/** What devices arranged in a folder that they share (`folder/registers.ts`). */
export const sharedArrangementSchema = open({
  format: v.literal('laurel-arrangement'),
  registers: v.record(
    text,
    open({
      at: instant,
      value: v.exactOptional(v.unknown()),
      versions: v.exactOptional(versions),
      stamps,
    }),
  ),
  gone: shares,
});

export const manifestSchema = open({
  format: text,
  version: v.pipe(v.number(), v.integer()),
  createdAt: instant,
  badges: v.pipe(v.number(), v.integer()),
});

export const collectionsSchema = v.array(
  open({
    id: text,
    name: text,
    description: text,
    order: v.number(),
    badgeIds: v.array(key),
    createdAt: instant,
    changed: v.exactOptional(open({ name: stamp, description: stamp })),
  }),
) satisfies v.GenericSchema<unknown, Collection[]>;

export const trustEntrySchema = open({
  id: text,
  kind: v.picklist(['domain', 'platform', 'key']),
  value: text,
  account: v.exactOptional(text),
  decision: v.picklist(['trusted', 'distrusted', 'undecided']),
  name: v.exactOptional(text),
  since: text,
  note: v.exactOptional(text),
  alwaysCheck: v.exactOptional(flag),
}) satisfies v.GenericSchema<unknown, TrustEntry>;
export const trustSchema = v.array(trustEntrySchema);

export const identitySchema = open({ type: text, value: text, addedAt: text }) satisfies v.GenericSchema<
  unknown,
  OwnIdentity
>;
export const identitiesSchema = v.array(identitySchema);

export const markSchema = open({
  kind: v.picklist(['words', 'symbol', 'picture']),
  value: v.pipe(v.string(), v.maxLength(400_000)),
}) satisfies v.GenericSchema<unknown, PersonalMark>;

/** The same as it is written: the schema's own type is open to fields of later versions. */
export interface WrittenAbout {
  badge: Omit<SavedBadge, 'documentText'>;
  document: string;
  files: {
    role: SavedFile['role'];
    name: string;
    mediaType: string;
    file: string;
    sha256: string;
    noted?: string;
  }[];
  evidence: (Omit<EvidenceDocument, 'bytes'> & { file: string })[];
}
