/** The board's launch page: the EHR opens `launch-board.html` without a patient, and this takes it from there. */
import { queries } from 'virtual:data-needs'
import { outside } from './outside.ts'
import { thisPage } from './page.ts'
import { startLaunch } from './start-launch.ts'

startLaunch(thisPage(), queries, outside, 'board')
