import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'
import { catalogModules } from './src/authoring/vite-catalog.ts'

const shared = { plugins: [preact(), catalogModules()] }

// Journeys drive the built app in a real Chromium against the sandbox; everything else needs no browser.
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/journeys/**'],
          // No test is about time: a busy machine is slow, and not wrong.
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: 'test/journeys/build-first.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
