import { type CertificateFacts, type CertificateReader, type ConfigValue } from '../../../ports';
import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { type Fields, listOf, textOf } from '../../../core/packet-filter';

/** An entry of the trust store that holds a certificate. */
export interface StoredCertificate extends CertificateFacts {
  /** What the configuration refers to it by; never changes. */
  readonly refid: string;
  readonly label: string;
  readonly store: 'certificates' | 'authorities';
  readonly hasPrivateKey: boolean;
  /** The elements of the configuration that use it: `system.webgui`; users' own ones are not among them. */
  readonly usedBy: readonly string[];
}

/** The trust store: certificates and authorities that can be read; requests are not among them. */
export const certificates: Fact<readonly StoredCertificate[]> = {
  name: 'the trust store',
  uses: [configDownload],
  read: async ({ config, certificates: reader }) => {
    const names = (await config.sections()).map(({ name }) => name).filter(name => !STORE.includes(name));
    const [certs, authorities, ...others] = await Promise.all(['cert', 'ca', ...names].map(path => config.section(path)));
    const entries = [...storedIn('certificates', certs, reader), ...storedIn('authorities', authorities, reader)];
    const uses = usesOf(new Set(entries.map(({ refid }) => refid)), others.map((value, index) => [String(names[index]), value]));
    return entries.map(entry => ({ ...entry, usedBy: uses.get(entry.refid) ?? [] }));
  },
};

const STORE = ['cert', 'ca', 'crl'];

function storedIn(store: StoredCertificate['store'], value: ConfigValue | undefined, reader: CertificateReader): Omit<StoredCertificate, 'usedBy'>[] {
  return listOf(value).flatMap(fields => {
    const facts = reader.read(decoded(fields));
    const refid = textOf(fields, 'refid');
    return facts === undefined ? [] : [{ ...facts, refid, label: textOf(fields, 'descr') || facts.subject, store, hasPrivateKey: textOf(fields, 'prv') !== '' }];
  });
}

function decoded(fields: Fields): string {
  try {
    return atob(textOf(fields, 'crt').replace(/\s+/g, ''));
  } catch {
    return '';
  }
}

/** Where each of those words stands in the configuration, alone or in a list with commas. */
function usesOf(refids: ReadonlySet<string>, sections: readonly (readonly [string, ConfigValue | undefined])[]): ReadonlyMap<string, string[]> {
  const uses = new Map<string, string[]>();
  const visit = (value: ConfigValue | undefined, path: readonly string[]): void => {
    if (typeof value === 'string') {
      const place = path.slice(0, -1).filter(name => !name.startsWith('#')).join('.');
      for (const word of value === '' || place === 'system.user' ? [] : value.split(',')) {
        if (refids.has(word) && uses.get(word)?.includes(place) !== true) uses.set(word, [...(uses.get(word) ?? []), place]);
      }
    } else if (Array.isArray(value)) {
      for (const each of value) visit(each, path);
    } else if (value !== undefined) {
      for (const [name, each] of Object.entries(value)) visit(each, [...path, name]);
    }
  };
  for (const [name, value] of sections) visit(value, [name]);
  return uses;
}
