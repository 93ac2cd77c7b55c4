import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** What a result depends on, and nothing that tells whose machine it was. */
export interface Machine {
  readonly cpus: string;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  readonly postgres: string;
  /** The median time of an fdatasync of the disk under the server. */
  readonly syncMs: number;
  /** Processes that wanted to run as the benchmarks began, averaged over a minute. */
  readonly loadBefore: number;
  /** The commit that was measured, with a + where files differed from it; null outside a checkout. */
  readonly commit: string | null;
}

export async function machine(root: string, facts: Pick<Machine, 'postgres' | 'syncMs'>): Promise<Machine> {
  const processors = cpus();
  return {
    cpus: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: facts.postgres,
    syncMs: Number(facts.syncMs.toPrecision(3)),
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
    commit: await commitOf(root),
  };
}

async function commitOf(root: string): Promise<string | null> {
  const commit = await git(root, 'rev-parse', '--short', 'HEAD');
  const changes = await git(root, 'status', '--porcelain');
  return commit && `${commit}${changes ? '+' : ''}`;
}

function git(cwd: string, ...args: string[]): Promise<string | null> {
  return new Promise((done) => {
    execFile('git', args, { cwd }, (error, stdout) => done(error ? null : stdout.trim()));
  });
}
