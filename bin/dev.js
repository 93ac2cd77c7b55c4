import { bootstrap } from './bootstrap.js';

bootstrap('bin/supervisor/dev.command.ts');
