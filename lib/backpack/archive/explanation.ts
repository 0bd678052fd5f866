import {
  ABOUT,
  COLLECTIONS,
  FORMAT,
  IDENTITIES,
  INDEX,
  MANIFEST,
  MARK,
  REPORTS,
  TRUST,
  VERSION,
} from './layout';

/** FORMAT.md of the archive: what it takes to read it without Laurel. */
export function explanation(): string {
  return `# A backpack of Open Badges (${FORMAT}, version ${VERSION})

Made by Laurel. Everything here is a zip of plain files; no program of ours is needed to use them.
Open ${INDEX} in a browser for a list.

- ${MANIFEST}: format, version, when it was made, number of badges.
- badges/<name>-<id>/: one folder a badge.
  - original.*: the file as it was found, byte for byte. PNG and SVG files carry the badge inside them (Open Badges
    baking); any backpack or validator for Open Badges takes them.
  - badge.json, badge.jwt or badge-address.txt: the badge itself (Open Badges assertion or credential, signed badge, or
    the address of a hosted one), byte for byte. Its SHA-256 is \`badge.digest\` in ${ABOUT}.
  - picture.*: the picture that the badge declares. baked.*: the same with the badge in it, where the original was text.
  - ${REPORTS}: each check that was made, newest first, with every single result.
  - ${ABOUT}: what the badge says, when it was saved and from where, tags, notes, and which of the files in proofs/
    each check relied on: address, time, answer of the server, SHA-256. It is written last: a folder that has it is whole.
    Of a file that was changed since it was saved, \`noted\` is the SHA-256 that it had.
- proofs/<SHA-256>.*: documents that the checks relied on (issuer, key, status list, ...), as they were that day.
- ${COLLECTIONS}: collections in order, their badges by id. ${TRUST}: decisions about issuers. ${IDENTITIES}: addresses
  and names that are the owner's own. ${MARK}: the owner's personal mark.

A file that ends in .zip.age is such a zip under a passphrase, in the format of age (age-encryption.org/v1): the
programs \`age\` and \`rage\` open it with \`age -d -o backpack.zip backpack.zip.age\`.

Texts are UTF-8, times ISO 8601 in UTC, hashes lower-case hexadecimal SHA-256. Readers ignore what they do not know.
`;
}
