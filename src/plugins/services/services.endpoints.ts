import { type GotItem, reads, Collection, searches, shape, writes } from '../../core';
import { type AcmeRow, acmeRow, type AcmeSettings, acmeSettings, type TrustRow } from './acme-certificate';
import { type CronJob, type CronRow, cronRow, toCronJob } from './cron-job';
import { type AlertRow, alertRow, type DecisionRow, decisionRow, type ListedAlert, listedAlerts } from './crowdsec';
import { type DdnsAccount, type DdnsRow, ddnsRow, toDdnsAccount } from './ddns-account';
import { type ServiceRow, serviceRow } from '../../core/system';
import { type StatusAnswer } from './service-state';

const status = shape.object({ status: shape.text });

const DDCLIENT = { package: 'os-ddclient' } as const;
/** Accounts at providers of dynamic DNS. */
export const ddnsAccounts = new Collection<DdnsRow, DdnsAccount>({ controller: 'dyndns/accounts', action: 'item', wrapper: 'account', noun: 'dynamic DNS account', row: ddnsRow, facts: DDCLIENT }, toDdnsAccount);
/** Whether the client of those providers runs. */
export const ddclientStatus = reads<StatusAnswer>('dyndns/service/status', { shape: status, ...DDCLIENT });
/** Restarts the client with what is saved. */
export const reconfigureDdclient = writes<{ readonly status: string }>('dyndns/service/reconfigure', DDCLIENT);

/** Scheduled jobs. */
export const cronJobs = new Collection<CronRow, CronJob>({ controller: 'cron/settings', action: 'job', searched: 'jobs', wrapper: 'job', noun: 'cron job', row: cronRow }, toCronJob);
/** Restarts cron with what is saved. */
export const reconfigureCron = writes<{ readonly status: string }>('cron/service/reconfigure');

const ACME = { package: 'os-acme-client' } as const;
/** Certificates that the ACME client looks after. */
export const acmeCertificates = searches<AcmeRow>('acmeclient/certificates/search', { shape: acmeRow, ...ACME });
/** Everything the ACME client keeps, private keys included: read only up to 25.1, where rows do not name their certificate. */
export const acmeSettingsGet = reads<AcmeSettings>('acmeclient/settings/get', { shape: acmeSettings, ...ACME });
/** Whether the ACME client is switched on (not `disabled`), and whether its web server for challenges runs. */
export const acmeStatus = reads<StatusAnswer>('acmeclient/service/status', { shape: status, ...ACME });
/** Certificates in the trust store. */
export const trustCertificates = searches<TrustRow>('trust/cert/search');

const CROWDSEC = { package: 'os-crowdsec' } as const;
/** CrowdSec, whose keys differ up to 25.1. */
export const crowdsecStatus = reads<Readonly<Record<string, unknown>>>('crowdsec/service/status', CROWDSEC);
/** What CrowdSec noticed. */
export const crowdsecAlerts = searches<AlertRow>('crowdsec/alerts/search', { since: '25.7', shape: alertRow, ...CROWDSEC });
/** What CrowdSec decided and still holds. */
export const crowdsecDecisions = searches<DecisionRow>('crowdsec/decisions/search', { since: '25.7', shape: decisionRow, ...CROWDSEC });
/** The same up to 25.1, as its command line lists it. */
export const oldCrowdsecAlerts = reads<readonly ListedAlert[]>('crowdsec/alerts/get', { until: '25.1', shape: listedAlerts, ...CROWDSEC });
/** The alerts with decisions that still hold, up to 25.1. */
export const oldCrowdsecDecisions = reads<readonly ListedAlert[]>('crowdsec/decisions/get', { until: '25.1', shape: listedAlerts, ...CROWDSEC });

const MDNS = { package: 'os-mdns-repeater' } as const;
/** The mDNS repeater's settings. */
export const mdnsSettings = reads<{ readonly mdnsrepeater: GotItem }>('mdnsrepeater/settings/get', { shape: shape.object({ mdnsrepeater: shape.object({}) }), ...MDNS });
/** Changes the given ones of them. */
export const setMdnsSettings = writes<{ readonly result: string }>('mdnsrepeater/settings/set', MDNS);
/** Whether the mDNS repeater runs. */
export const mdnsStatus = reads<StatusAnswer>('mdnsrepeater/service/status', { shape: status, ...MDNS });
/** Restarts it with what is saved if it is switched on. */
export const reconfigureMdns = writes<{ readonly status: string }>('mdnsrepeater/service/reconfigure', MDNS);

/** Every daemon that OPNsense controls. */
export const searchServices = searches<ServiceRow>('core/service/search', { shape: serviceRow });
const control = (action: string) => writes<{ readonly result: string }>(`core/service/${action}`);
/** Starts one daemon by name, and by instance where it has several. */
export const startService = control('start');
/** The same for one that runs, or does not. */
export const restartService = control('restart');
/** Stops one until it is started, or the firewall is. */
export const stopService = control('stop');
