import { configured } from '../../../core/audit';
import { at, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** A certificate that the ACME client is to look after. */
export interface AcmeCertificate {
  readonly uuid: string;
  readonly name: string;
  /** Renewed before it ends: by the client as a whole, and in its own settings. */
  readonly renewed: boolean;
  /** OPNsense's code of the last attempt: 200 for success, 100 for none yet. */
  readonly status: string;
  /** The authority that it is asked from, as OPNsense names it: `letsencrypt`, `letsencrypt_test`. */
  readonly authority: string;
}

/** Enabled certificates of the ACME client; none where the client is missing. */
export const acmeCertificates = configured<readonly AcmeCertificate[]>("the ACME client's certificates", 'OPNsense.AcmeClient', value => {
  const settings = fieldsOf(at(value, 'settings'));
  const isDefault = (fields: Parameters<typeof textOf>[0], name: string): boolean => textOf(fields, name) !== '0';
  const accounts = new Map(listOf(at(value, 'accounts', 'account')).map(fields => [textOf(fields, '@uuid'), textOf(fields, 'ca') || 'letsencrypt']));
  return listOf(at(value, 'certificates', 'certificate'))
    .filter(fields => isDefault(fields, 'enabled'))
    .map(fields => ({
      uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), status: textOf(fields, 'statusCode') || '100', authority: accounts.get(textOf(fields, 'account')) ?? '',
      renewed: isOn(settings, 'enabled') && isDefault(settings, 'autoRenewal') && isDefault(fields, 'autoRenewal'),
    }));
});
