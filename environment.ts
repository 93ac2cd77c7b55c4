import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';
import { LANGUAGES } from '@/text/languages';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65535, 'must be a port number, 0 to 65535');
const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);
/** Listening addresses whose site is reached as localhost. */
const LOCAL = new Set(['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost']);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' });

/** The hosts to which a connection without TLS does not leave this machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const ISSUER_FORM =
  'must be an https:// URL without a query, as in https://login.example.org; http:// is for this machine only';

/** Returns whether an address can be that of an OpenID Connect provider. Its form counts: the provider calls itself so. */
function isIssuer(url: string): boolean {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  return (protocol === 'https:' || LOOPBACK.has(hostname)) && search === '' && hash === '';
}

const UNITS: Record<string, number> = { '': 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Parses `500MB`, `1.5 GB` or a plain number to bytes. */
function readBytes(text: string, check: z.RefinementCtx): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]b)?$/i.exec(text.trim()) ?? [];
  if (number !== undefined) return Math.round(Number(number) * UNITS[unit.toUpperCase()]!);
  check.addIssue('must be a number of bytes, as in 500MB or 20GB');
  return z.NEVER;
}

/** Parses `https://cdn.example.org/` to its origin, and refuses an address with anything more. */
function readOrigin(url: string, check: z.RefinementCtx): string {
  const { href, origin } = new URL(url);
  if (href === `${origin}/`) return origin;
  check.addIssue('must be an http(s):// URL without a path, a query or a user, as in https://cdn.example.org');
  return z.NEVER;
}

/** Parses `a=1,b=2%203` to `{ a: '1', b: '2 3' }`. */
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

/** A network in CIDR form: its address and the length of its prefix in bits. */
export interface Subnet {
  address: string;
  prefix: number;
}

/** Parses `10.0.0.0/8, ::1` to networks. */
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

/** A login in the database for a program outside the site. */
export interface Guest {
  readonly name: string;
  /** The categories that it may append to. */
  readonly writes: readonly string[];
}

/** `reporting crm=crm,identity:command`: guests, each with the categories that it may append to. */
function readGuests(text: string, context: z.RefinementCtx): readonly Guest[] {
  const guests = text
    .split(/\s+/)
    .filter(Boolean)
    .map((entry) => {
      const [name = '', writes] = entry.split('=', 2);
      return { name, writes: writes?.split(',') ?? [] };
    });
  const names = new Set(guests.map(({ name }) => name));
  const isWell = ({ name, writes }: Guest) =>
    /^[a-z][a-z0-9-]{0,30}$/.test(name) && writes.every((category) => /^[^\s-]{1,100}$/.test(category));
  if (names.size === guests.length && guests.every(isWell)) return guests;
  context.addIssue({ code: 'custom', message: 'must be guests, as in reporting crm=crm,identity:command' });
  return z.NEVER;
}

/**
 * The settings of the site. The command or service manager that starts a process sets them; README.md documents them.
 * The application and the workers may read them only here, which the linter checks. Commands in `bin/` pass
 * `process.env` to this file, and read what they need before anything is installed.
 */
