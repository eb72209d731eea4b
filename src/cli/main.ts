#!/usr/bin/env node
import { catalog } from 'virtual:catalog'
import { files } from 'virtual:trial-files'
import { nodeWorld } from './node-world.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), catalog, nodeWorld(), files)
