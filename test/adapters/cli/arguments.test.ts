import { parseArguments } from '../../../src/adapters/cli/arguments';

const FAKE = { kind: 'fake', port: 0, keys: [], control: false };

describe('parseArguments', () => {
  it.each<[string[], object]>([
    [[], { kind: 'serve' }],
    [['--fake'], { kind: 'serve', fake: '26.7' }],
    [['--fake=24.7'], { kind: 'serve', fake: '24.7' }],
    [['call', 'opn_arp_table'], { kind: 'call', tool: 'opn_arp_table', args: '{}' }],
    [['call', '--fake=25.1', 'opn_arp_table', '{"limit":1}'], { kind: 'call', tool: 'opn_arp_table', args: '{"limit":1}', fake: '25.1' }],
    [['call', 'opn_arp_table', '-'], { kind: 'call', tool: 'opn_arp_table', args: '-' }],
    [['tools'], { kind: 'tools', json: false }],
    [['tools', '--json'], { kind: 'tools', json: true }],
    [['plugins'], { kind: 'plugins', json: false }],
    [['create-plugin', 'my-widgets'], { kind: 'create-plugin', name: 'my-widgets' }],
    [['plugins', '--json'], { kind: 'plugins', json: true }],
    [['doctor'], { kind: 'doctor', json: false }],
    [['doctor', '--json', '--fake=25.1'], { kind: 'doctor', json: true, fake: '25.1' }],
    [['quality', '.', '--at-least', 'gold', '--json'], { kind: 'quality', plugin: '.', atLeast: 'gold', json: true }],
    [['privileges'], { kind: 'privileges', toolsets: [], readOnly: false, json: false, table: false }],
    [['privileges', '--toolset', 'dns,dhcp', '--toolset=vpn', '--read-only', '--release=25.1', '--json'], { kind: 'privileges', toolsets: ['dns', 'dhcp', 'vpn'], readOnly: true, release: '25.1', json: true, table: false }],
    [['setup'], { kind: 'setup', wishes: { acceptCertificate: false, isDefault: false, force: false }, secretFromStdin: false, yes: false }],
    [
      ['setup', '--yes', '--name=office', '--url', 'https://192.0.2.1', '--key=k', '--secret-stdin', '--pin=AB', '--writes=DNS,firewall', '--toolsets=all', '--host=cursor,print', '--host', 'zed', '--default', '--force'],
      { kind: 'setup', wishes: { name: 'office', url: 'https://192.0.2.1', key: 'k', pin: 'AB', writes: ['dns', 'firewall'], toolsets: ['all'], hosts: ['cursor', 'print', 'zed'], acceptCertificate: false, isDefault: true, force: true }, secretFromStdin: true, yes: true },
    ],
    [['setup', '--writes=none', '--accept-certificate', '--ca-file=/ca.pem', '--secret-command=["pass","show","x"]'], { kind: 'setup', wishes: { writes: false, caFile: '/ca.pem', secretCommand: ['pass', 'show', 'x'], acceptCertificate: true, isDefault: false, force: false }, secretFromStdin: false, yes: false }],
    [['fake'], { ...FAKE }],
    [['fake', '--release=25.1', '--port=8443'], { ...FAKE, release: '25.1', port: 8443 }],
    [['fake', '--key=a:b', '--key', 'c:d:monitor'], { ...FAKE, keys: [{ key: 'a', secret: 'b', user: 'root' }, { key: 'c', secret: 'd', user: 'monitor' }] }],
    [['fake', '--hosts=500', '--rules', '5000', '--packages=os-haproxy,os-wol', '--client=198.51.100.7', '--control'], { ...FAKE, hosts: 500, rules: 5000, packages: ['os-haproxy', 'os-wol'], client: '198.51.100.7', control: true }],
    [['--fake', '--config=a.xml'], { kind: 'serve', fake: 'guess', config: 'a.xml' }],
    [['fake', '--config=a.xml'], { ...FAKE, config: 'a.xml' }],
    [['fake', '--release', '25.1', '--port', '8443'], { ...FAKE, release: '25.1', port: 8443 }],
    [['--fake=26.1', '--config', 'a.xml'], { kind: 'serve', fake: '26.1', config: 'a.xml' }],
    [['call', '--help'], { kind: 'help' }],
    [['-h'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('reads %j', (argv, command) => {
    expect(parseArguments(argv)).toEqual(command);
  });

  it.each<[string[], RegExp]>([
    [['--fake=27.1'], /--fake knows the releases 24\.7.*not '27\.1'/],
    [['--fake='], /not ''/],
    [['--fak'], /no option '--fak', did you mean '--fake'\?/],
    [['--json=1', 'tools'], /--json takes no value/],
    [['create-plugin'], /create-plugin needs a name/i],
    [['create-plugin', 'a', 'b'], /takes no 'b'/],
    [['plugins', 'all'], /Plugins takes no 'all'/],
    [['--json'], /--json belongs to the commands tools, plugins, quality, doctor, privileges/],
    [['cal', 'x'], /no command 'cal', did you mean 'call'\?$/],
    [['call'], /Call needs the name of a tool/],
    [['call', 'x', '{', '}'], /one JSON object, quoted.*what is '}'\?$/],
    [['fake', '--port=65536'], /--port needs a number up to 65535.*'65536'/],
    [['fake', '--port'], /--port needs a number/],
    [['fake', '--release=27.1'], /--release knows the releases/],
    [['fake', '--fake'], /takes --release/],
    [['fake', '--key=a'], /--key needs KEY:SECRET/],
    [['fake', '--key=a:canary:b:c'], /^(?!.*canary).*--key needs KEY:SECRET/],
    [['fake', '--rules=many'], /--rules needs a number.*'many'/],
    [['fake', '--config=a.xml', '--hosts=5'], /belong to the sample/],
    [['fake', '--client=desk'], /--client needs an address/],
    [['--control'], /--control belongs to the command fake/],
    [['--config=a.xml'], /--config belongs to --fake/],
    [['fake', '--config'], /--config needs a file/],
    [['fake', 'x'], /Fake takes no 'x'/],
    [['--port=1'], /--port belongs to the command fake/],
    [['quality'], /quality needs a plugin/i],
    [['quality', '.', '--at-least=platinum'], /--at-least knows the tiers bronze, silver, gold, not 'platinum'/],
    [['tools', 'x'], /Tools takes no 'x'/],
    [['privileges', 'dns'], /Privileges takes no 'dns'/],
    [['privileges', '--release=27.1'], /--release knows the releases/],
    [['tools', '--read-only'], /--read-only belongs to the command privileges/],
    [['call', 'x', '--release=26.1'], /--release belongs to the commands privileges, fake/],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
