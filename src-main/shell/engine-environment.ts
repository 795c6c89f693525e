/** Variables by which something outside could change what the engine loads, whom it trusts or where it connects. */
const dangerous =
  /^(NODE_.*|ELECTRON_.*|npm_.*|LD_.*|DYLD_.*|OPENSSL_.*|SSL_.*|SSLKEYLOGFILE|(HTTP|HTTPS|FTP|ALL|NO)_PROXY|FRAME_OF_RECORD_PASSPHRASE)$/i;

/** The environment the engine is started with: the shell's own, less what is dangerous. */
export function engineEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !dangerous.test(name)) {
      kept[name] = value;
    }
  }
  return kept;
}
