import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'

import { catalogModules } from './src/authoring/vite-catalog.ts'

const plugins = (): Plugin[] => [catalogModules()]

// The app: its pages and a worker. With `--mode doors`: the command line and the sandbox, for Node.
export default defineConfig(({ mode }) =>
  mode === 'doors'
    ? {
        plugins: plugins(),
        build: {
          ssr: true,
          outDir: 'dist/doors',
          target: 'node20',
          rolldownOptions: { input: { trialside: 'src/cli/main.ts', sandbox: 'src/sandbox/start.ts' } },
        },
      }
    : {
        plugins: [preact(), ...plugins()],
        base: './',
        // fhirclient without what browsers have by themselves, and without a logger that can print tokens.
        define: { FHIRCLIENT_PURE: 'true' },
        resolve: { alias: { debug: fileURLToPath(new URL('src/smart/silent-debug.cjs', import.meta.url)) } },
        build: {
          outDir: 'dist/app',
          target: 'es2022',
          modulePreload: { polyfill: false },
          rolldownOptions: {
            input: {
              index: 'index.html',
              launch: 'launch.html',
              'launch-board': 'launch-board.html',
              board: 'board.html',
            },
          },
        },
        worker: { format: 'es', plugins },
      },
)
