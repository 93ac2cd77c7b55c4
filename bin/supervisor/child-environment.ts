import type { Environment } from '@/environment';

/** Environment variables of the system, not of the site. */
const SYSTEM_VARIABLES = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'FORCE_COLOR',
  'NO_COLOR',
];

/** Variables for the application alone. */
const OF_APPLICATION = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'];

/** Variables that are not passed on: the owner's database URL and secrets. Each child gets its own. */
const WITHHELD = ['DATABASE_URL', 'DATABASE_REPLICA_URL', 'SECRET', ...OF_APPLICATION];

/** Returns the variables that only the application gets. @param given the supervisor's own environment. */
export function applicationEnvironment(
  given: Record<string, string | undefined>,
  secret: string,
): Record<string, string> {
  const passed = OF_APPLICATION.flatMap((name) => (given[name] ? [[name, given[name]]] : []));
  return { ...Object.fromEntries(passed), SECRET: secret, NEXTAUTH_SECRET: secret };
}

/**
 * Returns the environment of the child processes: variables of the system, settings of the site, and values that the
 * supervisor found.
 * @param given the supervisor's own environment.
 */
export function childEnvironment(
  environment: Environment,
  given: Record<string, string | undefined>,
  found: Record<string, string>,
): Record<string, string> {
  const settings = Object.keys(environment).filter((name) => /^[A-Z0-9_]+$/.test(name) && !WITHHELD.includes(name));
  // The OpenTelemetry SDK reads more settings, such as OTEL_TRACES_SAMPLER.
  const tracing = Object.keys(given).filter((name) => name.startsWith('OTEL_'));
  const passed = [...SYSTEM_VARIABLES, ...settings, ...tracing].flatMap((name) =>
    given[name] ? [[name, given[name]]] : [],
  );
  return {
    ...(Object.fromEntries(passed) as Record<string, string>),
    HOST: environment.HOST,
    PORT: String(environment.PORT),
    DATA_DIR: environment.DATA_DIR,
    SITE_URL: environment.siteUrl,
    NEXTAUTH_URL: environment.siteUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    ...found,
  };
}
