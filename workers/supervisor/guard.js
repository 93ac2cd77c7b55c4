// Preloaded into every child process (node --import): a child does not outlive its supervisor, nor what it started itself.
// Plain JavaScript, because it is loaded before anything that understands TypeScript.

const PATIENCE = 8000;

if (process.send) {
  process.once('disconnect', () => {
    // The supervisor is gone. Stop in the orderly way,
    process.kill(process.pid, 'SIGTERM');
    // and in the end take the whole process group along (ffmpeg, Next's own children). We lead it.
    const endAll = () => process.kill(-process.pid, 'SIGKILL');
    process.once('exit', endAll);
    setTimeout(endAll, PATIENCE).unref();
  });
}
