import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { freePort } from '@/db/embedded/port';
import { loginUrl, readSecrets } from '@/db/access/secrets';

const APPLICATION = { name: 'application', role: 'video_tutorials_application' };

/** Starts another application process of the site under test, with these settings, on a free port unless they name one. */
export async function startAnotherApp(
  settings: Record<string, string>,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { PATH, DATA_DIR: dataDir = '', DATABASE_URL: databaseUrl = '' } = process.env;
  const port = settings.PORT ? Number(settings.PORT) : await freePort();
  const secret = (await readFile(`${dataDir}/secret`, 'utf8')).trim();
  const env = {
    PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    SECRET: secret,
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: settings.SITE_URL,
    DATABASE_URL: loginUrl(databaseUrl, APPLICATION, await readSecrets(dataDir)),
    ...settings,
  };
  const app = spawn(process.execPath, ['.build/server.js', process.cwd()], {
    env: env as NodeJS.ProcessEnv,
    stdio: 'inherit',
  });
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/api/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) {
    if (app.exitCode !== null) throw new Error('The application ended during its start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port,
    async stop() {
      app.kill('SIGTERM');
      await ended;
    },
  };
}
