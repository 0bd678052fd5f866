import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { answerTasks, NOW } from './verification-task';

// The key is the issuer's name (did:jwk), as it is for Laurel.
answerTasks(async ({ text }) => {
  const { kid = '', alg = '' } = decodeProtectedHeader(text);
  const jwk: JWK = JSON.parse(Buffer.from(kid.replace(/^did:jwk:|#.*$/g, ''), 'base64url').toString());
  const { payload } = await jwtVerify(text, await importJWK(jwk, alg), {
    algorithms: [alg],
    currentDate: NOW,
  });
  return typeof payload.iss === 'string';
});
