/** The launch page's script: the EHR opens `launch.html`, and this takes it from there. */
import { queries } from 'virtual:data-needs'
import { outside } from './outside.ts'
import { thisPage } from './page.ts'
import { startLaunch } from './start-launch.ts'

startLaunch(thisPage(), queries, outside)
