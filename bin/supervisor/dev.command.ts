import { join } from 'node:path';
import { logFormat, runCommand } from './command';
import { listens } from './health';
import { prepareSite } from './prepare-site';
import { step } from './steps';
import { describeReady, untilReady } from './until-ready';
import { watchSources } from './watch';
import { workerEnvironments, workerFiles } from './workers';

/**
 * `npm run dev`: runs the site from its sources. The application reloads automatically, and workers restart when their
 * sources change.
 */
export function run(root: string, parent: number): Promise<void> {
  return runCommand(parent, logFormat(process.env), async (supervisor, output) => {
    const { environment, envOf, outboxUrl } = await prepareSite(process.env, 'development', supervisor, output);
    const files = workerFiles(root);
    const envs = workerEnvironments(
      files.map(({ name }) => name),
      envOf,
      environment.METRICS_PORT,
    );
    const workers = files.map(({ name, file }) => ({
      folder: file.slice(root.length + 1, -'/start.ts'.length),
      child: supervisor.worker({ name, args: ['--import', 'tsx', file], env: envs.get(name)! }),
    }));
    const app = supervisor.app({
      name: 'app',
      args: ['--import', 'tsx', join(root, 'app/_server/start.ts'), root],
      env: envOf('application'),
      healthy: listens(environment.HOST, environment.PORT),
    });
    const children = workers.map(({ child }) => child);
    await step(
      output,
      'Starting the application and the workers',
      (late) => describeReady(children.length, late),
      () => untilReady(app, children, supervisor.signal),
    );
    const stopWatching = watchSources(
      root,
      workers.map(({ folder }) => folder),
      (changed) => {
        const affected = workers.filter(({ folder }) => changed.has(folder));
        output.say(`↻ ${affected.map(({ child }) => child.name).join(', ')}: source changed`);
        void Promise.all(affected.map(({ child }) => child.restart()));
      },
    );
    supervisor.signal.addEventListener('abort', stopWatching);
    return { url: environment.siteUrl, outboxUrl };
  });
}
