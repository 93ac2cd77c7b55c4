import type { Environment } from '@/environment';

/** What the system, not the site, is told by environment variables. */
const OF_THE_SYSTEM = [
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

/** What the supervisor does not pass on: the URL of who set the database up, and what signs sessions. It tells each child its own. */
const WITHHELD = ['DATABASE_URL', 'DATABASE_REPLICA_URL', 'SECRET'];

/**
 * The environment of the children: what the system needs, the site's settings as they were given, and what the supervisor found.
 * @param given the supervisor's own environment.
 */
export function childEnvironment(
  environment: Environment,
  given: Record<string, string | undefined>,
  found: Record<string, string>,
): Record<string, string> {
  const settings = Object.keys(environment).filter((name) => /^[A-Z0-9_]+$/.test(name) && !WITHHELD.includes(name));
  // The OpenTelemetry SDK reads further settings of its own, such as OTEL_TRACES_SAMPLER.
  const ofTracing = Object.keys(given).filter((name) => name.startsWith('OTEL_'));
  const passed = [...OF_THE_SYSTEM, ...settings, ...ofTracing].flatMap((name) =>
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
