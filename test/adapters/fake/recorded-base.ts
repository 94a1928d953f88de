import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { allRoutes, packageOf } from '../../../src/adapters/catalogue';
import { compareReleases, type Release } from '../../../src/ports';

/** API keys of the recorded firewalls. */
export const RECORDED_KEYS = [
  { user: 'root', key: 'rootkey', secret: 'rootsecret' },
  { user: 'mcpro', key: 'rokey', secret: 'rosecret' },
];

/** Packages of the recorded firewalls: every plugin of that release. */
export function recordedPackages(release: Release): string[] {
  const named = allRoutes().map(route => packageOf(route, release));
  return [...new Set([...named.filter(name => name !== undefined), 'os-apuled', 'os-rfc2136', 'os-upnp', 'os-wazuh-agent'])];
}

/** The configuration that every recorded case starts from, as that release keeps it. */
export function recordedBase(release: Release): ConfigDocument {
  const since = (first: Release): boolean => compareReleases(release, first) >= 0;
  const model = (version: string): string => `version="${version}"${since('25.7') ? ' persisted_at="1795405489.10"' : ''}`;
  const uuid = (end: string): string => `00000000-0000-4000-8000-${end.padStart(12, '0')}`;
  const account = (end: string): string => (since('25.1') ? ` uuid="${uuid(end)}"` : '');
  const apiKey = (key: string): string => `<apikeys>${since('25.1') ? `${key}|$6$$recorded` : `<item><key>${key}</key><secret>$6$$recorded</secret></item>`}</apikeys>`;
  return ConfigDocument.parse(`<?xml version="1.0"?>
<opnsense>
  <theme>opnsense</theme>
  ${release === '25.1' ? `<sysctl ${model('1.0.1')}>${tunable(uuid('b1'), 'hw.ibrs_disable')}${tunable(uuid('b2'), 'vm.pmap.pti')}</sysctl>` : ''}
  <system>
    <optimization>normal</optimization>
    <hostname>fw1</hostname>
    <domain>home.example</domain>
    <dnsserver>198.51.100.53</dnsserver>
    <dnsserver>2001:db8:53::53</dnsserver>
    <group${account('99')}><gid>1999</gid><name>admins</name><scope>system</scope><description>System Administrators</description><priv>page-all</priv><member>0</member></group>
    <user${account('a9')}><uid>0</uid><name>root</name><scope>system</scope><password>$2y$10$recorded</password>${apiKey('rootkey')}<priv/><descr>System Administrator</descr></user>
    <user${account('aa')}><uid>2000</uid><name>mcpro</name><scope>user</scope><password>x</password>${apiKey('rokey')}<priv>page-diagnostics-arptable</priv><descr>ro</descr></user>
    <timezone>Etc/UTC</timezone>
    <timeservers>0.opnsense.pool.ntp.org 1.opnsense.pool.ntp.org 2.opnsense.pool.ntp.org 3.opnsense.pool.ntp.org</timeservers>
    <webgui><protocol>https</protocol></webgui>
    <bogons><interval>monthly</interval></bogons>
    <pf_share_forward>1</pf_share_forward>${since('26.1') ? '' : '<ipv6allow>1</ipv6allow>'}
    <ssh><group>admins</group></ssh>
    <firmware ${model('1.0.1')}><mirror/><flavour/><plugins/><type/><subscription/>${since('25.1') ? '<reboot>0</reboot>' : ''}</firmware>
  </system>
  <interfaces>
    <wan>
      <descr>WAN</descr><enable>1</enable><if>vtnet0</if><mtu/>
      <ipaddr>203.0.113.10</ipaddr><subnet>24</subnet><gateway>WAN_GW</gateway>
      <ipaddrv6>2001:db8:1::10</ipaddrv6><subnetv6>64</subnetv6><gatewayv6>WAN_GWv6</gatewayv6>
      <blockpriv>1</blockpriv><blockbogons>1</blockbogons><dhcphostname/><media/><mediaopt/><dhcp6-ia-pd-len>0</dhcp6-ia-pd-len>
    </wan>
    <lan>
      <descr>LAN</descr><enable>1</enable><if>vtnet1</if>
      <ipaddr>192.168.1.1</ipaddr><subnet>24</subnet>
      <ipaddrv6>2001:db8:1:1::1</ipaddrv6><subnetv6>64</subnetv6><media/><mediaopt/>
    </lan>
    <opt1><descr>IOT</descr><enable>1</enable><if>vlan0.20</if><ipaddr>192.168.20.1</ipaddr><subnet>24</subnet><lock>1</lock></opt1>
    <lo0>
      <internal_dynamic>1</internal_dynamic><descr>Loopback</descr><enable>1</enable><if>lo0</if>
      <ipaddr>127.0.0.1</ipaddr><subnet>8</subnet><ipaddrv6>::1</ipaddrv6><subnetv6>128</subnetv6><type>none</type><virtual>1</virtual>
    </lo0>
  </interfaces>
  ${since('26.1') ? dnsmasq26(model('1.0.9'), uuid('d1'), uuid('d2')) : since('25.7') ? dnsmasq(model('1.0.8'), uuid('d1')) : iscDhcp() + (since('25.1') ? `<dnsmasq ${model('1.0.7')}/>` : '')}
  <nat>
    <outbound><mode>automatic</mode></outbound>
    <rule uuid="${uuid('f1')}">
      <interface>wan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol>
      <source><any>1</any></source>
      <destination><network>wanip</network><port>8443</port></destination>
      <target>192.168.1.10</target><local-port>443</local-port><descr>NAS web (made in the GUI)</descr><associated-rule-id>pass</associated-rule-id>
    </rule>
  </nat>
  <filter>${since('26.7') ? '' : legacyRule('inet', 'Default allow LAN to any rule') + legacyRule('inet6', 'Default allow LAN IPv6 to any rule')}</filter>
  <ntpd><prefer>0.opnsense.pool.ntp.org</prefer></ntpd>
  <vlans ${model('1.0.0')}><vlan uuid="${uuid('20')}"><if>vtnet1</if><tag>20</tag><pcp>0</pcp><proto/><descr>IoT network</descr><vlanif>vlan0.20</vlanif></vlan></vlans>
  <staticroutes ${model('1.0.0')}/>
  <OPNsense>
    <Gateways ${model('1.0.0')}>
      ${gateway(uuid('a1'), 'WAN_GW', 'inet', '203.0.113.1', '254', '0', '198.51.100.1')}
      ${gateway(uuid('a2'), 'WAN_GWv6', 'inet6', '2001:db8:1::1', '255', '1', '')}
    </Gateways>
    <Firewall>
      <Alias ${model('1.0.1')}><geoip><url/></geoip><aliases>${since('26.1') ? crowdsecAlias('af4eabba-e4ed-439a-8263-0e7b93319ef8', 'crowdsec_blocklists', 'IPv4') + crowdsecAlias('75ec97ac-e843-4387-9d34-480d90f34c19', 'crowdsec6_blocklists', 'IPv6') : ''}</aliases></Alias>
      <Category ${model('1.0.0')}><categories/></Category>
      <Filter ${model('1.0.4')}><rules>${since('26.7') ? allowLan('9f6f0e35-8d8f-4f8e-8d7f-5a1c3f0b7a01', '1', 'inet', '') + allowLan('9f6f0e35-8d8f-4f8e-8d7f-5a1c3f0b7a02', '11', 'inet6', ' IPv6') : ''}</rules></Filter>
    </Firewall>
    <Kea><dhcp4 ${model('1.0.2')}/>${since('25.1') ? `<dhcp6 ${model('1.0.0')}/>` : ''}</Kea>
    <AcmeClient ${model(since('26.1') ? '4.4.0' : since('25.7') ? '4.3.0' : '4.2.0')}><settings><enabled>0</enabled><autoRenewal>1</autoRenewal><environment/></settings></AcmeClient>
    <HAProxy ${model(since('26.1') ? '5.0.0' : '4.1.0')}/>
    ${release === '26.1' ? '' : monit(model('1.0.14'), uuid)}
    <unboundplus ${model('1.0.9')}><general><enabled>1</enabled><port>53</port></general></unboundplus>
  </OPNsense>
  <revision><username>(root)</username><description>/usr/local/opnsense/mvc/script/run_migrations.php made changes</description><time>1795405489.10</time></revision>
</opnsense>
`);
}

