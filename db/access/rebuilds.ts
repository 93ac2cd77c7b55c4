import type { ClientBase } from 'pg';
import type { Access } from './access';

/** One sentence for each aggregator that rebuilds its tables when its worker starts with this code. */
export async function describeRebuilds(client: ClientBase, { aggregators }: Access): Promise<string[]> {
  const { rows } = await client.query<{ aggregator: string; version: number; state: string }>(
    `SELECT aggregator, version, state FROM runtime.build WHERE state <> 'retired'`,
  );
  return aggregators.flatMap(({ service: name, version }) => {
    const builds = rows.filter(({ aggregator }) => aggregator === name);
    const live = builds.find(({ state }) => state === 'live');
    if (live?.version === version) return [];
    if (!live) return [`The tables of ${name} are built, version ${version}, when its worker starts.`];
    return builds.some((build) => build.state === 'building' && build.version === version)
      ? [`The tables of ${name} are being rebuilt, version ${version} beside version ${live.version}.`]
      : [
          `The tables of ${name} are rebuilt, version ${version} beside version ${live.version}, when its worker starts.`,
        ];
  });
}
