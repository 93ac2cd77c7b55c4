// Preloaded into every child process (node --import): a child does not outlive its supervisor, nor what it started itself.
// Plain JavaScript, because it is loaded before anything that understands TypeScript.

const TIMEOUT_MS = 8000;

if (process.send) {
  process.once('disconnect', () => {
    // The supervisor is gone. Take the whole process group along (ffmpeg, Next's own children). We lead it.
    const endAll = () => {
      try {
        process.kill(-process.pid, 'SIGKILL');
      } catch {
        // A helper that inherited this guard: it leads no group, and ends with the one that does.
      }
    };
    // Who knows no orderly way, as a build, ends at once;
    if (process.listenerCount('SIGTERM') === 0) return endAll();
    // who does, takes it first.
    process.kill(process.pid, 'SIGTERM');
    process.once('exit', endAll);
    setTimeout(endAll, TIMEOUT_MS).unref();
  });
}
