// Reports the peak memory of this process to its parent on request.
process.on('message', (message) => {
  if (message === 'peak') process.send?.({ type: 'peak', kb: process.resourceUsage().maxRSS });
});
