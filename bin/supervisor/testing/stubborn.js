// A child that does not stop when it is asked to, and has a process of its own beside it.
import { spawn } from 'node:child_process';

process.on('SIGTERM', () => console.log('not yet'));
setInterval(() => {}, 1e6);
const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
process.send({ type: 'ready' });
console.log(`up ${process.pid} ${helper.pid}`);
