import { bootstrap } from './bootstrap.js';

bootstrap('bin/test/test.command.ts');
