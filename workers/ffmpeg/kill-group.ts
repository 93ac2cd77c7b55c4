/**
 * Kills a process that was started as `detached`, and all that it has started. Killing it alone is not enough: while
 * bubblewrap sets up a sandbox, its `--die-with-parent` does not hold yet. The process inside then waits for ever, or
 * runs the program to its end, and holds the pipes of the output.
 * @param leader its id, which is that of its process group.
 */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All have ended.
  }
}
