import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkReplica } from '@/db/check-replica';
import { setUpDatabase } from '@/db/access/set-up';
import { CountryDatabaseError, readCountryDatabase } from '@/country-database';
import { withGuests } from '@/workers/services/guests';
import { ACCESS, SITE } from '@/workers/services/site-database';
import { freePort, whyNot } from '@/db/embedded/port';
import { serviceOf } from '@/db/access/access';
import { loginUrl, readSecrets, type Secrets } from '@/db/access/secrets';
import { OperatorError } from '@/db/operator-error';
import { readEnvironment, type Environment } from '@/environment';
import { checkStorage } from '@/storage/check';
import { StorageSettingsError } from '@/storage/storage';
import { hasWhisper, readWhisperModel, WHISPER_PACKAGE, WHISPER_VERSION, WhisperModelError } from '@/whisper-model';
import { describeFfmpeg, findFfmpeg } from '@/workers/ffmpeg/binaries';
import { describeSandboxes, sandboxOf } from '@/workers/ffmpeg/sandbox';
import { applicationEnvironment, childEnvironment } from './child-environment';
import { restrictPermissions } from './restrict-permissions';
import { OUTBOX_KEY_FILE, readSecret, SECRET_FILE, takeDataFolder } from './data-folder';
import { keepDatabase } from './database';
import type { Output } from './output';
import { step } from './steps';
import { Interrupted, type Supervisor } from './supervisor';
import { watchDataFolder } from './watch-data-folder';

/** The site before its processes start. */
export interface PreparedSite {
  environment: Environment;
  /** The database URL of its owner. Child processes do not get it. */
  databaseUrl: string;
  /** The environment of a child process, with its own database login. Only the application gets the signing secret. */
  envOf: (service: string) => Record<string, string>;
  /** The link to the outbox; null if mail is sent by SMTP. */
  outboxUrl: string | null;
}

/**
 * Prepares the site: checks settings and port, locks the data folder, finds ffmpeg, and starts and sets up the
 * database.
 * @param given the environment variables.
 * @param build runs before the database starts.
 * @throws {OperatorError | EnvironmentError} with a reason for the operator.
 */
export async function prepareSite(
  given: Record<string, string | undefined>,
  mode: 'production' | 'development',
  supervisor: Supervisor,
  output: Output,
  build: (env: Record<string, string>) => Promise<void> = async () => {},
): Promise<PreparedSite> {
  const environment = await choosePort(given);
  const release = await takeDataFolder(environment.DATA_DIR);
  await supervisor.onStop('The data folder', release);
  watchDataFolder(environment.DATA_DIR, output, supervisor.signal);
  for (const path of await restrictPermissions(environment.DATA_DIR)) {
    output.say(
      `! Others on this machine can read ${path}, and this user may not change that: run chmod -R go= ${path}`,
    );
  }
  const { ffmpeg, ffprobe } = await step(
    output,
    'Looking for ffmpeg',
    (found) => describeFfmpeg(found),
    () => findFfmpeg(environment),
  );
  const exposure = describeSandboxes([ffmpeg, ffprobe].map(sandboxOf));
  if (exposure !== null) output.say(`! ${exposure}`);
  if (environment.STORAGE === 's3') {
    await step(
      output,
      'Looking for the bucket',
      (problem) => problem ?? `Files are in the bucket ${environment.S3_BUCKET}`,
      () => checkStorage(environment).catch(explainStorageError),
    );
  }
  const { WHISPER_MODEL } = environment;
  if (WHISPER_MODEL !== undefined) {
    await step(output, 'Looking at the speech model', 'Captions are made with the model of WHISPER_MODEL', () =>
      checkWhisper(WHISPER_MODEL),
    );
  }
  const { COUNTRY_DATABASE } = environment;
  if (COUNTRY_DATABASE !== undefined) {
    await step(output, 'Reading the database of countries', 'Analytics have countries, by COUNTRY_DATABASE', () =>
      readCountryDatabase(COUNTRY_DATABASE).catch(explainCountryDatabase),
    );
  }
  const { terms } = environment;
  if (terms !== null) {
    await step(output, 'Reading the terms', `People accept the terms of TERMS_FILE, version ${terms.version}`, () =>
      readFile(terms.file, 'utf8').catch((error: Error) => {
        throw new OperatorError(`TERMS_FILE: ${terms.file} cannot be read (${error.message}): name a Markdown file`);
      }),
    );
  }
  const SECRET = environment.SECRET ?? (await readSecret(environment.DATA_DIR, SECRET_FILE));
  const found = { NODE_ENV: mode, FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe };
  const env = childEnvironment(environment, given, found);
  const ofApplication = applicationEnvironment(given, SECRET);

  await build({ ...env, ...ofApplication });
  if (supervisor.stopping) throw new Interrupted();
  const databaseUrl =
    environment.DATABASE_URL ??
    (await step(output, 'Starting Postgres', `Postgres started on ${join(environment.DATA_DIR, 'postgres')}`, () =>
      keepDatabase(environment.DATA_DIR, supervisor, output),
    ));
  await step(
    output,
    'Setting up the database',
    ({ changed }) => describeChanges(changed.flatMap(({ lines }) => lines).length),
    () => setUpDatabase(withGuests(SITE, environment.DATABASE_GUESTS), databaseUrl, environment.DATA_DIR),
  );
  const { DATABASE_REPLICA_URL } = environment;
  if (DATABASE_REPLICA_URL) {
    await step(
      output,
      'Checking the replica',
      (problem) => (problem === null ? 'Replica found' : `Pages read from the primary for now. ${problem}`),
      () => checkReplica(databaseUrl, DATABASE_REPLICA_URL),
    );
  }
  const secrets = await readSecrets(environment.DATA_DIR);
  const envOf = (service: string) => ({
    ...env,
    ...(service === 'application' && ofApplication),
    ...loginsOf(service, databaseUrl, DATABASE_REPLICA_URL, secrets),
  });
  return { environment, databaseUrl, envOf, outboxUrl: await outboxLink(environment) };
}

