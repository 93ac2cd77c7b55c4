import { bootstrap } from './bootstrap.js';

bootstrap('bin/demo/demo.command.ts');
