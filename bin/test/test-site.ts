import { appendFileSync } from 'node:fs';
import { createOutput } from '@/bin/supervisor/output';
import { startSite } from '@/bin/supervisor/production';
import { onShutdown } from '@/bin/supervisor/shutdown';
import { Supervisor } from '@/bin/supervisor/supervisor';

/**
 * Starts the site for the browser tests on a free port.
 * @param log a file for the log of the site, in addition to standard output.
 * @param settings additional settings, such as ADMIN_EMAILS.
 */
export async function startTestSite(
  root: string,
  dataDir: string,
  log: string,
  settings: Record<string, string> = {},
): Promise<{ url: string; databaseUrl: string; stop(): Promise<void> }> {
  const output = createOutput((text) => {
    process.stdout.write(text);
    appendFileSync(log, text);
  });
  const supervisor = new Supervisor(output);
  onShutdown(process.ppid, () => void supervisor.stop().then(() => process.exit(130)));
  const { PATH, HOME, LANG, NOTIFICATIONS } = process.env;
  try {
    const { url, databaseUrl } = await startSite(
      root,
      { PATH, HOME, LANG, NOTIFICATIONS, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings },
      supervisor,
      output,
    );
    return { url, databaseUrl, stop: () => supervisor.stop() };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}