const schema = z.object({
  NODE_ENV: oneOf('development', 'production', 'test').default('development'),
  /**
   * The folder of the embedded Postgres, and of everything outside of Postgres: secrets, the outbox, and uploads and
   * media unless they are in S3.
   */
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .transform((dir) => resolve(dir)),
  /**
   * The database. Unset: the supervisor starts the embedded Postgres under DATA_DIR, and sets this variable for its
   * child processes.
   */
  DATABASE_URL: postgresUrl.optional(),
  /** A streaming replica of the database, for pages to read from. Unset: they read from the database itself. */
  DATABASE_REPLICA_URL: postgresUrl.optional(),
  /**
   * Logins in the database for programs outside the site: `reporting crm=crm,identity:command`. Each may read messages,
   * and append to the categories after its name.
   */
  DATABASE_GUESTS: z.string().default('').transform(readGuests),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  /** The public address of the site. Links in mails start with it. */
  SITE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  /** The reverse proxies whose headers with the client's address are trusted. Other senders' are ignored. */
  TRUSTED_PROXIES: z.string().default('').transform(readSubnets),
  /** Signs sessions and tokens. Unset: generated once and stored in DATA_DIR. */
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Confirmed accounts with these addresses (comma separated) may open /admin. */
  ADMIN_EMAILS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map(normaliseEmail).filter(Boolean))
    .refine((list) => list.every(isEmailAddress), 'must be a comma-separated list of email addresses'),
  /** required: they may only while two-step sign-in is switched on. */
  ADMIN_SECOND_FACTOR: oneOf('optional', 'required').default('optional'),
  /** An OpenID Connect provider at which people can sign in too. Unset: there is none. */
  OIDC_ISSUER: z.string().refine(isIssuer, ISSUER_FORM).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What people call it. */
  OIDC_NAME: z.string().trim().min(1).max(40, 'must have at most 40 characters').optional(),
  /** The site's terms, in Markdown, and the name of this version, such as its date: who has an account accepts each version. */
  TERMS_FILE: z.string().min(1).optional(),
  TERMS_VERSION: z.string().max(40).optional(),
  /** Who may open an account: everybody with an address, or only whom an administrator invites. */
  REGISTRATION: oneOf('open', 'invitation').default('open'),
  /** Who may upload and publish: everybody, who asks an administrator, or only whom an administrator chooses. */
  CREATORS: oneOf('open', 'approval', 'invitation').default('open'),
  /** on: forms for visitors take a proof of work, of scripts, before they are sent. */
  PROOF_OF_WORK: oneOf('on', 'off').default('off'),
  /** Where people report weaknesses of the site, for /.well-known/security.txt. Unset: there is none. */
  SECURITY_CONTACT: z.url({ protocol: /^(?:mailto|https)$/, error: 'must be a mailto: or https:// URL' }).optional(),
  /** Where uploads, media and pictures are: below DATA_DIR, or in a bucket of S3, which machines share. */
  STORAGE: oneOf('disk', 's3').default('disk'),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be the name of a bucket: 3 to 63 small letters, digits and dashes',
    )
    .optional(),
  /** The address of a server that is not Amazon's. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  /** The key for the bucket. Unset: the machine's own, on Amazon's. */
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** Where browsers load films from, such as a CDN in front of the site. Unset: from the site itself. */
  MEDIA_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s):// URL' })
    .transform(readOrigin)
    .optional(),
  /** smtp(s)://user:password@host:port. Unset: mails go to the outbox in DATA_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  MAIL_FROM: z
    .string()
    .includes('@', { error: 'must be an address, as in Video Tutorials <no-reply@example.org>' })
    .default('Video Tutorials <no-reply@localhost>'),
  /** The private key that signs mails, a PEM file, and where its public half is: `<selector>._domainkey.<domain>` in DNS. */
  DKIM_DOMAIN: z.string().min(1).optional(),
  DKIM_SELECTOR: z.string().min(1).optional(),
  DKIM_KEY_FILE: z.string().min(1).optional(),
  /**
   * The space that stays free on the disk of DATA_DIR, in bytes. Uploads and the processing of videos stop at this
   * limit, so that the database can keep writing.
   */
  DISK_RESERVE: z.string().default('1GB').transform(readBytes),
  /** The limit on the uploads of one account in total, in bytes. */
  UPLOAD_QUOTA: z.string().default('50GB').transform(readBytes),
  /** The limit on the unfinished uploads of one account. Files of a folder that wait for their turn count too. */
  UNFINISHED_UPLOADS_MAX: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1 on')
    .default('200')
    .transform(Number),
  FFMPEG_PATH: z.string().min(1).optional(),
  FFPROBE_PATH: z.string().min(1).optional(),
  /** A Whisper model in the ggml format, with which workers make captions. Unset: no automatic captions. */
  WHISPER_MODEL: z
    .string()
    .optional()
    .transform((path) => (path === undefined ? undefined : resolve(path))),
  /** A database of countries in the MaxMind DB format, for analytics. Unset: creators do not see countries. */
  COUNTRY_DATABASE: z
    .string()
    .optional()
    .transform((path) => (path === undefined ? undefined : resolve(path))),
  /** The language of videos whose creator has not said theirs, for the search. After a change of it, rebuild `search`. */
  SEARCH_LANGUAGE: z.enum(LANGUAGES, 'must be a language tag, as in en, de or pt-BR').default('en'),
  /** `off`: workers only poll. Everything works, more slowly. */
  NOTIFICATIONS: oneOf('on', 'off').default('on'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'),
  /** The log format of `npm start`: text for people, or one JSON object per line. */
  LOG_FORMAT: oneOf('text', 'json').default('text'),
  /**
   * The port on which a worker serves its metrics and health. Unset or 0: any free port. The application: none then.
   */
  METRICS_PORT: port.optional(),
  /** The OpenTelemetry collector that receives traces (OTLP over HTTP, as JSON). Unset: nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  /** Headers to send to the collector: `authorization=Bearer%20…,x-tenant=…`. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default('').transform(readPairs),
});

/** The parsed settings, and values that are derived from them. */
export type Environment = z.output<typeof schema> & {
  /** The provider of OIDC_ISSUER; null if there is none. */
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  /** The terms of TERMS_FILE; null if there are none. */
  terms: { file: string; version: string } | null;
  /** The address of the site without a slash at the end. */
  siteUrl: string;
  /** The absolute path of a file in DATA_DIR. */
  dataPath: (...parts: string[]) => string;
};

/** One or more settings are invalid. The message names each. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/**
 * Parses the settings. An empty string counts as unset.
 * @throws {EnvironmentError} with each invalid variable and its valid values.
 */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? contradictionsIn(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(`Bad environment: ${problems.join('; ')}.`);
  const environment = parsed.data;
  return {
    ...environment,
    oidc: providerIn(environment),
    terms: termsIn(environment),
    siteUrl: (environment.SITE_URL ?? ownAddress(environment)).replace(/\/$/, ''),
    dataPath: (...parts) => join(environment.DATA_DIR, ...parts),
  };
}

/** Returns what settings lack beside others. */
function contradictionsIn(settings: z.output<typeof schema>): string[] {
  const provider = OIDC.filter((name) => settings[name] !== undefined);
  const { STORAGE, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, PROOF_OF_WORK, SITE_URL } = settings;
  const problems: string[] = [];
  if (STORAGE === 's3' && S3_BUCKET === undefined) problems.push('S3_BUCKET: must be set if STORAGE is s3');
  if ((S3_ACCESS_KEY_ID === undefined) !== (S3_SECRET_ACCESS_KEY === undefined))
    problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both or neither');
  // Browsers have no SubtleCrypto elsewhere.
  if (PROOF_OF_WORK === 'on' && SITE_URL?.startsWith('http:') && !LOCAL.has(new URL(SITE_URL).hostname))
    problems.push('PROOF_OF_WORK: takes a SITE_URL with https');
  if (provider.length > 0 && provider.length < OIDC.length)
    problems.push(`${OIDC.slice(0, -1).join(', ')} and ${OIDC.at(-1)}: set all or none`);
  const dkim = DKIM.filter((name) => settings[name] !== undefined);
  if (dkim.length > 0 && dkim.length < DKIM.length)
    problems.push(`${DKIM.slice(0, -1).join(', ')} and ${DKIM.at(-1)}: set all or none`);
  if ((settings.TERMS_FILE === undefined) !== (settings.TERMS_VERSION === undefined))
    problems.push('TERMS_FILE and TERMS_VERSION: set both or neither');
  return problems;
}

function termsIn({ TERMS_FILE: file, TERMS_VERSION: version }: z.output<typeof schema>): Environment['terms'] {
  return file !== undefined && version !== undefined ? { file, version } : null;
}

const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const;
const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const;

function providerIn({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_NAME: name,
}: z.output<typeof schema>): Environment['oidc'] {
  return issuer && clientId && clientSecret && name ? { issuer, clientId, clientSecret, name } : null;
}

/** Returns the site's address for browsers if SITE_URL is unset. */
function ownAddress({ HOST, PORT }: { HOST: string; PORT: number }): string {
  const name = LOCAL.has(HOST) ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${name}:${PORT}`;
}
