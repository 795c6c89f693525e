import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../../src-main/shell/engine-environment.ts';

describe('the environment of the engine', () => {
  it('keeps what programs need and loses what could change them', () => {
    const kept = {
      PATH: '/usr/bin',
      HOME: '/home/a',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      TEMP: 'C:\\Temp',
      SystemRoot: 'C:\\Windows',
    };
    const lost = {
      NODE_OPTIONS: '--require evil.js',
      NODE_EXTRA_CA_CERTS: 'x',
      node_path: 'x',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: 'evil.so',
      LD_LIBRARY_PATH: 'x',
      DYLD_INSERT_LIBRARIES: 'x',
      OPENSSL_CONF: 'x',
      SSLKEYLOGFILE: 'x',
      HTTPS_PROXY: 'x',
      http_proxy: 'x',
      npm_config_registry: 'x',
      FRAME_OF_RECORD_PASSPHRASE: 'secret',
    };
    expect(engineEnvironment({ ...kept, ...lost, ABSENT: undefined })).toEqual(kept);
  });
});
