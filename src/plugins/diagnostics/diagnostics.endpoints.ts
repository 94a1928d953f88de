import { reads, searches, shape } from '../../core';
import { type DnsAnswer, dnsAnswer } from './dns-record';
import { type PingJobRow, pingJobRow } from './ping';
import { type TracerouteAnswer, tracerouteAnswer } from './traceroute';

export { queryStates } from '../../core/pf-states';

/** What the start of a job answers. */
interface JobAnswer {
  readonly status: string;
  readonly status_msg?: string;
}
const jobAnswer = shape.object({ status: shape.name, status_msg: shape.optional(shape.text) });

/** Sets up a ping job in the firewall's memory and names it. */
export const setPing = reads<{ readonly uuid: string }>('diagnostics/ping/set', { method: 'POST', once: true, shape: shape.object({ uuid: shape.name }) });
/** Starts a ping job; it runs for up to a day. */
export const startPing = reads<JobAnswer>('diagnostics/ping/start', { method: 'POST', once: true, shape: jobAnswer });
/** Ping jobs with what they have counted so far. */
export const searchPings = searches<PingJobRow>('diagnostics/ping/search_jobs', { shape: pingJobRow });
/** Stops a ping job and forgets it. */
export const removePing = reads<JobAnswer>('diagnostics/ping/remove', { method: 'POST', shape: jobAnswer });
/** Traces a route; answers when it is done, after 20 seconds at the latest. */
export const traceroute = reads<{ readonly response: TracerouteAnswer | null }>('diagnostics/traceroute/set', {
  method: 'POST', slow: true, shape: shape.object({ response: shape.optional(tracerouteAnswer) }),
});
/** Asks a name server. */
export const dnsLookup = reads<{ readonly response: DnsAnswer | null }>('diagnostics/dns_diagnostics/set', { method: 'POST', shape: shape.object({ response: shape.optional(dnsAnswer) }) });
/** How many states there are, and how many there may be. */
export const stateTable = reads<StateTableAnswer>('diagnostics/firewall/pf_states', { shape: shape.object({ current: shape.name, limit: shape.name }) });

/** Both numbers as texts. */
export interface StateTableAnswer {
  readonly current: string;
  readonly limit: string;
}
