import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The URL of a file of SQL that stands beside this module. A bundler moves the module and leaves the SQL where the package
 * is installed, so there it is found by the package's name.
 */
export function sqlFile(name: string): URL {
  const beside = new URL(name, import.meta.url);
  if (existsSync(beside)) return beside;
  return new URL(name, pathToFileURL(createRequire(import.meta.url).resolve('@message-db/client')));
}
