// The common beginning of all commands, before any package is installed. Plain JavaScript with old syntax, so that an
// old version of Node can run it and report that it is too old.
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';
import { endCompiler } from './end-compiler.js';
import { installDependencies } from './install.js';
import { say } from './say.js';

/**
 * The parent process. Read it first, because npm ends at SIGTERM without forwarding it, and then this process gets
 * another parent.
 */
const parent = process.ppid;

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Checks the version of Node, installs missing packages, and calls `run(root, parent)` of a TypeScript module.
 * @param {string} module its path in the repository
 */
export function bootstrap(module) {
  process.chdir(root);
  requireNode();
  installDependencies(root, parent)
    .then(function () {
      return import('tsx/esm/api');
    })
    .then(function (tsx) {
      tsx.register();
      return import(new URL('../' + module, import.meta.url).href);
    })
    .then(function (loaded) {
      endCompiler();
      return loaded.run(root, parent);
    })
    .catch(function (error) {
      say('✗', (error && error.stack) || String(error));
      process.exit(1);
    });
}

function requireNode() {
  const wanted = readJson('package.json').engines.node.replace('>=', '');
  const here = process.versions.node.split('.').map(Number);
  const needed = wanted.split('.').map(Number);
  const differing = [0, 1, 2].find(function (part) {
    return here[part] !== needed[part];
  });
  if (differing === undefined || here[differing] > needed[differing]) return;
  say('✗', 'Node ' + process.versions.node + ' is too old: install Node ' + wanted + ' or newer (https://nodejs.org).');
  process.exit(1);
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
