// A child that ignores SIGTERM, and has its own child.
import { spawn } from 'node:child_process';

process.on('SIGTERM', () => console.log('not yet'));
setInterval(() => {}, 1e6);
const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
process.send({ type: 'ready' });
console.log(`up ${process.pid} ${helper.pid}`);
