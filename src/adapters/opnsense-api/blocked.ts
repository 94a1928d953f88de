import { routeOf, type Route } from './routes';

interface Block {
  readonly module: string;
  /** The start of the controller's name. */
  readonly controller: string;
  /** The actions that are blocked; all but `allowed` when absent. */
  readonly actions?: readonly string[];
  readonly allowed?: readonly string[];
  /** The first arguments for which they are; all, and none given, when absent. */
  readonly arguments?: readonly string[];
  readonly why: string;
}

// Names as `routeOf` spells them. Families that can stop the machine are closed: what a later release adds there is blocked too.
const BLOCKS: readonly Block[] = [
  { module: 'core', controller: 'system', actions: ['halt', 'reboot'], why: 'it stops the firewall' },
  {
    module: 'core',
    controller: 'firmware',
    allowed: [
      'status', 'check', 'info', 'running', 'upgradestatus', 'get', 'getoptions', 'changelog', 'details', 'license',
      'audit', 'connection', 'health',
    ],
    why: 'it changes the installed software or stops the firewall',
  },
  { module: 'core', controller: 'defaults', allowed: ['get', 'getinstalledsections'], why: 'it resets the firewall' },
  { module: 'core', controller: 'snapshots', allowed: ['search', 'get', 'issupported'], why: 'it replaces the whole system at the next boot' },
  { module: 'core', controller: 'hasync', allowed: ['get', 'services', 'version'], why: 'it acts on the other firewall of a pair' },
  { module: 'core', controller: 'initialsetup', allowed: ['get'], why: 'it sets the firewall up anew' },
  { module: 'core', controller: 'tunables', actions: ['reset'], why: 'it resets the kernel settings' },
  { module: 'core', controller: 'backup', actions: ['deletebackup'], why: 'it destroys the history that changes are undone from' },
  { module: 'core', controller: 'service', actions: ['stop'], arguments: ['webgui', 'configd', 'pf'], why: 'it stops what answers this server, or the packet filter, and nothing here could start that again' },
  { module: 'firewall', controller: 'migration', actions: ['flush', 'flushoutbound'], why: 'it deletes all rules at once' },
  {
    module: 'auth',
    controller: '',
    allowed: ['search', 'get', 'getitem', 'searchapikey'],
    why: 'it changes who may manage the firewall',
  },
];

/** Why a path is never called, whatever it is spelt like; undefined when it may be called. A path that is not whole may be, with some arguments. */
export function blockedReason(path: string, isWhole = true): string | undefined {
  const route = routeOf(path);
  return BLOCKS.find((block) => (isWhole || block.arguments === undefined) && covers(block, route))?.why;
}

function covers(block: Block, route: Route): boolean {
  if (block.module !== route.module || !route.controller.startsWith(block.controller)) return false;
  const [first] = route.args;
  if (first !== undefined && block.arguments !== undefined && !block.arguments.includes(first)) return false;
  return block.actions?.includes(route.action) ?? !(block.allowed ?? []).includes(route.action);
}

// Verbs of OPNsense's actions that change something. A GET does it too on several of them: 24.7 and 25.1 restore a backup by GET.
const CHANGING_VERB =
  /^(add|set|del|toggle|upload|import|apply|reconfigure|restart|start|stop|save|flush|revert|move|reset|remove|update|upgrade|install|kill|clear|sync|dismiss|activate|cancel|disconnect|drop|restore|reload|register|revoke|sign|wake|lock|unlock|logoff|logon)/;

// Changing actions without such a verb, and reads with one.
const CHANGING = [
  'acmeclient/certificates/automation',
  'ftpproxy/service/config',
  'haproxy/maintenance/certactions',
  'haproxy/maintenance/certsync',
  'haproxy/maintenance/certsyncbulk',
  'udpbroadcastrelay/service/config',
  'unbound/service/dnsbl',
];
const READING = ['core/firmware/upgradestatus', 'firewall/filter/flushinspectcache'];
// Their jobs live in memory: setting one up saves nothing.
const JOB_CONTROLLERS = ['ping', 'traceroute', 'dnsdiagnostics', 'portprobe', 'packetcapture'];

/** True when a path is known to change something, so that it must not be asked as a read, whatever a plugin declares. */
export function changesSomething(path: string): boolean {
  const { module, controller, action, args } = routeOf(path);
  const name = `${module}/${controller}/${action}`;
  if (READING.includes(name)) return false;
  if (CHANGING.includes(name)) return true;
  if (module === 'diagnostics') {
    if (JOB_CONTROLLERS.includes(controller)) return false;
    if (controller === 'log') return args.includes('clear');
  }
  return CHANGING_VERB.test(action);
}
