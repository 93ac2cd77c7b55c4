// A child that comes up, tells its name when it is asked to stop, and stops.
process.once('SIGTERM', () => {
  console.log('stopped');
  process.exit(0);
});
setInterval(() => {}, 1e6);
process.send({ type: 'ready' });
console.log(`up ${process.pid}`);
