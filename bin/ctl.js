import { bootstrap } from './bootstrap.js';

// Standard output belongs to the command's result, which may be read by a program.
console.log = console.error;

bootstrap('bin/ctl/ctl.command.ts');
