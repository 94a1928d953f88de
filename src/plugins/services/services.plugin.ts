import { Plugin, PLUGIN_API } from '../../core';
import { AddCronJobTool } from './tools/add-cron-job.tool';
import { AddDdnsAccountTool } from './tools/add-ddns-account.tool';
import { ConfigureMdnsRepeaterTool } from './tools/configure-mdns-repeater.tool';
import { ControlServiceTool } from './tools/control-service.tool';
import { CrowdsecAlertsTool } from './tools/crowdsec-alerts.tool';
import { CrowdsecStatusTool } from './tools/crowdsec-status.tool';
import { DeleteCronJobTool } from './tools/delete-cron-job.tool';
import { DeleteDdnsAccountTool } from './tools/delete-ddns-account.tool';
import { ListAcmeCertsTool } from './tools/list-acme-certs.tool';
import { ListCronJobsTool } from './tools/list-cron-jobs.tool';
import { ListDdnsAccountsTool } from './tools/list-ddns-accounts.tool';
import { MdnsRepeaterStatusTool } from './tools/mdns-repeater-status.tool';
import { ReconfigureDdclientTool } from './tools/reconfigure-ddclient.tool';
import { UpdateCronJobTool } from './tools/update-cron-job.tool';
import { UpdateDdnsAccountTool } from './tools/update-ddns-account.tool';

/** What runs beside the packet filter: dynamic DNS, cron, ACME certificates, CrowdSec, the mDNS repeater, and services as such. */
@Plugin({
  id: 'services',
  title: 'Services',
  summary: 'Dynamic DNS, cron jobs, ACME certificates, CrowdSec, the mDNS repeater; services started and stopped.',
  api: PLUGIN_API,
  tools: [
    ListDdnsAccountsTool, AddDdnsAccountTool, UpdateDdnsAccountTool, DeleteDdnsAccountTool, ReconfigureDdclientTool, ListAcmeCertsTool,
    ListCronJobsTool, AddCronJobTool, UpdateCronJobTool, DeleteCronJobTool, CrowdsecStatusTool, CrowdsecAlertsTool, MdnsRepeaterStatusTool, ConfigureMdnsRepeaterTool, ControlServiceTool,
  ],
})
export class ServicesPlugin {}
