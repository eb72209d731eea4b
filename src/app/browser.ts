import type { Language } from '../engine/language.ts'
import type { Ports } from './ports.ts'

/** The browser's language, as far as this app speaks it. */
export const browserLanguage = (): Language =>
  navigator.language.toLowerCase().startsWith('nl') ? 'nl' : 'en'

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** What the clock of this browser says. */
export const now: Ports['now'] = () => {
  const clock = new Date()
  const date = `${clock.getFullYear()}-${twoDigits(clock.getMonth() + 1)}-${twoDigits(clock.getDate())}`
  const minute = `${date}T${twoDigits(clock.getHours())}:${twoDigits(clock.getMinutes())}`
  const east = -clock.getTimezoneOffset()
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60].map(twoDigits)
  const instant = `${minute}:${twoDigits(clock.getSeconds())}${east < 0 ? '-' : '+'}${hours}:${minutes}`
  return { date, minute, instant }
}

/** What a page does with this browser. */
export const browser: Ports['browser'] = {
  copy: (text) =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  print: () => window.print(),
  reload: () => location.reload(),
}
