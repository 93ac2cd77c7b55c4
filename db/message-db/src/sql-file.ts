import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The URL of an SQL file beside this module. A bundler moves the module but not the SQL. In a bundle, the file is found
 * by the package's name in `node_modules`.
 */
export function sqlFile(name: string): URL {
  const beside = new URL(name, import.meta.url);
  if (existsSync(beside)) return beside;
  return new URL(name, pathToFileURL(createRequire(import.meta.url).resolve('@message-db/client')));
}
