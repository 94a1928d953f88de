import { type Content } from './content';
import { fixedHosts, officesOf } from './offices';
import { type SampleKit } from './sample-kit';

/** Certificate authorities and certificates, which repeat at the root of the configuration. */
export function certificates(kit: SampleKit): Readonly<Record<string, Content>> {
  const entry = (refid: string, descr: string, crt: string, more: Readonly<Record<string, Content>>): Content => ({ '@uuid': kit.uuid(`certificate ${refid}`), refid, descr, ...more, crt, prv: kit.privateKey(refid) });
  const office = { C: 'NL', O: 'Example office', CN: 'Example office CA' };
  const issued = (name: string, host: string, to: number): string =>
    kit.x509(name, { subject: { C: 'NL', O: 'Example office', CN: host }, from: Date.UTC(2026, 2, 1), to, usage: 'server', alternativeNames: [`DNS:${host}`] }, { name: 'office', subject: office });
  return {
    ca: [entry('65a1b2c3d4e50', 'Example office CA', kit.x509('office', { subject: office, from: Date.UTC(2024, 2, 1), to: Date.UTC(2044, 2, 1), usage: 'ca' }), { serial: '4', caref: '' })],
    cert: [
      entry('65a1b2c3d4e51', 'Web GUI certificate', issued('web', 'fw1.office.example.net', Date.UTC(2036, 2, 1)), { caref: '65a1b2c3d4e50' }),
      entry('65a1b2c3d4e52', 'OpenVPN server', issued('openvpn', 'vpn.example.net', Date.UTC(2036, 8, 1)), { caref: '65a1b2c3d4e50' }),
    ],
  };
}

/** WireGuard: one instance for staff, with peers of all kinds. */
export function wireguard(kit: SampleKit): Content {
  const peers = [{ name: 'alice-laptop', host: '2', keepalive: '25' }, { name: 'bob-phone', host: '3', keepalive: '25' }, { name: 'carol-tablet', host: '4', keepalive: '' }];
  return {
    general: { ...kit.model('0.0.1', 'WireGuard configuration'), enabled: '1' },
    server: {
      ...kit.versioned('OPNsense/wireguard/server', 'WireGuard instance configuration'),
      servers: {
        server: {
          '@uuid': kit.uuid('wireguard staff'),
          enabled: '1', name: 'staff', instance: '0', pubkey: kit.publicKey('staff'), privkey: kit.wireguardKey('staff'), port: '51820', mtu: '', dns: '', tunneladdress: '10.10.10.1/24',
          disableroutes: '0', gateway: '', carp_depend_on: '', peers: peers.map(({ name }) => kit.uuid(`peer ${name}`)).join(','),
          ...(kit.since('25.7') ? { debug: '0' } : {}),
          endpoint: 'vpn.example.net', peer_dns: '',
        },
      },
    },
    client: {
      ...kit.model('1.0.0', 'WireGuard peer configuration'),
      clients: {
        client: peers.map(({ name, host, keepalive }) => ({
          '@uuid': kit.uuid(`peer ${name}`),
          enabled: name.startsWith('bob') ? '0' : '1', name, pubkey: kit.publicKey(name), psk: kit.wireguardKey(`psk ${name}`), tunneladdress: `10.10.10.${host}/32`,
          serveraddress: '', serverport: '', keepalive,
        })),
      },
    },
  };
}

/** OpenVPN as a model: one server and its static key. */
export function openvpn(kit: SampleKit): Content {
  return {
    ...kit.model('1.0.1', 'OpenVPN configuration'),
    Overwrites: '',
    Instances: {
      Instance: {
        '@uuid': kit.uuid('openvpn road warriors'),
        vpnid: '1', enabled: '1', dev_type: 'tun', verb: '3', proto: 'udp', port: '1194', local: '', topology: 'subnet', remote: '', role: 'server', server: '10.10.20.0/24', server_ipv6: '',
        cert: '65a1b2c3d4e52', ca: '65a1b2c3d4e50', verify_client_cert: 'require', tls_key: kit.uuid('openvpn key'), authmode: 'Office LDAP', username: '', password: '', description: 'Road warriors',
      },
    },
    StaticKeys: { StaticKey: { '@uuid': kit.uuid('openvpn key'), mode: 'crypt', key: kit.staticKey('road warriors'), description: 'Road warriors' } },
  };
}

