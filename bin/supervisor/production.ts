import { buildApp, bundlePrograms, isAppBuilt, type Programs } from './build';
import { answers } from './health';
import type { Output } from './output';
import { prepareSite } from './prepare-site';
import { step } from './steps';
import type { Supervisor } from './supervisor';
import { describeReady, untilReady } from './until-ready';
import { APPLICATION, processEnvironments, workerFiles } from './workers';

/**
 * Starts the site as `npm start` does: builds it if necessary, starts the database, a process for each worker, and the
 * application, and waits until they are healthy.
 * @param given the environment variables.
 * @returns the site's address, the link to its outbox, if it has one, and the owner's URL of its database.
 */
export async function startSite(
  root: string,
  given: Record<string, string | undefined>,
  supervisor: Supervisor,
  output: Output,
): Promise<{ url: string; outboxUrl: string | null; databaseUrl: string }> {
  let programs: Programs = { workers: [], server: '', isNew: false };
  const { environment, databaseUrl, envOf, outboxUrl } = await prepareSite(
    given,
    'production',
    supervisor,
    output,
    async (buildEnv) => {
      if (await isAppBuilt(root)) output.say('✓ Application is up to date');
      else
        await step(output, 'Building the application, which takes a minute or two', 'Application built', () =>
          buildApp(root, buildEnv, supervisor.signal),
        );
      programs = await step(
        output,
        'Preparing the workers',
        ({ workers, isNew }) => `${workers.length} workers ${isNew ? 'bundled' : 'are up to date'}`,
        () => bundlePrograms(root, workerFiles(root)),
      );
    },
  );
  const { workers, server } = programs;
  const envs = processEnvironments(
    workers.map(({ name }) => name),
    envOf,
    environment.METRICS_PORT,
  );
  const children = workers.map(({ name, file }) =>
    supervisor.worker({ name, args: ['--enable-source-maps', file], env: envs.get(name)! }),
  );
  const app = supervisor.app({
    name: 'app',
    args: ['--enable-source-maps', server, root],
    env: envs.get(APPLICATION)!,
    healthy: answers(environment.HOST, environment.PORT),
  });
  await step(
    output,
    'Starting the application and the workers',
    (late) => describeReady(children.length, late),
    () => untilReady(app, children, supervisor.signal),
  );
  return { url: environment.siteUrl, outboxUrl, databaseUrl };
}
