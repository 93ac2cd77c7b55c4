import { bootstrap } from './bootstrap.js';

bootstrap('bin/supervisor/test.command.ts');
