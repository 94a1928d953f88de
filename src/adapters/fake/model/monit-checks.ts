import { type Group, List, type Problem } from './model';
import { isEmpty } from './php';

type ItemChecks = Readonly<Record<string, (item: Group) => Problem[]>>;

/** What Monit's model checks of tests and services; a test takes its type from its condition. */
export const MONIT_CHECKS: ItemChecks = { alert: checkAlert, test: checkTest, service: checkService };

/** The beginnings of conditions, by the type of test they make. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  Existence: ['exist', 'not exist'],
  SystemResource: ['loadavg (1min)', 'loadavg (5min)', 'loadavg (15min)', 'cpu usage', 'cpu user usage', 'cpu system usage', 'cpu wait usage', 'memory usage', 'swap usage'],
  ProcessResource: ['cpu', 'total cpu', 'threads', 'children', 'memory usage', 'total memory usage'],
  ProcessDiskIO: ['disk read rate', 'disk write rate'],
  FileChecksum: ['failed md5 checksum', 'changed md5 checksum', 'failed checksum expect'],
  Timestamp: ['access time', 'modification time', 'change time', 'timestamp', 'changed access time', 'changed modification time', 'changed change time', 'changed timestamp'],
  FileSize: ['size', 'changed size'],
  FileContent: ['content =', 'content !='],
  FilesystemMountFlags: ['changed fsflags'],
  SpaceUsage: ['space', 'space free'],
  InodeUsage: ['inodes', 'inodes free'],
  DiskIO: ['read rate', 'write rate', 'service time'],
  Permisssion: ['failed permission', 'changed permission'],
  UID: ['failed uid'],
  PID: ['changed pid'],
  PPID: ['changed ppid'],
  Uptime: ['uptime'],
  ProgramStatus: ['status', 'changed status'],
  NetworkInterface: ['failed link', 'changed link capacity', 'saturation', 'upload', 'download'],
  NetworkPing: ['failed ping', 'failed ping4', 'failed ping6'],
  Connection: ['failed host', 'failed port', 'failed unixsocket'],
};

/** The types of tests that a type of service takes, besides `Custom`. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  process: ['Existence', 'ProcessResource', 'ProcessDiskIO', 'UID', 'GID', 'PID', 'PPID', 'Uptime', 'Connection'],
  file: ['Existence', 'FileChecksum', 'Timestamp', 'FileSize', 'FileContent', 'Permisssion', 'UID', 'GID'],
  fifo: ['Existence', 'Timestamp', 'Permisssion', 'UID', 'GID'],
  filesystem: ['Existence', 'FilesystemMountFlags', 'SpaceUsage', 'InodeUsage', 'DiskIO', 'Permisssion'],
  directory: ['Existence', 'Timestamp', 'Permisssion', 'UID', 'GID'],
  host: ['NetworkPing', 'Connection'],
  system: ['SystemResource', 'Uptime'],
  custom: ['ProgramStatus'],
  network: ['NetworkInterface'],
};

function checkAlert(alert: Group): Problem[] {
  if (isEmpty(alert.text('noton')) || !isEmpty(alert.text('events'))) return [];
  return ['noton', 'events'].map(name => refusal(alert, name, 'Nothing is selected to leave out.'));
}

function checkTest(test: Group): Problem[] {
  const type = test.field('type');
  const isUsed = items(test, 'service').some(service => service.text('tests').split(',').includes(test.attributes['uuid'] ?? ''));
  const problems = isUsed && type.changed && type.value !== 'Custom' ? [refusal(test, 'type', 'A service uses this test.')] : [];
  const meant = typeOf(test.text('condition'));
  if (isUsed && meant !== 'Custom' && meant !== type.value) return [...problems, refusal(test, 'condition', 'This would change the type of a test that a service uses.')];
  type.set(meant);
  return problems;
}

function checkService(service: Group): Problem[] {
  const [type, has] = [service.text('type'), (name: string): boolean => !isEmpty(service.text(name))];
  const taken = TESTS[type];
  const wrong = service.text('tests').split(',').flatMap(uuid => items(service, 'test').filter(test => test.attributes['uuid'] === uuid && taken !== undefined && !['Custom', ...taken].includes(test.text('type'))));
  const problems = wrong.map(test => refusal(service, 'tests', `${test.text('name')} is no test for this type of service.`));
  const needs = (names: readonly string[], message: string): void => {
    if (!names.some(has)) problems.push(...names.map(name => refusal(service, name, message)));
  };
  if (type === 'process') needs(['pidfile', 'match'], 'One of these is needed.');
  if (type === 'host') needs(['address'], 'An address is needed.');
  if (type === 'network') needs(['address', 'interface'], 'One of these is needed.');
  if (['file', 'fifo', 'filesystem', 'directory'].includes(type)) needs(['path'], 'A path is needed.');
  return problems;
}

/** The type of the longest operand that the condition begins with. */
function typeOf(condition: string): string {
  const text = condition.replace(/\s\s+/g, ' ');
  const fitting = Object.entries(OPERANDS).flatMap(([type, operands]) => operands.filter(operand => text.startsWith(operand)).map(operand => ({ type, operand })));
  const best = fitting.reduce<(typeof fitting)[number] | undefined>((longest, each) => (longest === undefined || each.operand.length > longest.operand.length ? each : longest), undefined);
  if (best?.operand === 'memory usage') return /^.*\spercent|%\s*$/.test(text) ? 'SystemResource' : 'ProcessResource';
  return best?.type ?? 'Custom';
}

function items(item: Group, path: string): Group[] {
  const list = item.model.at(path);
  return list instanceof List ? list.items.map(([, each]) => each) : [];
}

function refusal(item: Group, name: string, message: string): Problem {
  return { reference: `${item.reference}.${name}`, message };
}
