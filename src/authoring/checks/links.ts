import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { isRegistry } from './registries.ts'

/** Links lead where they say, over https; mail addresses are whole. */
export const checkLinks: Check = ({ written }) => {
  const { id, registryLink, contacts = [] } = written
  return [
    ...registryFaults(id, registryLink),
    ...contacts.flatMap(({ link, mail, phone }, index) => [
      ...(link === undefined ? [] : linkFaults(link, ['contacts', index, 'link'])),
      ...(mail === undefined || isMail(mail)
        ? []
        : contact(['contacts', index, 'mail'], `“${mail.slice(0, 60)}” is no mail address.`)),
      ...(phone === undefined || isPhone(phone)
        ? []
        : contact(['contacts', index, 'phone'], `“${phone.slice(0, 60)}” is no telephone number.`)),
    ]),
    ...(contacts.length > 0
      ? []
      : contact(['contacts'], 'Nobody is named whom one could ask, so that nobody can be referred.')),
  ]
}

const contact = (path: Path, message: string): Finding[] => [
  { code: 'L-CONTACT', path, message, hint: 'A referral has to reach somebody.' },
]

/** The record of the trial stands in a registry, and in one that is known. */
function registryFaults(id: string, link: string): Finding[] {
  const path = ['registry-link']
  const faults = [...linkFaults(link, path), ...ofAnotherTrial(id, link)]
  if (faults.length > 0) return faults
  const { hostname } = new URL(link)
  return isRegistry(hostname)
    ? []
    : [
        {
          code: 'L-LINK',
          path,
          message: `“${hostname}” is no registry of trials that is known here.`,
          hint: 'Name the record in a registry; a page of the hospital belongs to a contact (link).',
        },
      ]
}

const MOST_CHARACTERS = 2000

/** What is wrong with a link. A contact may have any host that has a name: hospitals are too many to list. */
function linkFaults(link: string, path: Path): Finding[] {
  const refuse = (message: string): Finding[] => [
    {
      code: 'L-LINK',
      path,
      message,
      hint: 'Write the whole address: https://clinicaltrials.gov/study/NCT01234567',
    },
  ]
  if (link.length > MOST_CHARACTERS) return refuse(`It is longer than ${MOST_CHARACTERS} characters.`)
  // What a browser would silently take out or turn round is not the address that a reader sees.
  if (!/^[!-~]+$/.test(link) || /[\\<>"^`{|}]/.test(link))
    return refuse('An address has no spaces and no such signs.')
  const url = URL.canParse(link) ? new URL(link) : undefined
  if (!url) return refuse(`“${link.slice(0, 60)}” is no address.`)
  if (url.protocol !== 'https:') return refuse(`It begins with ${url.protocol} and not with https:.`)
  if (!/^https:\/\//i.test(link)) return refuse('Behind https: come two slashes.')
  if (url.username !== '' || url.password !== '' || /^https:\/\/[^/?#]*@/i.test(link))
    return refuse('A name or a password stands in it.')
  if (/^https:\/\/[^/?#]*:/i.test(link)) return refuse('A port stands in it.')
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(url.hostname))
    return refuse(`“${url.hostname}” is no name of a host.`)
  if (/(^|\.)xn--/.test(url.hostname)) return refuse('The name of its host only looks like what it is.')
  return /\.(local|localhost|internal|home|lan|test|invalid)$/.test(url.hostname)
    ? refuse(`“${url.hostname}” cannot be reached from elsewhere.`)
    : []
}

/** A link that was copied from another trial. */
function ofAnotherTrial(id: string, link: string): Finding[] {
  const other = /NCT\d{8}/.exec(link)?.[0]
  return other !== undefined && /^NCT\d{8}$/.test(id) && other !== id
    ? [
        {
          code: 'L-LINK',
          path: ['registry-link'],
          message: `It leads to ${other}, and this is ${id}.`,
        },
      ]
    : []
}

const isMail = (mail: string): boolean =>
  mail.length <= 254 &&
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(
    mail,
  )

const isPhone = (phone: string): boolean =>
  /^\+?[0-9 ()./-]{5,30}(\s*(ext\.?|x)\s*\d{1,6})?$/.test(phone) && (phone.match(/\d/g) ?? []).length >= 5
