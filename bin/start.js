import { bootstrap } from './bootstrap.js';

bootstrap('bin/supervisor/start.command.ts');