/** The old OpenVPN section: a site-to-site tunnel that nobody has moved to the model. */
export function legacyOpenvpn(kit: SampleKit): Content {
  return {
    'openvpn-client': {
      vpnid: '2', disable: '1', protocol: 'UDP4', dev_mode: 'tun', server_addr: 'old-site.example.net', server_port: '1195', mode: 'p2p_shared_key', description: 'Old site',
      auth_user: 'office', auth_pass: kit.password('old site'), shared_key: kit.staticKey('old site shared'), tls: kit.staticKey('old site tls'), crypto: 'AES-256-CBC',
    },
  };
}

/** IPsec's pre-shared key and key pair. */
export function ipsec(kit: SampleKit): Content {
  return {
    ...kit.versioned('OPNsense/IPsec', 'IPsec configuration'),
    general: { enabled: '1', preferred_oldsa: '0', disablevpnrules: '0', passthrough_networks: '' },
    keyPairs: {
      keyPair: { '@uuid': kit.uuid('ipsec pair'), name: 'branch', keyType: 'ecdsa', publicKey: kit.certificate('ipsec pair'), privateKey: kit.privateKey('ipsec pair'), keySize: '256', keyFingerprint: '' },
    },
    preSharedKeys: {
      preSharedKey: { '@uuid': kit.uuid('ipsec psk'), ident: 'fw1.office.example.net', remote_ident: 'branch.example.net', keyType: 'PSK', Key: kit.password('ipsec'), description: 'Branch office' },
    },
  };
}

/** IPsec's connections: one to a branch office that is always up, and one that waits until somebody wants it. */
export function ipsecConnections(kit: SampleKit): Content {
  const connection = (name: string, description: string, remote: string, facts: Readonly<Record<string, string>> = {}): Content => ({
    '@uuid': kit.uuid(`ipsec ${name}`),
    enabled: '1', proposals: 'default', unique: 'no', aggressive: '0', version: '2', mobike: '1', local_addrs: '203.0.113.10', local_port: '', remote_addrs: remote, remote_port: '',
    encap: '0', reauth_time: '', rekey_time: '', over_time: '', dpd_delay: '30', dpd_timeout: '', pools: '', send_certreq: '1', send_cert: '', keyingtries: '', description,
    ...facts,
  });
  const end = (kind: string, name: string, id: string): Content => ({
    '@uuid': kit.uuid(`ipsec ${kind} ${name}`),
    enabled: '1', connection: kit.uuid(`ipsec ${name}`), round: '0', auth: 'psk', id, eap_id: '', certs: '', pubkeys: '', description: '',
    ...(kind === 'remote' ? { groups: '', ...(kit.since('25.1') ? { cacerts: '' } : {}) } : {}),
  });
  const child = (name: string, label: string, remote: string, description: string, action = 'start'): Content => ({
    '@uuid': kit.uuid(`ipsec child ${label}`),
    enabled: '1', connection: kit.uuid(`ipsec ${name}`), reqid: '', esp_proposals: 'default', sha256_96: '0', start_action: action, close_action: 'none', dpd_action: 'clear', mode: 'tunnel',
    policies: '1', local_ts: '192.168.1.0/24', remote_ts: remote, rekey_time: '3600', description,
  });
  return {
    ...kit.model('1.0.0', 'IPsec connections'),
    Connections: { Connection: [connection('branch', 'Branch office', '198.51.100.200'), connection('warehouse', 'Warehouse', 'warehouse.example.org')] },
    locals: { local: ['branch', 'warehouse'].map(name => end('local', name, 'fw1.office.example.net')) },
    remotes: { remote: ['branch', 'warehouse'].map(name => end('remote', name, `${name}.example.net`)) },
    children: {
      child: [child('branch', 'branch lan', '10.50.1.0/24', 'Office to branch'), child('branch', 'branch voice', '10.50.2.0/24', 'Telephones'), child('warehouse', 'warehouse', '10.60.0.0/24', 'Scanners', 'none')],
    },
    Pools: '', VTIs: '', SPDs: '',
  };
}

