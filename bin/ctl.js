import { bootstrap } from './bootstrap.js';

// Standard output belongs to the command's result, which may be read by a program.
console.log = console.error;

bootstrap('workers/ctl/ctl.command.ts');