// What a migration puts there; that of 26.1 fails over its own check of conditions.
function monit(attributes: string, uuid: (end: string) => string): string {
  const id = (name: string): string => uuid(`c${String(MONIT_TESTS.findIndex(([each]) => each === name)).padStart(2, '0')}`);
  const tests = MONIT_TESTS.map(([name, type, condition]) => `<test uuid="${id(name)}"><name>${name}</name><type>${type}</type><condition>${condition}</condition><action>alert</action><path/></test>`);
  const services = MONIT_SERVICES.map(
    ([enabled, name, type, path, uses], index) =>
      `<service uuid="${uuid(`e${String(index)}`)}"><enabled>${enabled}</enabled><name>${name}</name><description/><type>${type}</type><pidfile/><match/><path>${path}</path><timeout>300</timeout>` +
      `<starttimeout>30</starttimeout><address/><interface/><start/><stop/><tests>${uses.split(' ').map(id).join(',')}</tests><depends/><polltime/></service>`,
  );
  const alert = `<alert uuid="${uuid('e9')}"><enabled>0</enabled><recipient>root@localhost.local</recipient><noton>0</noton><events/><format/><reminder/><description/></alert>`;
  return `<monit ${attributes}>${alert}${services.join('')}${tests.join('')}</monit>`;
}

