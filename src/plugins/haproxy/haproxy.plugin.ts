import { Plugin, PLUGIN_API } from '../../core';
import { HaproxyAddTool } from './tools/haproxy-add.tool';
import { HaproxyConfigtestTool } from './tools/haproxy-configtest.tool';
import { HaproxyDeleteTool } from './tools/haproxy-delete.tool';
import { HaproxyGetTool } from './tools/haproxy-get.tool';
import { HaproxySearchTool } from './tools/haproxy-search.tool';
import { HaproxyStatusTool } from './tools/haproxy-status.tool';
import { HaproxyUpdateTool } from './tools/haproxy-update.tool';
import { ReconfigureHaproxyTool } from './tools/reconfigure-haproxy.tool';

/** The load balancer HAProxy, which the OPNsense plugin os-haproxy brings. */
@Plugin({
  id: 'haproxy',
  title: 'HAProxy',
  summary: 'The load balancer HAProxy (os-haproxy): frontends, backends, servers, rules and conditions, health, and a check before every reload.',
  api: PLUGIN_API,
  tools: [HaproxyStatusTool, ReconfigureHaproxyTool, HaproxySearchTool, HaproxyGetTool, HaproxyAddTool, HaproxyUpdateTool, HaproxyDeleteTool, HaproxyConfigtestTool],
})
export class HaproxyPlugin {}
