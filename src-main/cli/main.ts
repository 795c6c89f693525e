#!/usr/bin/env node
import { refuseNetwork } from '../guard/refuse-network.ts';
import { keepCompiledCode } from './compiled-code.ts';

refuseNetwork();
keepCompiledCode();
// Read only now: what is imported above is compiled anew each time.
const { runCommandLine } = await import('./run-command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
