// One installation at a time in a checkout: a file says who is at it. Plain JavaScript that needs no package.
import { execFileSync } from 'child_process';
import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'fs';

const LOOK_MS = 250;

/**
 * Takes the lock, waiting for another start that is at it. What one that was killed left running is ended first.
 * @param {string} file
 * @param {(pid: number) => void} onWait called once, where it waits
 * @returns {Promise<{ started: (npm: number) => void, release: () => void }>} tell it the id of npm's process group
 */
export function takeInstallLock(file, onWait) {
  let told = false;
  return new Promise(function (done, fail) {
    (function attempt() {
      try {
        if (claim(file)) return done(lockOf(file));
      } catch (error) {
        return fail(error);
      }
      const text = read(file);
      const owner = parse(text);
      if (owner && isSame(owner.pid, owner.since)) {
        if (!told) onWait(owner.pid);
        told = true;
        return setTimeout(attempt, LOOK_MS);
      }
      if (owner && owner.npm && isSame(owner.npm, owner.npmSince)) end(owner.npm);
      if (text !== null) removeStale(file, text);
      attempt();
    })();
  });
}

function claim(file) {
  const mine = JSON.stringify({ pid: process.pid, since: since(process.pid) });
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, mine);
    closeSync(handle);
    // While it was empty another start may have taken it for a stale one.
    return read(file) === mine;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function lockOf(file) {
  return {
    started: function (npm) {
      // At one stroke: a file that is half written would look stale.
      writeFileSync(
        file + '.new',
        JSON.stringify({ pid: process.pid, since: since(process.pid), npm: npm, npmSince: since(npm) }),
      );
      renameSync(file + '.new', file);
    },
    release: function () {
      remove(file);
    },
  };
}

/** Null where there is none. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Removes a lock that was stale when it was read. It is renamed before, so that of several starts one removes it; where
 * another start has put its own in its place meanwhile, that goes back.
 */
function removeStale(file, text) {
  const aside = file + '.' + process.pid;
  try {
    renameSync(file, aside);
    if (read(aside) !== text) copyFileSync(aside, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  remove(aside);
}

function remove(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** npm and all that it started. It may end by itself just now. */
function end(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Whether a process lives, and is not another that has its number by now. */
function isSame(pid, began) {
  const now = since(pid);
  return now !== '' && now === began;
}

/** When a process began, as the system says it; empty where there is none, or one that waits to be reaped. */
function since(pid) {
  try {
    const stat = readFileSync('/proc/' + pid + '/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : fields[19];
  } catch {
    if (process.platform === 'linux') return '';
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
  } catch {
    return '';
  }
}
