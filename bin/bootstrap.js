// What start, dev and test have in common before any package can be counted on. Plain JavaScript that an old Node reads
// too, so that it can say what is missing instead of failing at its own syntax.
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';
import { endCompiler } from './end-compiler.js';
import { installDependencies } from './install.js';
import { say } from './say.js';

/** The process that started us, asked before anything slow: npm dies of a SIGTERM without passing it on, and then we have another. */
const parent = process.ppid;

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Checks Node, installs what is missing, and calls `run(root, parent)` of a TypeScript module.
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
