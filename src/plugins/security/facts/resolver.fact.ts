import { configured } from '../../../core/audit';
import { at, entriesOf, type Fields, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** A server to which Unbound passes queries on. */
export interface DnsForward {
  readonly uuid: string;
  readonly server: string;
  /** Only names in it are passed on; '' for all. */
  readonly domain: string;
  readonly tls: boolean;
  /** The name that its certificate has to carry; '' for any. */
  readonly verify: string;
  /** Where it does not answer, Unbound asks the servers of the internet itself, in the clear. */
  readonly fallsBack: boolean;
}

/** Who may ask. */
export interface AccessList {
  readonly uuid: string;
  readonly name: string;
  /** `allow`, `deny`, `refuse`, `allow_snoop`, `deny_non_local`, `refuse_non_local`. */
  readonly action: string;
  readonly networks: readonly string[];
}

/** The settings of Unbound. */
export interface Resolver {
  readonly enabled: boolean;
  readonly dnssec: boolean;
  /** Whether an answer without signatures is refused where there should be some. */
  readonly needsSignatures: boolean;
  readonly hidesIdentity: boolean;
  readonly hidesVersion: boolean;
  /** Interfaces that it listens on; none for all of them. */
  readonly interfaces: readonly string[];
  /** Networks that no answer from the internet may name. */
  readonly privateNetworks: readonly string[];
  /** Those that are enabled. */
  readonly forwards: readonly DnsForward[];
  /** Whether everything is passed on to the servers of the system, in the clear. */
  readonly forwardsToSystem: boolean;
  /** What everybody may whom no list names. */
  readonly defaultAction: string;
  /** Those that are enabled. */
  readonly accessLists: readonly AccessList[];
}

const isActive = (fields: Fields): boolean => textOf(fields, 'enabled') !== '0';

/** The settings of Unbound. */
export const resolver = configured<Resolver>('the settings of Unbound', 'OPNsense.unboundplus', value => {
  const [general, advanced, acls] = ['general', 'advanced', 'acls'].map(name => fieldsOf(at(value, name))) as [Fields, Fields, Fields];
  return {
    enabled: isOn(general, 'enabled'),
    dnssec: isOn(general, 'dnssec'),
    needsSignatures: isOn(advanced, 'dnssecstripped'),
    hidesIdentity: isOn(advanced, 'hideidentity'),
    hidesVersion: isOn(advanced, 'hideversion'),
    interfaces: entriesOf(textOf(general, 'active_interface')),
    // The firewall reads this one off the file, without the model's default.
    privateNetworks: entriesOf(textOf(advanced, 'privateaddress')),
    forwards: listOf(at(value, 'dots', 'dot')).filter(isActive).map(toForward),
    forwardsToSystem: isOn(fieldsOf(at(value, 'forwarding')), 'enabled'),
    defaultAction: textOf(acls, 'default_action') || 'allow',
    accessLists: listOf(acls['acl'])
      .filter(isActive)
      .map(fields => ({ uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), action: textOf(fields, 'action') || 'allow', networks: entriesOf(textOf(fields, 'networks')) })),
  };
});

function toForward(fields: Fields): DnsForward {
  const tls = (textOf(fields, 'type') || 'dot') === 'dot';
  return { uuid: textOf(fields, '@uuid'), server: textOf(fields, 'server'), domain: textOf(fields, 'domain'), tls, verify: textOf(fields, 'verify'), fallsBack: isOn(fields, 'forward_first') };
}
