// A child that becomes ready, and stops on SIGTERM.
process.once('SIGTERM', () => {
  console.log('stopped');
  process.exit(0);
});
setInterval(() => {}, 1e6);
process.send({ type: 'ready' });
console.log(`up ${process.pid}`);
