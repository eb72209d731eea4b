/**
 * The hosts of registries of trials: the primary registries of the WHO's platform, with ClinicalTrials.gov, the two of
 * the European Union, and the Dutch ones (who.int/tools/clinical-trials-registry-platform, read in 2026).
 */
const HOSTS = [
  'clinicaltrials.gov',
  'euclinicaltrials.eu',
  'clinicaltrialsregister.eu',
  'onderzoekmetmensen.nl',
  'trialregister.nl',
  'toetsingonline.nl',
  'isrctn.com',
  'drks.de',
  'anzctr.org.au',
  'chictr.org.cn',
  'cris.nih.go.kr',
  'ctri.nic.in',
  'ensaiosclinicos.gov.br',
  'ensayosclinicos-repec.ins.gob.pe',
  'irct.behdasht.gov.ir',
  'irct.ir',
  'itmctr.ccebtcm.org.cn',
  'jrct.mhlw.go.jp',
  'jrct.niph.go.jp',
  'lbctr.moph.gov.lb',
  'pactr.samrc.ac.za',
  'rpcec.sld.cu',
  'slctr.lk',
  'thaiclinicaltrials.org',
  'trialsearch.who.int',
  'umin.ac.jp',
]

/** True for the host of a registry, or one that stands under it. */
export const isRegistry = (host: string): boolean =>
  HOSTS.some((one) => host === one || host.endsWith(`.${one}`))
