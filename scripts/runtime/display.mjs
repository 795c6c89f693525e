// Whether there is a screen, and how a program gets one where there is none.

/** @param {NodeJS.ProcessEnv} [environment] */
export function hasDisplay(environment = process.env) {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/**
 * Wraps a command so that it has a screen: as it is with a display, under a virtual one without.
 * @param {string} command
 * @param {string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function withScreen(command, args) {
  if (hasDisplay()) return { command, args };
  return { command: 'xvfb-run', args: ['-a', '-s', '-screen 0 1600x1000x24', command, ...args] };
}
