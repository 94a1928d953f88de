import { type IntrusionDetection } from '../../../../../src/plugins/security/facts/intrusion-detection.fact';
import { type TimeSync } from '../../../../../src/plugins/security/facts/time-sync.fact';

/** A clock that follows servers and serves inner networks, unless said otherwise. */
export function time(facts: Partial<TimeSync> = {}): { time: TimeSync } {
  return { time: { servers: ['0.opnsense.pool.ntp.org'], serves: true, interfaces: ['lan'], ...facts } };
}

/** Intrusion prevention with rules, unless said otherwise. */
export function ids(facts: Partial<IntrusionDetection> = {}): { ids: IntrusionDetection } {
  return { ids: { enabled: true, prevents: true, rules: 3, ...facts } };
}