/** Unbound: local names, one blocklist, DNS over TLS. */
export function unbound(kit: SampleKit): Content {
  const host = (hostname: string, server: string, description: string): Content => ({
    '@uuid': kit.uuid(`override ${hostname}`), enabled: '1', hostname, domain: 'office.example.net', rr: 'A', mxprio: '', mx: '', server, description,
  });
  const lists = { type: 'ag', lists: '', blocklists: 'ads.example.com', wildcards: '', address: '', nxdomain: kit.unset };
  return {
    ...kit.versioned('OPNsense/unboundplus', 'Unbound configuration'),
    general: {
      enabled: '1', port: '53', stats: '1', active_interface: '', dnssec: '1', dns64: kit.unset, dns64prefix: '', noarecords: kit.unset, regdhcp: kit.unset, regdhcpdomain: '', regdhcpstatic: kit.unset,
      noreglladdr6: kit.unset, noregrecords: kit.unset, txtsupport: kit.unset, cacheflush: kit.unset, local_zone_type: 'transparent', outgoing_interface: '', enable_wpad: kit.unset,
    },
    acls: { default_action: 'allow' },
    dnsbl: kit.since('25.7')
      ? { blocklist: { '@uuid': kit.uuid('dnsbl'), enabled: '1', ...lists, allowlists: 'good.example.com', source_nets: '', cache_ttl: '72000', description: 'Advertising' } }
      : { enabled: '1', safesearch: kit.unset, ...lists, whitelists: 'good.example.com' },
    forwarding: { enabled: kit.unset },
    dots: {
      dot: [
        { '@uuid': kit.uuid('dot'), enabled: '1', type: 'dot', domain: '', server: '198.51.100.53', port: '853', verify: 'dns.example.com', forward_tcp_upstream: '0', description: 'Resolver of the provider' },
        { '@uuid': kit.uuid('forward'), enabled: '1', type: 'forward', domain: 'lab.example.net', server: '10.20.0.53', port: '', verify: '', forward_tcp_upstream: '0', description: 'Resolver of the lab' },
      ],
    },
    hosts: { host: [host('nas', '192.168.1.10', 'Storage'), host('www', '192.168.1.11', 'Intranet'), ...officesOf(kit).flatMap(fixedHosts).map(({ name, ipv4 }) => host(name, ipv4, ''))] },
    aliases: { alias: { '@uuid': kit.uuid('alias files'), enabled: '1', host: kit.uuid('override nas'), hostname: 'files', domain: '', description: 'File shares' } },
  };
}

/** Services of plugins, most with a credential in them. */
export function pluginServices(kit: SampleKit): Readonly<Record<string, Content>> {
  return {
    DynDNS: {
      ...kit.model('1.5.1', 'Dynamic DNS client'),
      general: { enabled: '1', verbose: '0', allowipv6: '0', daemon_delay: '300', backend: 'ddclient' },
      accounts: {
        account: {
          '@uuid': kit.uuid('dyndns'), enabled: '1', service: 'cloudflare', protocol: '', server: '', username: 'token', password: kit.password('dyndns'), resourceId: '', hostnames: 'vpn.example.net',
          wildcard: '0', zone: 'example.net', checkip: 'if', checkip_timeout: '10', force_ssl: '1', ttl: '300', interface: 'wan', description: 'VPN address',
        },
      },
    },
    AcmeClient: {
      ...kit.versioned('OPNsense/AcmeClient', 'ACME client'),
      settings: { enabled: '1', autoRenewal: '1', environment: 'stg', challengePort: '43580', TLSchallengePort: '43581', restartTimeout: '600', haproxyIntegration: '0', logLevel: 'normal', showIntro: '0' },
      accounts: {
        account: {
          '@uuid': kit.uuid('acme account'), id: '65a1b2c3d4e53', enabled: '1', name: 'Office', description: '', email: 'hostmaster@example.net', ca: 'letsencrypt_test', custom_ca: '',
          eab_kid: '', eab_hmac: kit.password('acme eab'), key: kit.privateKey('acme account'), statusCode: '200', statusLastUpdate: '1795000000',
        },
      },
      certificates: '',
      validations: {
        validation: {
          '@uuid': kit.uuid('acme validation'), id: '65a1b2c3d4e54', enabled: '1', name: 'DNS at Cloudflare', description: '', method: 'dns01', dns_service: 'dns_cf',
          dns_cf_email: 'hostmaster@example.net', dns_cf_key: kit.password('acme cf key'), dns_cf_token: kit.password('acme cf token'), dns_cf_account_id: '', dns_cf_zone_id: '',
        },
      },
      actions: '',
    },
    HAProxy: { ...kit.versioned('OPNsense/HAProxy', 'HAProxy load balancer'), general: { enabled: '0' } },
    netsnmp: {
      general: { ...kit.model('1.0.5', 'Net-SNMP configuration'), enabled: '1', community: kit.password('snmp'), syslocation: 'Server room', syscontact: 'admin@example.net', l3visibility: '0', versionoid: '0', listen: '192.168.1.1' },
      user: {
        ...kit.model('1.0.1', 'Net-SNMP user configuration'),
        users: { user: { '@uuid': kit.uuid('snmp user'), enabled: '1', username: 'probe', password: kit.password('snmp user'), enckey: kit.password('snmp privacy'), readwrite: '0' } },
      },
    },
    monit: {
      ...kit.versioned('OPNsense/monit', 'Monit settings'),
      general: {
        enabled: '0', interval: '120', startdelay: '120', mailserver: 'mail.example.net', port: '587', username: 'fw1', password: kit.password('monit mail'), ssl: '1', sslversion: 'auto', sslverify: '1',
        logfile: '', statefile: '', eventqueuePath: '', eventqueueSlots: '', httpdEnabled: '0', httpdUsername: 'root', httpdPassword: kit.password('monit web'), httpdPort: '2812', httpdAllow: '',
        mmonitUrl: '', mmonitTimeout: '5', mmonitRegisterCredentials: '1',
      },
    },
    Syslog: {
      ...kit.model('1.0.2', 'System logging settings'),
      general: { enabled: '1', loglocal: '1', maxpreserve: '31', maxfilesize: '' },
      destinations: {
        destination: { '@uuid': kit.uuid('syslog'), enabled: '1', transport: 'udp4', program: '', level: 'notice,warn,err', facility: '', hostname: '192.168.1.11', certificate: '', port: '514', rfc5424: '1', description: 'Log host' },
      },
    },
    cron: {
      ...kit.model('1.0.4', 'Cron jobs'),
      jobs: {
        job: { '@uuid': kit.uuid('cron'), origin: 'cron', enabled: '1', minutes: '30', hours: '4', days: '*', months: '*', weekdays: '1', who: 'root', command: 'firmware auto-update', parameters: '', description: 'Look for updates' },
      },
    },
  };
}

