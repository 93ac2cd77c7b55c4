import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65535, 'must be a port number, 0 to 65535');
const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);
/** Addresses of this machine that people reach as localhost. */
const LOCAL = new Set(['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost']);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' });

const UNITS: Record<string, number> = { '': 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `500MB`, `1.5 GB` or a number of bytes, in bytes. */
function readBytes(text: string, check: z.RefinementCtx): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]b)?$/i.exec(text.trim()) ?? [];
  if (number !== undefined) return Math.round(Number(number) * UNITS[unit.toUpperCase()]!);
  check.addIssue('must be a number of bytes, as in 500MB or 20GB');
  return z.NEVER;
}

/** `a=1,b=2%203` as `{ a: '1', b: '2 3' }`. */
function readPairs(list: string, check: z.RefinementCtx): Record<string, string> {
  const pairs = list
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => /^\s*([^\s=]+)\s*=(.*)$/.exec(pair));
  try {
    return Object.fromEntries(pairs.map((pair) => [pair![1]!, decodeURIComponent(pair![2]!.trim())]));
  } catch {
    check.addIssue('must be pairs as in authorization=Bearer%20abc,x-tenant=1');
    return z.NEVER;
  }
}

/** A network: an address, and how many of its first bits count. */
export interface Subnet {
  address: string;
  prefix: number;
}

/** `10.0.0.0/8, ::1` as networks. */
function readSubnets(list: string, check: z.RefinementCtx): Subnet[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .flatMap((entry) => {
      const [, address = '', prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(entry) ?? [];
      const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
      if (bits > 0 && Number(prefix ?? bits) <= bits) return [{ address, prefix: Number(prefix ?? bits) }];
      check.addIssue(
        `must be a comma-separated list of addresses and networks, as in 127.0.0.1,10.0.0.0/8; ${entry} is neither`,
      );
      return [];
    });
}

/**
 * Every setting of the site, parsed once. Nothing else reads `process.env`.
 * Whoever starts a process (bin/, a service manager) sets these; README.md lists them for people.
 */
const schema = z.object({
  NODE_ENV: oneOf('development', 'production', 'test').default('development'),
  /** Where everything that is not in Postgres lives: uploads, media, the outbox, and the embedded Postgres itself. */
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .transform((dir) => resolve(dir)),
  /**
   * The database. Unset: the embedded Postgres under DATA_DIR, which the supervisor starts; it sets this for its
   * children then.
   */
  DATABASE_URL: postgresUrl.optional(),
  /** A streaming replica of that database, which pages then read from. Unset: they read from the database itself. */
  DATABASE_REPLICA_URL: postgresUrl.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  /** The address that people type. Links in mails start with it. */
  SITE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  /** The reverse proxies before the site: what they say of their clients' addresses is believed. Nobody else is. */
  TRUSTED_PROXIES: z.string().default('').transform(readSubnets),
  /** Signs sessions and tokens. Unset: made once and kept in DATA_DIR. */
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Confirmed accounts with these addresses (comma separated) may open /admin. */
  ADMIN_EMAILS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map(normaliseEmail).filter(Boolean))
    .refine((list) => list.every(isEmailAddress), 'must be a comma-separated list of email addresses'),
  /** smtp(s)://user:password@host:port. Unset: mails go to the outbox in DATA_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  MAIL_FROM: z
    .string()
    .includes('@', { error: 'must be an address, as in Video Tutorials <no-reply@example.org>' })
    .default('Video Tutorials <no-reply@localhost>'),
  /** What stays free on the disk of DATA_DIR, in bytes: uploads and the processing of videos stop there, so that the database goes on. */
  DISK_RESERVE: z.string().default('1GB').transform(readBytes),
  /** How much one account may upload in all, in bytes. */
  UPLOAD_QUOTA: z.string().default('50GB').transform(readBytes),
  /** How many uploads of one account may be unfinished at a time. */
  UNFINISHED_UPLOADS_MAX: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1 on')
    .default('10')
    .transform(Number),
  FFMPEG_PATH: z.string().min(1).optional(),
  FFPROBE_PATH: z.string().min(1).optional(),
  /** `off` leaves waking up to polling alone; everything works, slower. */
  NOTIFICATIONS: oneOf('on', 'off').default('on'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'),
  /** What `npm start` writes: lines for people, or one JSON object a line. */
  LOG_FORMAT: oneOf('text', 'json').default('text'),
  /** Where each worker serves its metrics and health. Unset, or 0: a free port of its own. */
  METRICS_PORT: port.optional(),
  /** The OpenTelemetry collector that takes traces (OTLP over HTTP, as JSON). Unset: nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  /** What the collector wants to be sent along: `authorization=Bearer%20…,x-tenant=…`. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default('').transform(readPairs),
});

/** The settings, and what follows from them: links start with `siteUrl`, and `dataPath` leads into DATA_DIR. */
export type Environment = z.output<typeof schema> & { siteUrl: string; dataPath: (...parts: string[]) => string };

/** A setting that cannot be used, in one sentence that names it. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/**
 * Parses the settings. Empty strings count as unset.
 * @throws {EnvironmentError} naming each bad variable and what it must be.
 */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`);
    throw new EnvironmentError(`Bad environment: ${problems.join('; ')}.`);
  }
  const environment = parsed.data;
  return {
    ...environment,
    siteUrl: (environment.SITE_URL ?? ownAddress(environment)).replace(/\/$/, ''),
    dataPath: (...parts) => join(environment.DATA_DIR, ...parts),
  };
}

/** Where the site is reached when nobody says otherwise. */
function ownAddress({ HOST, PORT }: { HOST: string; PORT: number }): string {
  const name = LOCAL.has(HOST) ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${name}:${PORT}`;
}
