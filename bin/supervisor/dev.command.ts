import { join } from 'node:path';
import { bundleServer } from './build';
import { logFormat, runCommand } from './command';
import { listens } from './health';
import { prepareSite } from './prepare-site';
import { step } from './steps';
import { describeReady, untilReady } from './until-ready';
import { SERVER, watchSources } from './watch';
import { APPLICATION, processEnvironments, workerFiles } from './workers';

/**
 * `npm run dev`: runs the site from its sources. Pages reload automatically. The application's server and the workers
 * restart when their sources change.
 */
export function run(root: string, parent: number): Promise<void> {
  return runCommand(parent, logFormat(process.env), async (supervisor, output) => {
    const { environment, envOf, outboxUrl } = await prepareSite(process.env, 'development', supervisor, output);
    const files = workerFiles(root);
    const envs = processEnvironments(
      files.map(({ name }) => name),
      envOf,
      environment.METRICS_PORT,
    );
    const workers = files.map(({ name, file }) => ({
      folder: file.slice(root.length + 1, -'/start.ts'.length),
      child: supervisor.worker({ name, args: ['--import', 'tsx', file], env: envs.get(name)! }),
    }));
    const bundleApp = () => bundleServer(root, join(root, '.build/dev'));
    let { file: server, sources } = await bundleApp();
    const app = supervisor.app({
      name: 'app',
      args: ['--enable-source-maps', server, root],
      env: envs.get(APPLICATION)!,
      healthy: listens(environment.HOST, environment.PORT),
    });
    const children = workers.map(({ child }) => child);
    await step(
      output,
      'Starting the application and the workers',
      (late) => describeReady(children.length, late),
      () => untilReady(app, children, supervisor.signal),
    );
    const restartServer = async () => {
      try {
        ({ sources } = await bundleApp());
      } catch (error) {
        return output.say(`✗ app: ${(error as Error).message}`);
      }
      output.say('↻ app: source changed');
      await app.restart();
    };
    const stopWatching = watchSources(
      root,
      workers.map(({ folder }) => folder),
      (file) => sources.has(file),
      (changed) => {
        if (changed.has(SERVER)) void restartServer();
        const affected = workers.filter(({ folder }) => changed.has(folder));
        if (affected.length === 0) return;
        output.say(`↻ ${affected.map(({ child }) => child.name).join(', ')}: source changed`);
        void Promise.all(affected.map(({ child }) => child.restart()));
      },
    );
    supervisor.signal.addEventListener('abort', stopWatching);
    return { url: environment.siteUrl, outboxUrl };
  });
}
