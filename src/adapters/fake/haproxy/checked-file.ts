/** Words that a line of a frontend, backend or listener can begin with. */
const KEYWORDS = new Set(
  (
    'acl backlog balance bind capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie crt default-server default_backend description disabled email-alert enabled ' +
    'error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 external-check filter force-persist fullconn guid hash-balance-factor hash-type http-after-response ' +
    'http-check http-error http-request http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-steps log-tag ' +
    'max-keep-alive-queue max-session-srv-conns maxconn mode monitor monitor-uri no option persist quic-initial rate-limit redirect retries retry-on server server-state-file-name ' +
    'server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check tcp-request tcp-response timeout transparent unique-id-format ' +
    'unique-id-header use-fcgi-app use-server use_backend'
  ).split(' '),
);
const PROXIES = ['frontend', 'backend', 'listen'] as const;
const FILE = '/usr/local/etc/haproxy.conf.staging';

interface Proxy {
  readonly kind: (typeof PROXIES)[number];
  readonly name: string;
  readonly line: number;
  mode: string;
  readonly servers: Map<string, number>;
  readonly uses: { readonly backend: string; readonly rule: string; readonly line: number }[];
  binds: number;
}

/** What `haproxy -c` finds. */
export interface Check {
  /** Complaints as HAProxy prints them; any of them keeps it from starting. */
  readonly alerts: readonly string[];
  /** False when there is nothing to listen on, so that it would not start either. */
  readonly listens: boolean;
}

/** True when HAProxy would start with a file. */
export function starts({ alerts, listens }: Check): boolean {
  return alerts.length === 0 && listens;
}

/** What `haproxy -c` prints; nothing when it has no complaint. */
export function printed(check: Check): string {
  if (check.alerts.length > 0) return [...check.alerts, alert(`config : Error(s) found in configuration file : ${FILE}`), alert('config : Fatal errors found in configuration.')].map(line => `${line}\n`).join('');
  return check.listens ? '' : 'Configuration file has no error but will not start (no listener) => exit(2).\n';
}

/** Checks the words, names and modes in a file of HAProxy. */
export function checkFile(text: string): Check {
  const alerts: string[] = [];
  const proxies: Proxy[] = [];
  let current: Proxy | undefined;
  let inProxy = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const words = raw.replace(/#.*/, '').trim().split(/\s+/);
    const [first = '', second = '', third = ''] = words;
    if (first === '') continue;
    if (!/^\s/.test(raw)) {
      const kind = PROXIES.find(each => each === first);
      inProxy = kind !== undefined;
      current = kind === undefined ? undefined : { kind, name: second, line, mode: 'tcp', servers: new Map(), uses: [], binds: 0 };
      if (current !== undefined) proxies.push(current);
      continue;
    }
    if (!inProxy || current === undefined) continue;
    if (!KEYWORDS.has(first)) alerts.push(parsing(line, `unknown keyword '${first}' in '${current.kind}' section`));
    if (first === 'mode') current.mode = second;
    if (first === 'bind') current.binds++;
    if (first === 'default_backend' || first === 'use_backend') current.uses.push({ backend: second, rule: first, line });
    if (first === 'server') noteServer(current, second, third, line, alerts);
  }
  return { alerts: [...alerts, ...duplicates(proxies), ...proxies.flatMap(proxy => missing(proxy, proxies))], listens: proxies.some(({ binds }) => binds > 0) };
}

function noteServer(proxy: Proxy, name: string, address: string, line: number, alerts: string[]): void {
  const before = proxy.servers.get(name);
  if (before !== undefined) alerts.push(parsing(line, `backend '${proxy.name}', another server named '${name}' was already defined at line ${String(before)}, please use distinct names.`));
  if (address === '') alerts.push(parsing(line, `'server' expects <name> and <addr>[:<port>] as arguments.`));
  proxy.servers.set(name, line);
}

function duplicates(proxies: readonly Proxy[]): string[] {
  return proxies.flatMap(({ kind, name, line }, index) => {
    const before = proxies.slice(0, index).find(each => each.name === name && each.kind === kind);
    return before === undefined ? [] : [parsing(line, `${kind} '${name}' has the same name as ${kind} '${name}' declared at ${FILE}:${String(before.line)}.`)];
  });
}

function missing(proxy: Proxy, proxies: readonly Proxy[]): string[] {
  return proxy.uses.flatMap(({ backend, rule }) => {
    const target = proxies.find(each => each.name === backend && each.kind !== 'frontend');
    if (target === undefined) return [alert(`config : Proxy '${proxy.name}': unable to find required ${rule}: '${backend}'.`)];
    if (target.mode === proxy.mode) return [];
    return [alert(`config : ${proxy.mode} frontend '${proxy.name}' (${FILE}:${String(proxy.line)}) tries to use incompatible ${target.mode} backend '${backend}' (${FILE}:${String(target.line)}) in a '${rule}' rule (see 'mode').`)];
  });
}

function parsing(line: number, what: string): string {
  return alert(`config : parsing [${FILE}:${String(line)}] : ${what}`);
}

function alert(what: string): string {
  return `[ALERT]    (60142) : ${what}`;
}