/** Where users are authenticated beside the local database: LDAP, RADIUS and one-time passwords. */
export function authenticationServers(kit: SampleKit): Content {
  return [
    {
      refid: '65a1b2c3d4e55', type: 'ldap', name: 'Office LDAP', host: 'ldap.office.example.net', ldap_port: '636', ldap_urltype: 'SSL - Encrypted', ldap_protver: '3', ldap_scope: 'subtree',
      ldap_basedn: 'dc=example,dc=net', ldap_authcn: 'ou=people,dc=example,dc=net', ldap_attr_user: 'uid', ldap_binddn: 'cn=fw1,ou=services,dc=example,dc=net', ldap_bindpw: kit.password('ldap'),
    },
    { refid: '65a1b2c3d4e56', type: 'radius', name: 'Wireless RADIUS', host: '192.168.1.11', radius_srvcs: 'auth', radius_auth_port: '1812', radius_timeout: '5', radius_secret: kit.password('radius') },
    { refid: '65a1b2c3d4e57', type: 'totp', name: 'Local with one-time password', otpLength: '6', timeWindow: '', graceperiod: '', passwordFirst: '' },
  ];
}

/** Where backups of the configuration go. */
export function backupTargets(kit: SampleKit): Content {
  return {
    git: { ...kit.model('1.0.0', 'Git Backup Settings'), enabled: '0', url: 'ssh://git.example.net/fw1.git', branch: 'master', privkey: kit.privateKey('git backup'), user: 'git', password: kit.password('git backup') },
    nextcloud: {
      ...kit.model('1.0.0', 'Nextcloud Backup Settings'),
      enabled: '1', url: 'https://cloud.example.net', user: 'fw1', password: kit.password('nextcloud'), password_encryption: kit.password('nextcloud encryption'), backupdir: 'OPNsense-Backup',
    },
  };
}

/** The second firewall that a CARP address and synchronisation are prepared for. */
export function highAvailability(kit: SampleKit): Readonly<Record<string, Content>> {
  return {
    hasync: {
      ...kit.versioned('hasync', 'HA sync'),
      disablepreempt: '0', disconnectppps: '0', pfsyncinterface: '', pfsyncpeerip: '', pfsyncversion: '1400', synchronizetoip: 'https://192.168.1.3', username: 'sync', password: kit.password('hasync'), syncitems: 'aliases,rules',
    },
    virtualip: {
      ...kit.versioned('virtualip', 'Virtual IP configuration'),
      vip: {
        '@uuid': kit.uuid('vip'), interface: 'lan', mode: 'carp', subnet: '192.168.1.2', subnet_bits: '24', gateway: '', noexpand: '0', nobind: '0', password: kit.password('carp'), vhid: '1', advbase: '1', advskew: '0',
        peer: '', peer6: '', descr: 'Shared LAN address',
      },
    },
  };
}
