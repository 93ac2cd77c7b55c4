import { bootstrap } from './bootstrap.js';

bootstrap('bin/database/database.command.ts');
