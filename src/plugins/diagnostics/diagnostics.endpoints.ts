import { reads, searches, shape } from '../../core';
import { type DnsAnswer, dnsAnswer } from './dns-record';
import { type CaptureJobRow, captureJobRow, type CaptureView, captureView } from './capture';
import { type JobAnswer, jobAnswer } from './job';
import { type PingJobRow, pingJobRow } from './ping';
import { type TracerouteAnswer, tracerouteAnswer } from './traceroute';

export { queryStates } from '../../core/pf-states';

/** Sets up a ping job in the firewall's memory and names it. */
export const setPing = reads<{ readonly uuid: string }>('diagnostics/ping/set', { method: 'POST', once: true, shape: shape.object({ uuid: shape.name }) });
/** Starts a ping job; it runs for up to a day. */
export const startPing = reads<JobAnswer>('diagnostics/ping/start', { method: 'POST', once: true, shape: jobAnswer });
/** Ping jobs with what they have counted so far. */
export const searchPings = searches<PingJobRow>('diagnostics/ping/search_jobs', { shape: pingJobRow });
/** Stops a ping job and forgets it. */
export const removePing = reads<JobAnswer>('diagnostics/ping/remove', { method: 'POST', shape: jobAnswer });
/** Sets up a capture of packets in the firewall's memory and names it. */
export const setCapture = reads<{ readonly uuid: string }>('diagnostics/packet_capture/set', { method: 'POST', once: true, shape: shape.object({ uuid: shape.name }) });
/** Starts a capture; it runs until it is stopped, or has as many packets as were wanted. */
export const startCapture = reads<JobAnswer>('diagnostics/packet_capture/start', { method: 'POST', once: true, shape: jobAnswer });
/** Ends a capture; what it has is kept. */
export const stopCapture = reads<JobAnswer>('diagnostics/packet_capture/stop', { method: 'POST', shape: jobAnswer });
/** Stops a capture and forgets it with its packets. */
export const removeCapture = reads<JobAnswer>('diagnostics/packet_capture/remove', { method: 'POST', shape: jobAnswer });
/** Captures, and whether each still runs. */
export const searchCaptures = searches<CaptureJobRow>('diagnostics/packet_capture/search_jobs', { shape: captureJobRow });
/** The packets of a capture as tcpdump prints them, the first 500 of each device. */
export const viewCapture = reads<CaptureView>('diagnostics/packet_capture/view', { shape: captureView });
/** A ZIP archive with a file of packets for each device. */
export const downloadCapture = reads<Uint8Array>('diagnostics/packet_capture/download', { answer: 'bytes' });
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
