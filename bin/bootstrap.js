// What start, dev and test have in common before any package can be counted on. Plain JavaScript that an old Node reads
// too, so that it can say what is missing instead of failing at its own syntax.
import { spawn } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

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
  installDependencies()
    .then(function () {
      return import('tsx/esm/api');
    })
    .then(function (tsx) {
      tsx.register();
      return import(new URL('../' + module, import.meta.url).href);
    })
    .then(function (loaded) {
      return loaded.run(root, parent);
    })
    .catch(function (error) {
      console.error(error);
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
  console.error('✗ Node ' + process.versions.node + ' is too old: install Node ' + wanted + ' or newer (https://nodejs.org).');
  process.exit(1);
}

function installDependencies() {
  if (isInstalled()) return Promise.resolve();
  const began = Date.now();
  console.log('… Installing dependencies');
  // The npm that runs us, if one does; else the one beside Node.
  const npm = process.env.npm_execpath && process.env.npm_execpath.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = npm.slice(1).concat('ci', '--include=dev', '--include=optional', '--loglevel=error');
  // A group of its own, so that what the packages' scripts start ends with it.
  const child = spawn(npm[0], args, { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  const stopWatching = whenToldToEnd(function () {
    process.kill(-child.pid, 'SIGKILL');
    process.exit(130);
  });
  return new Promise(function (done) {
    child.once('error', function (error) {
      fail(error.message);
    });
    child.once('close', function (code) {
      if (code !== 0) fail('npm ci tells above why');
      stopWatching();
      console.log('✓ Dependencies installed (' + Math.round((Date.now() - began) / 1000) + ' s)');
      done();
    });
  });
}

function fail(reason) {
  console.error('✗ The dependencies could not be installed: ' + reason + '.');
  process.exit(1);
}

/** Calls `end` at a signal or when npm has died of one; until the returned function is called. */
function whenToldToEnd(end) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const watch = setInterval(function () {
    if (process.ppid !== parent) end();
  }, 250);
  signals.forEach(function (signal) {
    process.on(signal, end);
  });
  return function () {
    clearInterval(watch);
    signals.forEach(function (signal) {
      process.removeListener(signal, end);
    });
  };
}

/** Whether what the lock file lists is what npm says it installed. Packages of other platforms are not. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = readJson('package-lock.json').packages;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.keys(wanted).every(function (path) {
    if (path.indexOf('node_modules/') !== 0 || wanted[path].link) return true;
    if (!installed[path]) return Boolean(wanted[path].optional || wanted[path].devOptional);
    return installed[path].version === wanted[path].version && (wanted[path].optional || existsSync(join(root, path)));
  });
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
