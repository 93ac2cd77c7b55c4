// Preloaded into every child process (node --import). Ends the child and its own children when the supervisor ends.
// Plain JavaScript, because it is loaded before TypeScript support.

const TIMEOUT_MS = 8000;

if (process.send) {
  process.once('disconnect', () => {
    // The supervisor has ended. End the whole process group, which this process leads (ffmpeg, Next's children).
    const endAll = () => {
      try {
        process.kill(-process.pid, 'SIGKILL');
      } catch {
        // A helper process that inherited this guard. It leads no group, and ends with its leader.
      }
    };
    // A process without a handler, such as a build, ends immediately.
    if (process.listenerCount('SIGTERM') === 0) return endAll();
    // Others shut down gracefully first.
    process.kill(process.pid, 'SIGTERM');
    process.once('exit', endAll);
    setTimeout(endAll, TIMEOUT_MS).unref();
  });
}
