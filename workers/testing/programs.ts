import { join, resolve } from 'node:path';
import { build, stop } from 'esbuild';
import type { TestProject } from 'vitest/node';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.build', 'test-programs');

/** The programs that integration tests start as processes, by name. */
const PROGRAMS = {
  'start-chain': 'workers/testing/fixtures/start-chain.ts',
  'start-counter': 'workers/testing/fixtures/start-counter.ts',
  'start-counters': 'workers/testing/fixtures/start-counters.ts',
  'start-counters-2': 'workers/testing/fixtures/start-counters-2.ts',
  'start-errands': 'workers/testing/fixtures/start-errands.ts',
  'start-reminders': 'workers/testing/fixtures/start-reminders.ts',
  identity: 'workers/identity/start.ts',
  'send-email': 'workers/send-email/start.ts',
  transcribing: 'workers/transcribing/start.ts',
  'video-publishing': 'workers/video-publishing/start.ts',
};
export type Program = keyof typeof PROGRAMS;

/** Returns the path of a program's bundle. */
export const bundleOf = (program: Program) => join(folder, `${program}.js`);

/**
 * Vitest's global set-up of the integration tests: bundles each program into one file, with the packages that it uses.
 * A process then starts in a quarter of the processor time that it would need to compile its sources, and tests start
 * hundreds of them.
 */
export default async function bundleTestPrograms(project: TestProject): Promise<void> {
  await bundlePrograms();
  project.onTestsRerun(bundlePrograms);
}

async function bundlePrograms(): Promise<void> {
  await build({
    entryPoints: Object.entries(PROGRAMS).map(([name, file]) => ({ in: join(root, file), out: name })),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    // pg tries to load it, and does without.
    external: ['pg-native'],
    // For packages in CommonJS that require modules of Node.
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  await stop(); // Otherwise its helper process would live as long as this one.
}
