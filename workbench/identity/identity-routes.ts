import { Router } from 'express';
import type { TokenIssuer } from './token-issuer.ts';

/**
 * `GET /certs`: the keys that ID tokens are checked with, in the shape of Google's federated sign-on certificates.
 * Give the backend's verifier this address as `oauth2FederatedSignonPemCertsUrl`.
 */
export function identityRoutes(issuer: TokenIssuer): Router {
  const router = Router();
  router.get('/certs', (_request, response) => {
    response.set('cache-control', 'public, max-age=3600').json(issuer.certificates());
  });
  return router;
}
