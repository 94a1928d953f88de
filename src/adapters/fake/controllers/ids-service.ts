import { downloadRules, intrusionAlerts, intrusionMemory, RULES_PART } from '../live/intrusions';
import { shortTime } from '../live/local-time';
import { logPage } from '../live/log-page';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { type Group, Models } from '../model/model';
import { isEmpty, toInteger, toText } from '../model/php';
import { type Row } from '../model/search';
import { addJob } from './cron-jobs';
import { isRunning, type OwnService, ownServiceActions } from './own-service';
import { queryWord } from './query-word';

const SURICATA: OwnService = { module: 'ids', daemon: 'suricata', isEnabled: document => document.text('OPNsense/IDS/general/enabled') === '1' };
const DONE = 'OK\n\n';
const FAILED = 'Execute error\n\n';
const CURRENT_LOG = 'eve.json';
const MOST_ROWS = 9999;

const UPDATE_JOB = { origin: 'IDS', command: 'ids update', description: 'ids rule updates', weekdays: '*', enabled: '0' } as const;

/** ids/service: Suricata, its rules on disk and its log of alerts. */
export const idsServiceActions: ActionTable = {
  ...ownServiceActions(SURICATA),
  'ids/service/reconfigure': (call, machine) => (call.method === 'POST' ? reconfigure(call, machine) : { json: { status: 'failed' } }),
  'ids/service/update_rules': ({ method, route, args }, machine) => {
    if (method !== 'POST') return { json: { status: 'failed' } };
    downloadRules(machine);
    machine.load([RULES_PART], route);
    return { json: { status: isEmpty(args[0]) ? told(machine) : machine.uuid() } };
  },
  'ids/service/reload_rules': ({ method, route }, machine) => {
    if (method !== 'POST') return { json: { status: 'failed' } };
    machine.load([RULES_PART], route);
    return { json: { status: told(machine) } };
  },
  'ids/service/query_alerts': (call, machine) => ({ json: call.method === 'POST' ? queryAlerts(call, machine) : [] }),
  'ids/service/get_alert_info': ({ args: [id = '', file = ''] }, machine) => ({ json: alertsIn(machine, file).find(row => row['filepos'] === toInteger(id)) ?? [] }),
  'ids/service/get_alert_logs': (_call, machine) => ({ json: alertLogs(machine) }),
  'ids/service/drop_alert_log': ({ method, body }, machine) => {
    const name = toText(body['filename']);
    if (method !== 'POST' || name === '') return { json: { status: 'failed' } };
    if (name.split('/').at(-1) === CURRENT_LOG) intrusionMemory(machine).emptied = machine.now();
    return { json: { status: 'ok' } };
  },
};

/** Suricata is told of new rules by a signal, which fails while it does not run. */
function told(machine: Machine): string {
  return isRunning(SURICATA, machine) ? DONE : FAILED;
}

/** Makes the job that updates the rules, disabled, the first time; whoever may call this may write that. */
function reconfigure(call: ApiCall, machine: Machine): JsonAnswer {
  const models = new Models(machine);
  const ids = models.edit('OPNsense.IDS.IDS');
  const job = (ids.at('general') as Group).field('UpdateCron');
  if (job.value === '') {
    const cron = models.edit('OPNsense.Cron.Cron');
    job.set(addJob(cron, UPDATE_JOB));
    cron.write();
    ids.write();
    machine.record(call);
  }
  machine.running.switch(SURICATA.daemon, SURICATA.isEnabled(machine.document));
  machine.load([RULES_PART], call.route);
  return { json: { status: 'OK' } };
}

function queryAlerts(call: ApiCall, machine: Machine): Row {
  const { rowCount, current, searchPhrase, fileid } = call.body;
  const perPage = rowCount === undefined ? MOST_ROWS : toInteger(rowCount);
  const page = current === undefined ? 1 : toInteger(current);
  const phrase = toText(searchPhrase);
  const file = toText(fileid) === '' ? '' : String(toInteger(fileid));
  const wanted = phrase === '' ? () => true : alertMatcher(queryWord(phrase));
  const { rows, total } = logPage(alertsIn(machine, file).filter(wanted), perPage, (page - 1) * perPage);
  const filters = machine.running.measured.intrusions === undefined ? { filters: phrase === '' ? [] : { 'alert,alert_action,src_ip,dest_ip': `*${queryWord(phrase)}*` } } : {};
  return { ...filters, rows, origin: file === '' ? CURRENT_LOG : `${CURRENT_LOG}.${file}`, rowCount: rows.length, total, current: page };
}

function alertMatcher(phrase: string): (row: Row) => boolean {
  // The word is part of a pattern, where only `.` and `*` of what is left of it mean something.
  const pattern = new RegExp(`^.*${phrase.toLowerCase().replaceAll('*', '.*')}.*`);
  return row => ['alert', 'alert_action', 'src_ip', 'dest_ip'].some(name => pattern.test(toText(row[name]).toLowerCase()));
}

/** The alerts in the current log; there are no older ones. */
function alertsIn(machine: Machine, file: string): readonly Row[] {
  if (file !== '') return [];
  return machine.running.measured.intrusions?.alerts ?? intrusionAlerts(machine);
}

function alertLogs(machine: Machine): Row[] {
  const measured = machine.running.measured.intrusions?.logs;
  const [newest] = intrusionAlerts(machine);
  const { emptied } = intrusionMemory(machine);
  const made = newest === undefined && emptied === 0 ? [] : [{ size: alertsIn(machine, '').length * 512, modified: newest === undefined ? emptied : Date.parse(toText(newest['timestamp']).slice(0, 19) + 'Z'), filename: CURRENT_LOG, sequence: null }];
  return (measured ?? made).map(({ modified, ...log }) => ({ size: log.size, modified: shortTime(machine, modified), filename: log.filename, sequence: log.sequence }));
}
