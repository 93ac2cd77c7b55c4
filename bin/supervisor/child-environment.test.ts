import { expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { applicationEnvironment, childEnvironment } from './child-environment';

test('the provider at which people sign in is known to the application, and to no worker', () => {
  const provider = {
    OIDC_ISSUER: 'https://login.example.org',
    OIDC_CLIENT_ID: 'site',
    OIDC_CLIENT_SECRET: 'the secret of the provider',
    OIDC_NAME: 'Acme',
  };
  const given = { ...provider, LOG_LEVEL: 'warn' };
  const env = childEnvironment(readEnvironment(given), given, {});
  expect(env).toMatchObject({ LOG_LEVEL: 'warn' });
  expect(Object.keys(env).filter((name) => name.startsWith('OIDC'))).toEqual([]);
  expect(applicationEnvironment(given, 'a secret')).toEqual({
    ...{ ...provider, SECRET: 'a secret', NEXTAUTH_SECRET: 'a secret' },
  });
});
