// Tells the parent, when it asks, how much memory this process had at most.
process.on('message', (message) => {
  if (message === 'peak') process.send?.({ type: 'peak', kb: process.resourceUsage().maxRSS });
});