const MONIT_TESTS = [
  ['Ping', 'NetworkPing', 'failed ping'],
  ['NetworkLink', 'NetworkInterface', 'failed link'],
  ['NetworkSaturation', 'NetworkInterface', 'saturation is greater than 75%'],
  ['MemoryUsage', 'SystemResource', 'memory usage is greater than 75%'],
  ['CPUUsage', 'SystemResource', 'cpu usage is greater than 75%'],
  ['LoadAvg1', 'SystemResource', 'loadavg (1min) is greater than 8'],
  ['LoadAvg5', 'SystemResource', 'loadavg (5min) is greater than 6'],
  ['LoadAvg15', 'SystemResource', 'loadavg (15min) is greater than 4'],
  ['SpaceUsage', 'SpaceUsage', 'space usage is greater than 75%'],
  ['ChangedStatus', 'ProgramStatus', 'changed status'],
  ['NonZeroStatus', 'ProgramStatus', 'status != 0'],
] as const;

const MONIT_SERVICES = [
  ['1', '$HOST', 'system', '', 'MemoryUsage CPUUsage LoadAvg1 LoadAvg5'],
  ['1', 'RootFs', 'filesystem', '/', 'SpaceUsage'],
  ['0', 'carp_status_change', 'custom', '/usr/local/opnsense/scripts/monit/carp_status.php', 'ChangedStatus'],
  ['0', 'gateway_alert', 'custom', '/usr/local/opnsense/scripts/monit/gateway_alert.php', 'NonZeroStatus'],
] as const;

function tunable(uuid: string, name: string): string {
  return `<item uuid="${uuid}"><tunable>${name}</tunable><value/><descr>Against side channels of the processor</descr></item>`;
}

function gateway(uuid: string, name: string, family: string, address: string, priority: string, unmonitored: string, monitor: string): string {
  return (
    `<gateway_item uuid="${uuid}"><disabled>0</disabled><name>${name}</name><descr>Interface wan gateway</descr><interface>wan</interface>` +
    `<ipprotocol>${family}</ipprotocol><gateway>${address}</gateway><defaultgw>1</defaultgw><priority>${priority}</priority><weight>1</weight>` +
    `<monitor_disable>${unmonitored}</monitor_disable><monitor>${monitor}</monitor></gateway_item>`
  );
}

function dnsmasq(attributes: string, uuid: string): string {
  return (
    `<dnsmasq ${attributes}><enable>1</enable><interface>lan</interface><port>0</port><dhcp><default_fw_rules>1</default_fw_rules></dhcp>` +
    `<dhcp_ranges uuid="${uuid}"><interface>lan</interface><start_addr>192.168.1.100</start_addr><end_addr>192.168.1.199</end_addr></dhcp_ranges></dnsmasq>`
  );
}

function dnsmasq26(attributes: string, ipv4: string, ipv6: string): string {
  return (
    `<dnsmasq ${attributes}><enable>1</enable><interface>lan</interface><port>53053</port><dhcp><default_fw_rules>1</default_fw_rules><enable_ra>1</enable_ra></dhcp>` +
    `<dhcp_ranges uuid="${ipv4}"><interface>lan</interface><start_addr>192.168.1.100</start_addr><end_addr>192.168.1.199</end_addr></dhcp_ranges>` +
    `<dhcp_ranges uuid="${ipv6}"><interface>lan</interface><start_addr>::1000</start_addr><end_addr>::2000</end_addr><constructor>lan</constructor><ra_mode>slaac</ra_mode></dhcp_ranges></dnsmasq>`
  );
}

function iscDhcp(): string {
  return '<dhcpd><lan><enable/><range><from>192.168.1.100</from><to>192.168.1.199</to></range></lan></dhcpd>';
}

function legacyRule(family: string, description: string): string {
  return `<rule><type>pass</type><ipprotocol>${family}</ipprotocol><descr>${description}</descr><interface>lan</interface><source><network>lan</network></source><destination><any/></destination></rule>`;
}

function allowLan(uuid: string, sequence: string, family: string, label: string): string {
  return (
    `<rule uuid="${uuid}"><enabled>1</enabled><statetype>keep</statetype><sequence>${sequence}</sequence><action>pass</action><quick>1</quick>` +
    `<interfacenot>0</interfacenot><interface>lan</interface><direction>in</direction><ipprotocol>${family}</ipprotocol><protocol>any</protocol>` +
    '<source_net>lan</source_net><source_not>0</source_not><destination_net>any</destination_net><destination_not>0</destination_not>' +
    `<disablereplyto>0</disablereplyto><log>0</log><allowopts>0</allowopts><nosync>0</nosync><nopfsync>0</nopfsync><description>Default allow LAN${label} to any rule</description></rule>`
  );
}

function crowdsecAlias(uuid: string, name: string, family: string): string {
  return `<alias uuid="${uuid}"><enabled>1</enabled><name>${name}</name><type>external</type><proto>${family}</proto><counters>0</counters><content/><description>CrowdSec (${family})</description></alias>`;
}
