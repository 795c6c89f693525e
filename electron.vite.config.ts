import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** CommonJS, so that Electron's loader and a plain Node child read the same files, and the sandboxed preload can. */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const;

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out', 'main'),
      // Dependencies stay outside, but for those that a CommonJS file could not load or that are pure JavaScript and small.
      externalizeDeps: { exclude: ['canonicalize', 'fast-xml-parser', 'papaparse', 'zod'] },
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: {
          main: join(root, 'src-main', 'shell', 'main.ts'),
          'engine-electron': join(root, 'src-main', 'engine', 'entry', 'electron.ts'),
          'engine-node': join(root, 'src-main', 'engine', 'entry', 'node.ts'),
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out', 'preload'),
      target: 'node20',
      // A sandboxed preload can load electron and nothing else, so everything else goes in.
      externalizeDeps: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { preload: join(root, 'src-main', 'preload', 'preload.ts') },
        output: commonJs,
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: join(root, 'out', 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      // The content security policy allows no inline script, style or data: font.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: join(root, 'src-renderer', 'index.html'),
          picture: join(root, 'src-renderer', 'picture.html'),
        },
      },
    },
  },
});
