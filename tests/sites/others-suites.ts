// Every suite of embedded proofs that the Digital Bazaar packages have: how they sign with it and how they verify it.
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import {
  createSignCryptosuite as signEcdsaJcs,
  createVerifyCryptosuite as verifyEcdsaJcs,
} from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import { generate as generateEcdsa } from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {
  createDiscloseCryptosuite,
  createSignCryptosuite as signSd,
  createVerifyCryptosuite as verifySd,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { generate as generateEd25519 } from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import {
  createSignCryptosuite as signEddsaJcs,
  createVerifyCryptosuite as verifyEddsaJcs,
} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type DocumentLoader, derive } from '@digitalbazaar/vc';
import ed25519Context from 'ed25519-signature-2020-context';
import { documentLoader } from './signing';

type Json = Record<string, unknown>;

export interface OthersKey {
  id: string;
  controller: string;
  publicKeyMultibase: string;
  signer(): object;
}

export interface OthersSuite {
  name: string;
  curve: 'Ed25519' | 'P-256' | 'P-384';
  /** Where the proof's words come from, beside the contexts of the badge. */
  context?: string;
  /** Their suite that signs, and what is to be done with what it signed. */
  signing(signer: object, date: Date): object;
  finish?(signed: Json): Promise<Json>;
  verifying(): object;
}

const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

export const OTHERS_SUITES: readonly OthersSuite[] = [
  dataIntegrity('eddsa-rdfc-2022', 'Ed25519', () => eddsaRdfc),
  dataIntegrity('eddsa-jcs-2022', 'Ed25519', signEddsaJcs, verifyEddsaJcs),
  dataIntegrity('ecdsa-rdfc-2019', 'P-256', () => ecdsaRdfc),
  dataIntegrity('ecdsa-rdfc-2019', 'P-384', () => ecdsaRdfc),
  dataIntegrity('ecdsa-jcs-2019', 'P-256', signEcdsaJcs, verifyEcdsaJcs),
  dataIntegrity('ecdsa-jcs-2019', 'P-384', signEcdsaJcs, verifyEcdsaJcs),
  {
    name: 'Ed25519Signature2020',
    curve: 'Ed25519',
    context: ED25519_2020,
    signing: (signer, date) => new Ed25519Signature2020({ signer, date }),
    verifying: () => new Ed25519Signature2020(),
  },
  {
    ...dataIntegrity('ecdsa-sd-2023', 'P-256', () => signSd({ mandatoryPointers: ['/issuer'] }), verifySd),
    finish: shownWhole,
  },
];

function dataIntegrity(
  name: string,
  curve: OthersSuite['curve'],
  sign: () => object,
  verify = sign,
): OthersSuite {
  return {
    name: `${name} (${curve})`,
    curve,
    signing: (signer, date) => new DataIntegrityProof({ signer, cryptosuite: sign(), date }),
    verifying: () => new DataIntegrityProof({ cryptosuite: verify() }),
  };
}

/** A derived proof over everything there is. */
export function shownWhole(base: Json): Promise<Json> {
  const selectivePointers = Object.keys(base)
    .filter((name) => name !== 'proof' && name !== '@context' && name !== 'id')
    .map((name) => `/${name}`);
  const suite = new DataIntegrityProof({ cryptosuite: createDiscloseCryptosuite({ selectivePointers }) });
  return derive({ verifiableCredential: base, suite, documentLoader: loaderFor([]) });
}

/** A key that a document of its controller lists. */
export async function keyOfController({ curve }: OthersSuite, controller: string): Promise<OthersKey> {
  const id = `${controller}#${curve}`;
  const made =
    curve === 'Ed25519'
      ? await generateEd25519({ controller, id })
      : await generateEcdsa({ curve, controller, id });
  return Object.assign(made, { controller, id });
}

/** A key that is its own issuer. */
export async function didKeyFor({ curve }: OthersSuite): Promise<OthersKey> {
  const key = curve === 'Ed25519' ? await generateEd25519() : await generateEcdsa({ curve });
  const controller = `did:key:${key.publicKeyMultibase}`;
  return Object.assign(key, { controller, id: `${controller}#${key.publicKeyMultibase}` });
}

interface ProofMaker {
  createProof(options: object): Promise<Json>;
}

/** Signs whatever it is given: `issue` of @digitalbazaar/vc looks at shape and dates first, the careless do not. */
export async function signByOthers(
  suite: OthersSuite,
  key: OthersKey,
  credential: Json,
  date: Date,
): Promise<Json> {
  // The packages' own types name no more than their constructors.
  const maker = suite.signing(key.signer(), date) as unknown as ProofMaker;
  const proof = await maker.createProof({
    document: credential,
    purpose: { update: async (draft: Json) => ({ ...draft, proofPurpose: 'assertionMethod' }) },
    documentLoader: loaderFor([]),
  });
  const signed = { ...credential, proof };
  return suite.finish === undefined ? signed : suite.finish(signed);
}

/** The standard contexts, and the documents of these keys as both kinds of suite want them. */
export function loaderFor(keys: readonly OthersKey[], suite?: OthersSuite): DocumentLoader {
  const isOf2020 = suite?.context === ED25519_2020;
  const documents = keys.flatMap((key): [string, Json][] => {
    const { id, controller, publicKeyMultibase } = key;
    const type = isOf2020 ? 'Ed25519VerificationKey2020' : 'Multikey';
    const context = isOf2020 ? ED25519_2020 : 'https://w3id.org/security/multikey/v1';
    const method = { id, type, controller, publicKeyMultibase };
    return [
      [
        controller,
        {
          '@context': ['https://www.w3.org/ns/did/v1', context],
          id: controller,
          verificationMethod: [method],
          assertionMethod: [id],
        },
      ],
      [id, { '@context': context, ...method }],
    ];
  });
  return documentLoader(new Map<string, unknown>([...ed25519Context.contexts, ...documents]));
}
