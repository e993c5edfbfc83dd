import type { Catalogue, ProviderId } from '../../shared/catalogue.ts';

/** Providers that have an engine in this version. */
const WITH_ENGINE: ReadonlySet<ProviderId> = new Set(['studio']);

/** Providers that can run here: there is an engine, and the key that it needs is set. */
export function configuredProviders(catalogue: Catalogue, env: NodeJS.ProcessEnv): readonly ProviderId[] {
  return catalogue.providers
    .filter(({ id, keyVariable }) => WITH_ENGINE.has(id) && (keyVariable === null || Boolean(env[keyVariable]?.trim())))
    .map(({ id }) => id);
}
