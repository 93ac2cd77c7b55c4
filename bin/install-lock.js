// Allows one installation at a time in a checkout, with a lock file that names its process. Plain JavaScript without
// packages.
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

const POLL_MS = 250;

/**
 * Takes the lock, and waits while another process has it. Ends the npm of an installer that was killed.
 * @param {string} file
 * @param {(pid: number) => void} onWait is called once if it waits
 * @returns {Promise<{ started: (npm: number) => void, release: () => void }>} call `started` with the id of npm's
 * process group
 */
export function takeInstallLock(file, onWait) {
  let hasReported = false;
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
        if (!hasReported) onWait(owner.pid);
        hasReported = true;
        return setTimeout(attempt, POLL_MS);
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
    // Another process may have read the empty file, and removed it as stale.
    return read(file) === mine;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function lockOf(file) {
  return {
    started: function (npm) {
      // Atomically, because a partly written file looks stale.
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

/** Null if the file does not exist. */
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
 * Removes a stale lock. Renames it first, so that only one of several processes removes it. If another process has
 * replaced it meanwhile, puts that lock back.
 */
function removeStale(file, text) {
  const renamed = file + '.' + process.pid;
  try {
    renameSync(file, renamed);
    if (read(renamed) !== text) copyFileSync(renamed, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  remove(renamed);
}

function remove(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Kills npm and the processes that it started. */
function end(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Returns whether a process is alive, and not another one with the same id. */
function isSame(pid, began) {
  const now = since(pid);
  return now !== '' && now === began;
}

/** Returns the start time of a process, in the system's format. Empty if it does not exist or is a zombie. */
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
