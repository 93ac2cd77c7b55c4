import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** The facts about a machine on which results depend, without anything that identifies its owner. */
export interface Machine {
  readonly cpus: string;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  readonly postgres: string;
  /** The median time of an fdatasync on the disk of the server. */
  readonly syncMs: number;
  /** The load average of a minute before the benchmarks. */
  readonly loadBefore: number;
  /** The measured commit, with a + for uncommitted changes; null outside a checkout. */
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
