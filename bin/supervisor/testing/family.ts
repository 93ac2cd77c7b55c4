// A supervisor process with two children, for a test that kills it.
import { fileURLToPath } from 'node:url';
import { createOutput } from '../output';
import { Supervisor } from '../supervisor';

const supervisor = new Supervisor(createOutput(undefined, { stamp: () => '' }));
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const env = { PATH: process.env.PATH ?? '' };
for (const name of ['ready', 'stubborn']) supervisor.worker({ name, args: [file(`${name}.js`)], env });
