// tsx compiles TypeScript with a helper process of esbuild, which would live as long as this process. It is not needed
// after loading.
import { execFileSync } from 'child_process';

/** Ends the compiler's helper process, if this process has one. */
export function endCompiler() {
  children().forEach(function (child) {
    if (child.command.indexOf('esbuild') === -1 || child.command.indexOf('--service=') === -1) return;
    try {
      process.kill(child.pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
  });
}

function children() {
  try {
    const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n');
    return lines
      .map(function (line) {
        return /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      })
      .filter(function (match) {
        return match && Number(match[2]) === process.pid;
      })
      .map(function (match) {
        return { pid: Number(match[1]), command: match[3] };
      });
  } catch {
    return []; // Without ps the helper stays, and ends with this process.
  }
}
