/** Names of the messages between shell and preload. Apart from shell-powers.ts, so that the preload needs no zod. */
export const preloadChannels = {
  enginePort: 'engine-port',
  shellPort: 'shell-port',
  filesDropped: 'files-dropped',
} as const;
