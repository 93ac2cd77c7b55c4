import { logFormat, runCommand } from './command';
import { startSite } from './production';

/** `npm start`: runs the site in production mode. */
export function run(root: string, parent: number): Promise<void> {
  return runCommand(parent, logFormat(process.env), (supervisor, output) =>
    startSite(root, process.env, supervisor, output),
  );
}
