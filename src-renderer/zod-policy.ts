import { config } from 'zod';

// First import of main.tsx, before any schema is made: zod would otherwise try whether it may turn text into functions,
// which the content security policy refuses and reports.
config({ jitless: true });