function explainStorageError(error: unknown): never {
  throw error instanceof StorageSettingsError ? new OperatorError(error.message) : error;
}

function explainCountryDatabase(error: unknown): never {
  throw error instanceof CountryDatabaseError ? new OperatorError(error.message) : error;
}

/** @throws {OperatorError} if captions cannot be made with this model, or on this machine. */
async function checkWhisper(path: string): Promise<void> {
  try {
    await readWhisperModel(path);
  } catch (error) {
    throw error instanceof WhisperModelError ? new OperatorError(error.message) : error;
  }
  if (hasWhisper()) return;
  throw new OperatorError(
    `WHISPER_MODEL is set, but speech recognition is not installed for this platform: run npm install --no-save ${WHISPER_PACKAGE}@${WHISPER_VERSION}, or unset it. docs/operations/captions.md has more.`,
  );
}

/** The link gives access to all mails, and their links act for the recipients. */
async function outboxLink({ SMTP_URL, DATA_DIR, siteUrl }: Environment): Promise<string | null> {
  return SMTP_URL ? null : `${siteUrl}/outbox?key=${await readSecret(DATA_DIR, OUTBOX_KEY_FILE)}`;
}

function describeChanges(count: number): string {
  return count === 0 ? 'Database set up' : `Database set up, with ${count} ${count === 1 ? 'change' : 'changes'}`;
}

/** Returns the database URL of a service. The application also gets that of the replica, which has the same logins. */
function loginsOf(
  service: string,
  databaseUrl: string,
  replicaUrl: string | undefined,
  secrets: Secrets,
): Record<string, string> {
  const login = { DATABASE_URL: loginUrl(databaseUrl, serviceOf(ACCESS, service), secrets) };
  return service === 'application' && replicaUrl
    ? { ...login, DATABASE_REPLICA_URL: loginUrl(replicaUrl, serviceOf(ACCESS, service), secrets) }
    : login;
}

/** Reads the settings and checks that the port is free. Port 0 means any free port. */
async function choosePort(given: Record<string, string | undefined>): Promise<Environment> {
  const environment = readEnvironment(given);
  const { HOST, PORT } = environment;
  const problem = await whyNot(PORT, HOST);
  if (problem !== undefined) throw new OperatorError(explainPort(HOST, PORT, problem));
  return PORT === 0 ? readEnvironment({ ...given, PORT: String(await freePort(HOST)) }) : environment;
}

function explainPort(host: string, port: number, code: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken: stop what listens there, or choose another, as in PORT=${port === 65535 ? 3000 : port + 1} npm start.`;
  }
  if (code === 'EACCES')
    return `This user may not listen on port ${port}: choose one from 1024 on, and put a reverse proxy before it.`;
  return `HOST is ${host}, which is no address of this machine (${code}): use 127.0.0.1, or 0.0.0.0 for all of its addresses.`;
}
