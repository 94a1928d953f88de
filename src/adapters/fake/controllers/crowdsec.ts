import { type ConfigDocument } from '../config-document';
import { type CrowdsecAlert, crowdsecMemory, deleteDecision, secondsLeft, timeLeft } from '../live/crowdsec';
import { type Action, type ActionTable, type ApiAnswer, type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { type Row, searchRows } from '../model/search';
import { isRunning, type OwnService, ownServiceActions } from './own-service';
import { compareReleases } from '../../../ports';

const PARTS = ['agent_enabled', 'lapi_enabled', 'firewall_bouncer_enabled'];

const CROWDSEC: OwnService = { module: 'crowdsec', daemon: 'crowdsec', isEnabled: document => PARTS.some(part => isPartOn(document, part)) };

const service = ownServiceActions(CROWDSEC);

/** crowdsec: up to 25.1 its command line's own JSON, later lists that can be searched. */
export const crowdsecActions: ActionTable = {
  ...service,
  'crowdsec/service/status': (call, machine) => (since257(machine) ? (service['crowdsec/service/status'] as Action)(call, machine) : { json: oldStatus(machine) }),
  'crowdsec/service/reload': ({ method }): ApiAnswer => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
  'crowdsec/version/get': () => ({ type: 'text/html; charset=UTF-8', text: 'version: v1.6.8-freebsd\nCodename: alphaga\n\n\n' }),
  'crowdsec/alerts/get': listed('alerts', machine => crowdsecMemory(machine).alerts.map(alert => alertObject(alert, machine))),
  'crowdsec/alerts/search': searched(machine => crowdsecMemory(machine).alerts.map(alertRow)),
  'crowdsec/decisions/get': listed('decisions', machine => holding(machine).map(alert => decidedObject(alert, machine))),
  'crowdsec/decisions/search': searched(machine => holding(machine).map(alert => decisionRow(alert, machine))),
  'crowdsec/decisions/delete': deleteByMethod,
  'crowdsec/decisions/del': deleteByPost,
  'crowdsec/bouncers/search': searched(machine => [bouncerRow(machine)]),
  'crowdsec/machines/search': searched(machine => [machineRow(machine)]),
  'crowdsec/collections/search': searched(() => COLLECTIONS.map(hubRow)),
  'crowdsec/hub/get': listed('hub items', () => ({ collections: COLLECTIONS.map(hubObject), parsers: [], scenarios: [], postoverflows: [] })),
};

const COLLECTIONS = ['freebsd', 'opnsense'];

function since257({ release }: Machine): boolean {
  return compareReleases(release, '25.7') >= 0;
}

function isPartOn(document: ConfigDocument, part: string): boolean {
  return (document.find(`OPNsense/crowdsec/general/${part}`)?.text ?? '1') === '1';
}

/** Without its local API the command line lists nothing. */
function searched(rows: (machine: Machine) => readonly Row[]): Action {
  return (call, machine) => ({ json: isRunning(CROWDSEC, machine) ? searchRows(rows(machine), call) : { message: 'unable to retrieve data' } });
}

function listed(what: string, list: (machine: Machine) => unknown): Action {
  return (_call, machine) => ({ json: isRunning(CROWDSEC, machine) ? list(machine) : { message: `unable to list ${what}` } });
}

function oldStatus(machine: Machine): unknown {
  const isUp = isRunning(CROWDSEC, machine);
  const state = (part: string): string => (isUp && isPartOn(machine.running.applied('crowdsec'), part) ? 'running' : 'stopped');
  return { 'crowdsec-status': state('agent_enabled'), 'crowdsec-firewall-status': state('firewall_bouncer_enabled') };
}

/** The alerts with a decision that still holds. */
function holding(machine: Machine): CrowdsecAlert[] {
  return crowdsecMemory(machine).alerts.filter(alert => secondsLeft(machine, alert) > 0);
}

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function decisionsOf(alert: CrowdsecAlert, machine: Machine): unknown[] {
  const { decision, scenario, address } = alert;
  return decision === undefined ? [] : [{ duration: timeLeft(machine, alert), id: decision.id, origin: 'crowdsec', scenario, scope: 'Ip', simulated: false, type: 'ban', value: address }];
}

function alertObject(alert: CrowdsecAlert, machine: Machine): unknown {
  const source = { as_name: 'DOC-AS', as_number: '64500', cn: 'ZZ', ip: alert.address, range: alert.address.replace(/\d+$/, '0/24'), scope: 'Ip', value: alert.address };
  return {
    capacity: 0, created_at: time(alert.time), decisions: decisionsOf(alert, machine), events: [], events_count: alert.events, id: alert.id, kind: 'crowdsec', labels: null, leakspeed: '10s', machine_id: 'localhost',
    message: `Ip ${alert.address} performed '${alert.scenario}' (${String(alert.events)} events over 3s)`, meta: [], scenario: alert.scenario, scenario_hash: '', scenario_version: '0.3', simulated: false, source,
    start_at: time(alert.time - 3000), stop_at: time(alert.time), uuid: alert.uuid,
  };
}

function decidedObject(alert: CrowdsecAlert, machine: Machine): unknown {
  const source = { as_name: 'DOC-AS', as_number: '64500', cn: 'ZZ', ip: alert.address, scope: 'Ip', value: alert.address };
  return {
    id: alert.id, created_at: time(alert.time), decisions: decisionsOf(alert, machine), events: null, events_count: alert.events, source, scenario: alert.scenario,
    start_at: '', stop_at: '', message: '', machine_id: 'localhost', labels: null, leakspeed: '', scenario_hash: '', scenario_version: '', simulated: false, capacity: 0,
  };
}

function alertRow({ id, address, scenario, decision, time: at }: CrowdsecAlert): Row {
  return { id, value: `Ip:${address}`, reason: scenario, country: 'ZZ', as: 'DOC-AS', decisions: decision === undefined ? '' : 'ban:1', created: time(at) };
}

function decisionRow(alert: CrowdsecAlert, machine: Machine): Row {
  const { id, address, scenario, decision, events } = alert;
  return {
    id: decision?.id, source: 'crowdsec', scope_value: `Ip:${address}`, reason: scenario, action: 'ban', country: 'ZZ', as: 'DOC-AS', events_count: events, expiration: timeLeft(machine, alert), alert_id: id,
  };
}

function bouncerRow(machine: Machine): Row {
  const { registered, seen } = crowdsecMemory(machine);
  return { name: 'firewall-bouncer', type: 'crowdsec-firewall-bouncer', version: 'v0.0.31', created: time(registered), valid: true, ip_address: '127.0.0.1', last_seen: time(seen), os: '' };
}

function machineRow(machine: Machine): Row {
  const { registered, seen } = crowdsecMemory(machine);
  return { name: 'localhost', ip_address: '127.0.0.1', version: 'v1.6.8', validated: true, created: time(registered), last_seen: time(seen), os: 'FreeBSD/14.3' };
}

function hubRow(name: string): Row {
  return { name: `crowdsecurity/${name}`, status: 'enabled', local_version: '0.3', local_path: `collections/${name}.yaml`, description: 'hub item' };
}

function hubObject(name: string): Row {
  return { ...hubRow(name), local_path: `/usr/local/etc/crowdsec/collections/${name}.yaml`, utf8_status: '\u2714\ufe0f  enabled' };
}

/** Up to 25.1 only DELETE deletes, and a decision that is not there trips the controller. */
function deleteByMethod({ method, args }: ApiCall, machine: Machine): ApiAnswer {
  if (method !== 'DELETE') return { status: 405, type: 'text/html; charset=UTF-8', text: '', headers: { allow: 'DELETE' } };
  if (!deleteDecision(machine, args[0] ?? '')) throw new UnexpectedFault('the controller wants to quote an error and misspells it');
  return { json: { message: 'OK' } };
}

function deleteByPost({ method, args }: ApiCall, machine: Machine): ApiAnswer {
  if (method !== 'POST') throw new UnexpectedFault('the controller promises an array and returns nothing');
  return { json: { result: deleteDecision(machine, args[0] ?? '') ? 'deleted' : 'not found' } };
}
