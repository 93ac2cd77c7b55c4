// Installs the packages of the lock file if they are missing or different. Plain JavaScript with old syntax.
import { spawn } from 'child_process';
import { accessSync, constants, existsSync, readFileSync } from 'fs';
import { homedir, tmpdir } from 'os';
import { join } from 'path';
import { takeInstallLock } from './install-lock.js';
import { say } from './say.js';

/**
 * Runs `npm ci` in `root` if necessary. Of several simultaneous starts one installs, and the others wait. If it fails,
 * it logs the reason and ends this process.
 * @param {string} root
 * @param {number} parent the parent of this process; the installation ends when it ends
 * @returns {Promise<void>}
 */
export function installDependencies(root, parent) {
  if (isInstalled(root)) return Promise.resolve();
  try {
    accessSync(root, constants.W_OK);
  } catch (error) {
    fail(root + ' cannot be written by this user (' + error.code + '). Start it once as the owner of that folder');
  }
  const waiting = function (pid) {
    say('…', 'Waiting for process ' + pid + ', which installs the dependencies');
  };
  return takeInstallLock(join(root, '.installing'), waiting).then(function (lock) {
    if (isInstalled(root)) return lock.release();
    return runNpm(root, parent, lock).then(lock.release);
  });
}

/**
 * Returns whether the packages of the lock file are installed in these versions, according to npm's own record and on
 * the disk. Optional packages of other platforms may be missing. npm writes its record last, so an interrupted
 * installation has none.
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.keys(wanted).every(function (path) {
    if (path.indexOf('node_modules/') !== 0 || wanted[path].link) return true;
    if (!installed[path]) return Boolean(wanted[path].optional || wanted[path].devOptional);
    return installed[path].version === wanted[path].version && existsSync(join(root, path, 'package.json'));
  });
}

/** Null if the file is missing or damaged. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages || null;
  } catch {
    return null;
  }
}

function runNpm(root, parent, lock) {
  const startedAt = Date.now();
  say('…', 'Installing dependencies');
  // The npm that started this process, or the one on the PATH.
  const own = process.env.npm_execpath && process.env.npm_execpath.endsWith('npm-cli.js');
  const npm = own ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = npm.slice(1).concat('ci', '--include=dev', '--include=optional', '--loglevel=error');
  let child = null;
  const end = function () {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended, or has not begun.
    }
  };
  // Before npm starts, so that a signal never ends this process alone.
  const stopWatching = onShutdown(parent, function () {
    end();
    lock.release();
    process.exit(130);
  });
  // Its own process group, so that the processes of install scripts end with it.
  child = spawn(npm[0], args, {
    cwd: root,
    env: environmentOfNpm(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  if (child.pid) lock.started(child.pid);
  forward(child.stderr);
  const failed = function (reason) {
    lock.release();
    fail(reason);
  };
  return new Promise(function (done) {
    child.once('error', function (error) {
      failed(error.message);
    });
    child.once('exit', end);
    child.once('close', function (code) {
      stopWatching();
      if (code !== 0) failed("see npm's errors above");
      say('✓', 'Dependencies installed (' + Math.round((Date.now() - startedAt) / 1000) + ' s)');
      done();
    });
  });
}

/** npm fails for a user without a home directory, such as a numeric id without a name. */
function environmentOfNpm() {
  try {
    homedir();
    return process.env;
  } catch {
    return Object.assign({}, process.env, { HOME: tmpdir() });
  }
}

/** Forwards npm's errors, line by line. */
function forward(stream) {
  let rest = '';
  const log = function (line) {
    if (!line.trim()) return;
    if (process.env.LOG_FORMAT === 'json') say('✗', line);
    else console.error(line);
  };
  stream.setEncoding('utf8').on('data', function (text) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    lines.forEach(log);
  });
  stream.on('end', function () {
    log(rest);
  });
}

function fail(reason) {
  say('✗', 'The dependencies could not be installed: ' + reason + '.');
  process.exit(1);
}

/** Calls `end` on a signal, or when the parent ends. @returns a function that stops watching */
function onShutdown(parent, end) {
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
