import { runCommand } from './command';
import { startSite } from './production';

/** `npm start`: the site in production mode. */
export function run(root: string): Promise<void> {
  return runCommand((supervisor, output) => startSite(root, process.env, supervisor, output));
}
