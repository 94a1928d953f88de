import { type WireAnswer } from '../opnsense-api';
import { type Delivery } from './delivery';
import { type Fault } from './faults';

const PAGE = '<!DOCTYPE html>\n<html lang="en">\n<head><title>Login | OPNsense</title></head>\n<body><form method="post"></form></body>\n</html>\n';

/** What the firewall does while faults strike. */
export interface Struck {
  /** Carries the request out. */
  perform(): Promise<WireAnswer>;
  reboot(downMs: number | undefined): void;
}

/** What comes of a request that these faults strike. */
export async function deliver(faults: readonly Fault[], { perform, reboot }: Struck): Promise<Delivery> {
  const delayMs = faults.reduce((sum, fault) => sum + (fault.kind === 'latency' ? fault.ms : 0), 0);
  const fatal = faults.find(({ kind }) => ['reset', 'silence', 'status', 'html', 'reboot'].includes(kind));
  const acts = fatal === undefined || ('acted' in fatal && fatal.acted === true);
  const answer = acts ? await perform() : undefined;
  if (fatal?.kind === 'reboot') reboot(fatal.downMs);
  if (fatal?.kind === 'reset' || fatal?.kind === 'reboot') return { delayMs, manner: { kind: 'reset' } };
  if (fatal?.kind === 'silence') return { delayMs, manner: { kind: 'silence' } };
  if (fatal?.kind === 'status') return { delayMs, manner: { kind: 'whole' }, answer: { status: fatal.status, headers: { 'content-type': 'text/html' }, body: fatal.body ?? '' } };
  if (fatal?.kind === 'html') return { delayMs, manner: { kind: 'whole' }, answer: { status: fatal.status ?? 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: PAGE } };
  return answer === undefined ? { delayMs, manner: { kind: 'silence' } } : inPart(answer, delayMs, faults);
}

function inPart(answer: WireAnswer, delayMs: number, faults: readonly Fault[]): Delivery {
  const cut = faults.find(fault => fault.kind === 'truncated');
  const length = Buffer.byteLength(answer.body);
  const bytes = Math.min(cut?.bytes ?? Math.floor(length / 2), length);
  if (cut?.announced === true) return { delayMs, manner: { kind: 'whole' }, answer: { ...answer, body: Buffer.from(answer.body).subarray(0, bytes).toString() } };
  if (cut !== undefined) return { delayMs, manner: { kind: 'truncated', bytes }, answer };
  const drip = faults.find(fault => fault.kind === 'drip');
  return { delayMs, answer, manner: drip === undefined ? { kind: 'whole' } : { kind: 'drip', bytes: Math.max(1, drip.bytes), everyMs: drip.everyMs } };
}
