import { type Models } from '../model';
import { type Choice } from './field-type';

const SHELLS = ['/bin/csh', '/bin/sh', '/bin/tcsh', '/usr/local/sbin/opnsense-shell'];

const LANGUAGES: readonly [key: string, label: string][] = [
  ['cs_CZ', 'Czech'], ['de_DE', 'German'], ['en_US', 'English'], ['es_ES', 'Spanish'], ['fr_FR', 'French'], ['it_IT', 'Italian'], ['ja_JP', 'Japanese'], ['ko_KR', 'Korean'],
  ['no_NO', 'Norwegian'], ['pl_PL', 'Polish'], ['pt_BR', 'Portuguese (Brazil)'], ['pt_PT', 'Portuguese (Portugal)'], ['ru_RU', 'Russian'], ['tr_TR', 'Turkish'],
  ['zh_CN', 'Chinese (Simplified)'], ['zh_TW', 'Chinese (Traditional)'],
];

/** Ciphers of TLS 1.2 and before, and of TLS 1.3, as OpenSSL names them. */
const CIPHERS = [
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'DHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'DHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-RSA-AES256-SHA384', 'AES256-GCM-SHA384', 'AES128-GCM-SHA256',
];
const CIPHERS_13 = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];
const GROUPS = ['P-256', 'P-384', 'P-521', 'X25519', 'X448', 'ffdhe2048', 'ffdhe3072', 'ffdhe4096'];

/** What the backend's commands about the system list. */
export const SYSTEM_LISTS: Readonly<Record<string, (models: Models) => [string, Choice][]>> = {
  'system list locales': models => [
    ...LANGUAGES,
    ...(models.since('25.7') ? ([['el_GR', 'Greek'], ['uk_UA', 'Ukrainian']] satisfies [string, string][]) : []),
    ...(models.since('26.1') ? ([['fa_IR', 'Persian']] satisfies [string, string][]) : []),
  ],
  'system list shells': models => pairs(models.machine.running.measured.shells ?? SHELLS),
  'system ssl ciphers-keyval TLSv1.3': () => pairs(CIPHERS_13),
  'system ssl ciphers-keyval pre-TLSv1.3': () => pairs(CIPHERS),
  'system tls groups': () => pairs(GROUPS),
};

function pairs(names: readonly string[]): [string, string][] {
  return names.map(name => [name, name]);
}
