// npm's postinstall step: remembers which lockfile node_modules was made from, so that set-up need not install again.
import { stampInstall } from './runtime/npm-packages.mjs';

stampInstall();
