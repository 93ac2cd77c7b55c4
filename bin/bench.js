import { bootstrap } from './bootstrap.js';

// Standard output belongs to the array that --json prints.
console.log = console.error;

bootstrap('bench/main.ts');
